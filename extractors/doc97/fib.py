"""The file information block: where everything stands ([MS-DOC] 2.5)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

from extractors.doc97.binary import cut, u16, u32
from extractors.errors import CorruptFile, EncryptedFile, UnsupportedFile

_MAGIC = 0xA5EC
_FIRST_FIB = 0x00C0
"""Word 97's; files of Word 95 and before have lower numbers, and another layout."""
_FAR_EAST = 60
"""Where the language of Far Eastern text stands."""
_CHINESE = frozenset((0x0804, 0x1004))
_OLD_MAGICS = frozenset((0xA5DB, 0xA5DC, 0xA59B, 0xA59C, 0xA697, 0xA698, 0xA699))


class NotNative(UnsupportedFile):
    """A Word file of a kind that is not read here: Word 6, Word 95 or older. A converter may know it."""


class Part(IntEnum):
    """Places of the table stream that the FIB points to, by their number there (FibRgFcLcb97)."""

    STYLES = 1
    SECTIONS = 6
    HEADERS = 11
    CHARACTERS = 12
    PARAGRAPHS = 13
    FONTS = 15
    PIECES = 33
    ANCHORS = 40
    HEADER_ANCHORS = 41
    DRAWINGS = 50
    TEXT_BOXES = 56
    HEADER_TEXT_BOXES = 58


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many characters each subdocument has; they follow one another in this order."""

    body: int
    notes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    text_boxes: int
    header_text_boxes: int


@dataclass(frozen=True, slots=True)
class Fib:
    """`table`: the name of the table stream; `chinese`: whether it was made in a Chinese Word."""

    table: str
    chinese: bool
    lengths: Lengths
    places: tuple[tuple[int, int], ...]

    def part(self, table: bytes, part: Part) -> bytes:
        """The bytes of a part of the table stream; empty where the document has none. Raises CorruptFile."""
        at, size = self.places[part] if part < len(self.places) else (0, 0)
        return cut(table, at, size) if size else b""


def read_fib(main: bytes) -> Fib:
    """The FIB at the beginning of the main stream. Raises NotNative, EncryptedFile, CorruptFile."""
    magic, version, flags = u16(main, 0), u16(main, 2), u16(main, 10)
    old = magic in _OLD_MAGICS or (magic == _MAGIC and version < _FIRST_FIB)
    if magic != _MAGIC and not old:
        raise CorruptFile
    if flags & 0x0100:
        raise EncryptedFile
    if old:
        raise NotNative
    at = 34 + 2 * u16(main, 32)
    counts = [u32(main, at + 2 + 4 * number) for number in range(u16(main, at))]
    at += 2 + 4 * len(counts)
    if len(counts) < 11:
        raise CorruptFile
    pairs = u16(main, at)
    figures = struct.unpack(f"<{2 * pairs}I", cut(main, at + 2, 8 * pairs))
    places = tuple(zip(figures[::2], figures[1::2], strict=True))
    chinese = bool({u16(main, 6), u16(main, _FAR_EAST)} & _CHINESE)
    return Fib("1Table" if flags & 0x0200 else "0Table", chinese, Lengths(*counts[3:11]), places)
