"""How text in a web page looks, as far as that bears on its meaning: inline styles, tags, and simple style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors.docx.names import Element
from extractors.glyphs import symbol_font
from extractors.word.look import Look

Style = dict[str, str]
"""Properties of CSS by name, values in lower case as written."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_SIMPLE = re.compile(r"^([a-z][a-z0-9]*)?(?:\.([^\s.:#>+~\[\]]+))?$", re.I)
_DECLARATION = re.compile(r"""((?:"[^"]*"|'[^']*'|\([^)]*\)|[^;"'(])+)(?:;|$)""")
_TAGS: Mapping[str, Style] = {
    "s": {"text-decoration": "line-through"},
    "strike": {"text-decoration": "line-through"},
    "del": {"text-decoration": "line-through"},
    "u": {"text-decoration": "underline"},
    "ins": {"text-decoration": "underline"},
    "b": {"font-weight": "bold"},
    "strong": {"font-weight": "bold"},
    "th": {"font-weight": "bold"},
}
_NO_BORDER = ("none", "0", "hidden", "0pt", "0px", "medium none", "initial", "0cm", "0in")
_MAX_RULES = 5_000


class Sheets:
    """The rules of the page's own style sheets that name a tag, a class, or a tag with a class."""

    def __init__(self, root: Element) -> None:
        self._rules: dict[tuple[str, str], Style] = {}
        for sheet in root.iter("style"):
            for selectors, body in _RULE.findall(_COMMENT.sub(" ", "".join(sheet.itertext()))):
                self._add(selectors, declarations(body))

    def _add(self, selectors: str, style: Style) -> None:
        for selector in selectors.split(","):
            found = _SIMPLE.match(selector.strip())
            if found and selector.strip() and len(self._rules) < _MAX_RULES:
                key = ((found.group(1) or "").lower(), (found.group(2) or "").lower())
                self._rules.setdefault(key, {}).update(style)

    def style(self, element: Element) -> Style:
        """What rules, tag and attributes say of an element, the nearest last."""
        tag = str(element.tag).lower()
        found: Style = {**_TAGS.get(tag, {}), **self._rules.get((tag, ""), {})}
        for name in element.get("class", "").lower().split():
            found |= self._rules.get(("", name), {})
            found |= self._rules.get((tag, name), {})
        if element.get("face"):
            found["font-family"] = element.get("face")
        if "hidden" in element.attrib:
            found["display"] = "none"
        inline = element.get("style")
        return found | declarations(inline) if inline else found


def declarations(text: str) -> Style:
    """The properties of a style attribute or of a rule's body."""
    found: Style = {}
    for declaration in _DECLARATION.findall(text):
        name, colon, given = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = given.replace("!important", "").strip().lower()
    return found


def look_of(style: Style, around: Look) -> Look:
    """How an element with that style looks inside of text that looks like `around`."""
    decoration = " ".join((style.get("text-decoration", ""), style.get("text-decoration-line", "")))
    look = replace(
        around,
        struck=around.struck or "line-through" in decoration or style.get("text-line-through", "none") != "none",
        underlined=around.underlined or "underline" in decoration,
        hidden=around.hidden or is_hidden(style),
    )
    weight = style.get("font-weight")
    if weight:
        look = replace(look, bold=weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600))
    family = style.get("mso-symbol-font-family") or style.get("font-family")
    if family:
        font = symbol_font(_first(family)) or ""
        look = replace(look, latin=font, upper=font, private=font)
    return look


def is_hidden(style: Style) -> bool:
    """Whether nothing of the element is shown."""
    return (
        style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") in ("all", "screen")
    )


def is_framed(style: Style) -> bool:
    """Whether a frame stands around the text."""
    border = style.get("border") or style.get("mso-border-alt") or style.get("border-style", "none")
    return border not in _NO_BORDER and not border.startswith(("none", "0", "medium none"))


def _first(families: str) -> str:
    return families.split(",")[0].strip().strip("\"'")
