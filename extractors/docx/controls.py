"""Content controls, and the other wrappers that may stand around a block, a row, a cell or a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.docx.names import MC, Element, W, switch
from extractors.docx.pictures import chosen_branch
from extractors.glyphs import plain_ticks
from extractors.page import Run, Tick

_OFF = ("0", "false", "off")
_WRAPPERS = frozenset(W + name for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent", "bdo", "dir"))


@dataclass(slots=True)
class Control:
    """A content control while its content is walked through.

    `placeholder`: it shows its prompt. `state`: that of a check box, None for any other control; `done`: its tick is
    written.
    """

    placeholder: bool = False
    state: Tick | None = None
    done: bool = False

    def marked(self, run: Run) -> tuple[Run, ...]:
        """The first text of a check box, with its tick in the control's state (the glyph shown may lag behind it)."""
        if self.state is None or self.done or not run.text.strip():
            return (run,)
        self.done = True
        text = run.text.strip()
        glyph = next((end for start, end, _ in plain_ticks(text) if start == 0), 1 if len(text) == 1 else 0)
        shows = run.tick or next((tick for _, _, tick in plain_ticks(text[:glyph])), None)
        tick = replace(self.tick(), struck=run.struck, text=text[:glyph] if shows is self.state else self.tick().text)
        rest = replace(run, text=text[glyph:], tick=None)
        return (tick, rest) if rest.text else (tick,)

    def tick(self) -> Run:
        """The tick box by itself."""
        return Run("☑" if self.state is Tick.CHECKED else "□", self.state)


def control(sdt: Element) -> Control:
    """The content control of a `w:sdt`."""
    properties = sdt.find(W + "sdtPr")
    if properties is None:
        return Control()
    placeholder = bool(switch(properties, W + "showingPlcHdr"))
    box = next((child for child in properties if _local(child) == "checkbox"), None)
    if box is None:
        return Control(placeholder)
    return Control(state=_state(box, sdt))


def _state(box: Element, sdt: Element) -> Tick:
    for child in box:
        if _local(child) == "checked":
            given = next((text for name, text in child.attrib.items() if name.endswith("val")), "1")
            return Tick.UNCHECKED if given.lower() in _OFF else Tick.CHECKED
    shown = "".join(sdt.itertext(W + "t"))
    return next((tick for _, _, tick in plain_ticks(shown)), Tick.UNCHECKED)


def unwrapped(parent: Element, wanted: frozenset[str]) -> Iterator[tuple[Element, tuple[Control, ...]]]:
    """The elements of these names in `parent` that are shown, in order, each with the controls around it.

    What is deleted or moved away by a tracked change is not shown.
    """
    waiting: list[tuple[Element, tuple[Control, ...]]] = [(child, ()) for child in reversed(parent)]
    while waiting:
        element, controls = waiting.pop()
        inner: Element | None = None
        if element.tag in wanted:
            yield element, controls
        elif element.tag == W + "sdt":
            inner, controls = element.find(W + "sdtContent"), (*controls, control(element))
        elif element.tag in _WRAPPERS:
            inner = element
        elif element.tag == MC + "AlternateContent":
            inner = chosen_branch(element)
        if inner is not None:
            waiting += [(child, controls) for child in reversed(inner)]


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
