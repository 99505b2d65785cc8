"""How a run looks after its paragraph style, character style and own properties (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from extractors.docx.names import VAL, Element, W, switch, value
from extractors.glyphs import symbol_font
from extractors.word.look import PLAIN, SLOTS, Look, Properties, look_of, merged

_TOGGLES = {"bold": "b", "strike": "strike", "double": "dstrike", "hidden": "vanish"}
_NO_LINE = frozenset(("", "none", "nil"))
_MAX_CHAIN = 20


class Styles:
    """The styles part of a document; without one every run looks as its own properties say."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: Properties = {}
        self._default_paragraph = ""
        self._chains: dict[str, Properties] = {}
        self._looks: dict[tuple[str, str], Properties] = {}
        if root is None:
            return
        self._defaults = _properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterfind(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default_paragraph = name

    def look(self, paragraph_style: str | None, properties: Element | None) -> Look:
        """How a run with these properties (`w:rPr`, or None) looks in a paragraph of that style."""
        character_style = value(properties, W + "rStyle") or ""
        key = (paragraph_style or self._default_paragraph, character_style)
        if key not in self._looks:
            self._looks[key] = self._of_styles(*key)
        found = self._looks[key]
        own = _properties(properties)
        return look_of({**found, **own}) if own or found else PLAIN

    def _of_styles(self, paragraph: str, character: str) -> Properties:
        return merged(self._defaults, self._chain(paragraph), self._chain(character))

    def _chain(self, name: str) -> Properties:
        if name not in self._chains:
            chain: list[Properties] = []
            following: str | None = name
            while following in self._styles and len(chain) < _MAX_CHAIN:
                style = self._styles[following]
                chain.append(_properties(style.find(W + "rPr")))
                following = value(style, W + "basedOn")
            together: Properties = {}
            for properties in reversed(chain):
                together.update(properties)
            self._chains[name] = together
        return self._chains[name]


def _properties(element: Element | None) -> Properties:
    found: Properties = {}
    if element is None or not len(element):
        return found
    for name, tag in _TOGGLES.items():
        state = switch(element, W + tag)
        if state is not None:
            found[name] = state
    for name, tag in (("underlined", "u"), ("boxed", "bdr")):
        kind = value(element, W + tag)
        if kind is not None:
            found[name] = kind not in _NO_LINE
    fonts = element.find(W + "rFonts")
    if fonts is not None:
        for slot in SLOTS:
            name = fonts.get(W + slot)
            if name is not None:
                found[slot] = symbol_font(name) or ""
    return found


def paragraph_style(paragraph: Element) -> str | None:
    """The id of a paragraph's style, None for the default one."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(VAL)
