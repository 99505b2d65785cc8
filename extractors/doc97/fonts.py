"""The fonts of a document ([MS-DOC] 2.9.286 SttbfFfn, 2.9.82 FFN)."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.doc97.binary import u8, u16
from extractors.glyphs import symbol_font

_GB2312 = 134
_CHARACTER_SET = 4
_NAME = 40
"""Where the name begins in a font's description."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The names of the fonts by number; `chinese`: one is for Simplified Chinese."""

    names: tuple[str, ...] = ()
    chinese: bool = False

    def name(self, number: int) -> str:
        """The name of a font, `""` of one that is not there."""
        return self.names[number] if number < len(self.names) else ""

    def symbol(self, number: int) -> str:
        """The symbol font of that number, `""` for any other font."""
        return symbol_font(self.name(number)) or ""


def read_fonts(table: bytes) -> Fonts:
    """The fonts in a SttbfFfn. Raises CorruptFile."""
    if not table:
        return Fonts()
    names: list[str] = []
    chinese = False
    at = 4
    for _ in range(u16(table, 0)):
        end = at + 1 + u8(table, at)
        chinese |= table[at + _CHARACTER_SET : at + _CHARACTER_SET + 1] == bytes((_GB2312,))
        name = table[at + _NAME : end].decode("utf-16-le", "replace")
        names.append(name.partition("\0")[0])
        at = end
    return Fonts(tuple(names), chinese)
