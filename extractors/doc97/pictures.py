"""Pictures in the text and shapes anchored in it ([MS-DOC] 2.9.190 PICF, 2.8.37 PlcfSpa)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extractors.doc97.art import Record, Shape, drawings, image_file, inline, shapes, stored
from extractors.doc97.binary import Plc, i32, u8, u16, u32
from extractors.errors import CorruptFile

_SHAPE_FILE, _SHAPE_FILE_NAMED = 0x64, 0x66
_INK = (0, 3, 23)
"""Shapes that hands draw: free lines, ellipses, rings."""

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture in the text: its image file, None for a metafile; its size in points."""

    content: bytes | None
    size: Size


def inline_picture(data: bytes, at: int) -> Inline | None:
    """The picture that stands at a place of the data stream; None where none does."""
    try:
        size, header, kind = u32(data, at), u16(data, at + 4), u16(data, at + 6)
        shown = (_length(data, at + 28, at + 32), _length(data, at + 30, at + 34))
        start, end = at + header, min(at + size, len(data))
        if kind == _SHAPE_FILE_NAMED:
            start += 1 + u8(data, start)
    except CorruptFile:
        return None
    if kind not in (_SHAPE_FILE, _SHAPE_FILE_NAMED) or header < 36:
        return Inline(None, shown)
    return Inline(inline(data, start, end), shown)


def _length(data: bytes, length: int, scale: int) -> float:
    """A length in points, from twentieths of a point and a scale in thousandths."""
    return u16(data, length) * (u16(data, scale) or 1000) / 20_000


@dataclass(frozen=True, slots=True)
class Anchored:
    """A thing anchored in the text: the number of its shape, its size in points."""

    number: int
    size: Size


def anchors(found: Plc) -> dict[int, Anchored]:
    """What is anchored, by position, from a PlcfSpa."""
    return {position: _anchored(item) for position, item in zip(found.positions, found.items, strict=False)}


def _anchored(spa: bytes) -> Anchored:
    x0, y0, x1, y1 = (i32(spa, at) for at in (4, 8, 12, 16))
    return Anchored(u32(spa, 0), (max(0, x1 - x0) / 20, max(0, y1 - y0) / 20))


class Drawings:
    """The shapes of a document and the pictures in them, read when the first is asked for."""

    def __init__(self, content: bytes, main: bytes) -> None:
        self._content = content
        self._main = main

    @cached_property
    def _shapes(self) -> dict[int, list[Shape]]:
        found: dict[int, list[Shape]] = {}
        for drawing in drawings(self._content)[1]:
            found.update(shapes(self._content, drawing))
        return found

    @cached_property
    def _stored(self) -> list[Record]:
        store = drawings(self._content)[0]
        return [] if store is None else stored(self._content, store)

    def members(self, number: int) -> list[Shape]:
        """The shapes of what is anchored under that number."""
        return self._shapes.get(number) or [Shape(number)]

    def picture(self, shape: Shape) -> bytes | None:
        """The image file that a shape shows."""
        if not 0 < shape.picture <= len(self._stored):
            return None
        return image_file(self._content, self._stored[shape.picture - 1], self._main)


def is_ink(shape: Shape) -> bool:
    """Whether the shape is one that a hand draws, with nothing in it."""
    return shape.kind in _INK and not shape.picture
