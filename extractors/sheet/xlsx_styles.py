"""The styles part of an .xlsx: the number format and the look of each cell format."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.docx.names import Element, number, value
from extractors.glyphs import symbol_font
from extractors.sheet.names import S
from extractors.sheet.numbers import BUILTIN
from extractors.word.look import PLAIN, Look

_VAL = "val"
_GENERAL = "General"


@dataclass(frozen=True, slots=True)
class Format:
    """How a cell shows what it holds."""

    number: str = _GENERAL
    look: Look = PLAIN


class Styles:
    """The cell formats by their index; without a styles part every cell is General."""

    def __init__(self, root: Element | None) -> None:
        self._formats: list[Format] = []
        if root is None:
            return
        own = {number(one.get("numFmtId"), -1): one.get("formatCode", "") for one in root.iter(S + "numFmt")}
        looks = [look_of(font, whole_cell=True) for font in root.iterfind(f"{S}fonts/{S}font")]
        for cell in root.iterfind(f"{S}cellXfs/{S}xf"):
            code, font = number(cell.get("numFmtId")), number(cell.get("fontId"), -1)
            shown = own.get(code) or BUILTIN.get(code, _GENERAL)
            self._formats.append(Format(shown, looks[font] if 0 <= font < len(looks) else PLAIN))

    def format(self, index: str | None) -> Format:
        """The format that a cell's `s` names."""
        place = number(index)
        return self._formats[place] if 0 <= place < len(self._formats) else Format()


def look_of(properties: Element | None, *, whole_cell: bool = False) -> Look:
    """The look of a font or of a run's properties; of a whole cell, bold and underlined say nothing."""
    if properties is None:
        return PLAIN
    name = value(properties, S + "rFont", _VAL) or value(properties, S + "name", _VAL) or ""
    font = symbol_font(name) or ""
    underline = None if whole_cell else properties.find(S + "u")
    return Look(
        struck=bool(_switch(properties, "strike")),
        underlined=underline is not None and underline.get(_VAL) != "none",
        bold=not whole_cell and bool(_switch(properties, "b")),
        latin=font,
        upper=font,
        private=font,
    )


def _switch(properties: Element, name: str) -> bool:
    child = properties.find(S + name)
    return child is not None and child.get(_VAL, "1").lower() not in ("0", "false", "off")
