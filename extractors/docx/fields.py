"""Legacy form fields (`w:ffData`): what they show by their own state."""

from __future__ import annotations

from extractors.docx.names import VAL, Element, W, number, switch, value
from extractors.page import Run, Tick
from extractors.word.fields import is_prompt
from extractors.word.story import FormField


def form_field(form: Element) -> FormField:
    """The legacy form field of a `w:ffData`."""
    return FormField(_shown(form), value(form, f"{W}textInput/{W}default") or "")


def _shown(form: Element) -> tuple[Run, ...] | None:
    box = form.find(W + "checkBox")
    if box is not None:
        state = switch(box, W + "checked")
        if state is None:
            state = switch(box, W + "default")
        return (Run("☑", Tick.CHECKED),) if state else (Run("□", Tick.UNCHECKED),)
    choice = form.find(W + "ddList")
    if choice is None:
        return None
    entries = [entry.get(VAL, "") for entry in choice.iterfind(W + "listEntry")]
    chosen = number(value(choice, W + "result") or value(choice, W + "default"))
    if not 0 <= chosen < len(entries) or not entries[chosen]:
        return ()
    return (Run(entries[chosen], placeholder=is_prompt(entries[chosen])),)
