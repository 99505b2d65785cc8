"""The text of a document from its pieces ([MS-DOC] 2.4.1, 2.9.38 Clx)."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass

from extractors.doc97.binary import Plc, cut, plc, u16, u32
from extractors.doc97.sprms import short
from extractors.errors import CorruptFile, TooLarge

MAX_CHARACTERS = 10_000_000
FILLER = "\0"
"""Holds the second place of a character that takes two."""

_ANSI = "".join(bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(256))
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_HANZI = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters from `start` to before `end`, at `place` in the main stream, `width` bytes each; `group`: modifiers
    of all of them."""

    start: int
    end: int
    place: int
    width: int
    group: bytes

    @property
    def end_place(self) -> int:
        """Where its last character ends in the main stream."""
        return self.place + (self.end - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Text:
    """All characters of the document, one for each position."""

    characters: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def piece(self, position: int) -> Piece:
        """The piece that the character at a position stands in."""
        return self.pieces[bisect_right(self.starts, position) - 1]


def read_text(main: bytes, clx: bytes, chinese: bool) -> Text:
    """The text; `chinese`: of a document that may have GBK in it. Raises CorruptFile, TooLarge."""
    groups, table = _parts(clx)
    pieces: list[Piece] = []
    texts: list[str] = []
    total = 0
    for number, item in enumerate(table.items):
        start, end = table.positions[number : number + 2]
        if start != total or end < start:
            raise CorruptFile
        if start == end:
            continue
        place = u32(item, 2)
        narrow = bool(place & 0x40000000)
        place = (place & 0x3FFFFFFF) // 2 if narrow else place & 0x3FFFFFFF
        piece = Piece(start, end, place, 1 if narrow else 2, _group(u16(item, 6), groups))
        total = end
        if total > MAX_CHARACTERS:
            raise TooLarge
        if total > 2 * len(main):
            raise CorruptFile
        raw = cut(main, place, piece.end_place - place)
        texts.append(_ansi(raw, chinese) if narrow else _unicode(raw))
        pieces.append(piece)
    if not pieces:
        raise CorruptFile
    return Text("".join(texts), tuple(pieces), tuple(piece.start for piece in pieces))


def _parts(clx: bytes) -> tuple[list[bytes], Plc]:
    groups: list[bytes] = []
    at = 0
    while at < len(clx) and clx[at] == 1:
        size = u16(clx, at + 1)
        groups.append(cut(clx, at + 3, size))
        at += 3 + size
    if at >= len(clx) or clx[at] != 2:
        raise CorruptFile
    return groups, plc(cut(clx, at + 5, u32(clx, at + 1)), 8)


def _group(prm: int, groups: list[bytes]) -> bytes:
    if not prm & 1:
        return short(prm)
    return groups[prm >> 1] if prm >> 1 < len(groups) else b""


def _unicode(raw: bytes) -> str:
    text = raw.decode("utf-16-le", "replace")
    if 2 * len(text) != len(raw):
        text = _ASTRAL.sub(lambda found: found.group() + FILLER, text)
        text = text[: len(raw) // 2].ljust(len(raw) // 2, FILLER)
    return text


def _ansi(raw: bytes, chinese: bool) -> str:
    """Text of one byte a character: Windows-1252 by the standard, but some programs leave Chinese in it as GBK."""
    if chinese and _is_chinese(raw):
        text = raw.decode("gbk", "replace")
        text = "".join(char if char < "\x80" else char + FILLER for char in text)
        if len(text) == len(raw):
            return text
    return codecs.charmap_decode(raw, "replace", _ANSI)[0]


def _is_chinese(raw: bytes) -> bool:
    """Whether all bytes over 127 pair up as characters of GB 2312, at least two different ones."""
    found = _HIGH.findall(raw)
    if not found or not all(_HANZI.fullmatch(run) for run in found):
        return False
    pairs = {run[at : at + 2] for run in found for at in range(0, len(run), 2)}
    return len([pair for pair in pairs if pair[0] >= 0xB0]) >= 2
