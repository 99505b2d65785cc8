"""Records of Office Art ([MS-ODRAW]): shapes, and the pictures they show."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.doc97.binary import u16, u32

MAX_RECORDS = 200_000
_HEADER = 8
_STORE, _DRAWING, _GROUP, _SHAPE = 0xF001, 0xF002, 0xF003, 0xF004
_ENTRY, _SHAPE_ATOM = 0xF007, 0xF00A
_PROPERTIES = (0xF00B, 0xF121, 0xF122)
_BLIPS = frozenset((0xF01A, 0xF01B, 0xF01C, 0xF01D, 0xF01E, 0xF01F, 0xF029, 0xF02A))
_METAFILES = frozenset((0xF01A, 0xF01B, 0xF01C))
_DIB = 0xF01F
_ENTRY_SIZE = 36
_PICTURE = 0x0104


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its kind, its instance number and where its content stands."""

    kind: int
    version: int
    instance: int
    start: int
    end: int


@dataclass(slots=True)
class Shape:
    """A shape: its number, its type (3 an ellipse, 0 drawn freely) and the number of its picture, from 1."""

    number: int = 0
    kind: int = -1
    picture: int = 0


def records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """The records between two places, one after the other; one that reaches too far ends at the end."""
    at = start
    for _ in range(MAX_RECORDS):
        if at + _HEADER > min(end, len(data)):
            return
        head, kind, size = struct.unpack_from("<HHI", data, at)
        stop = min(at + _HEADER + size, end, len(data))
        yield Record(kind, head & 0xF, head >> 4, at + _HEADER, stop)
        at = stop


def drawings(data: bytes) -> tuple[Record | None, list[Record]]:
    """The store of pictures of a document, and its drawings (of the body, of the headers)."""
    group = next(records(data, 0, len(data)), None)
    if group is None:
        return None, []
    store = next((one for one in records(data, group.start, group.end) if one.kind == _STORE), None)
    found: list[Record] = []
    at = group.end
    while at + 1 + _HEADER <= len(data):
        drawing = next(records(data, at + 1, len(data)))
        found.append(drawing)
        at = drawing.end
    return store, [one for one in found if one.kind == _DRAWING]


def shapes(data: bytes, drawing: Record) -> dict[int, list[Shape]]:
    """What is anchored in a drawing, by number: a shape alone, or those of a group, its own frame first."""
    found: dict[int, list[Shape]] = {}
    for outer in records(data, drawing.start, drawing.end):
        for one in records(data, outer.start, outer.end) if outer.kind == _GROUP else ():
            if one.kind in (_GROUP, _SHAPE):
                members = [_shape(data, record) for record in _in_group(data, one)]
                if members:
                    found.setdefault(members[0].number, members)
    return found


def _in_group(data: bytes, record: Record) -> list[Record]:
    found: list[Record] = []
    waiting = [record]
    while waiting and len(found) < MAX_RECORDS:
        one = waiting.pop()
        if one.kind == _SHAPE:
            found.append(one)
        elif one.kind == _GROUP:
            waiting += reversed(list(records(data, one.start, one.end)))
    return found


def _shape(data: bytes, record: Record) -> Shape:
    shape = Shape()
    for one in records(data, record.start, record.end):
        if one.kind == _SHAPE_ATOM and one.end - one.start >= 4:
            shape.number, shape.kind = u32(data, one.start), one.instance
        elif one.kind in _PROPERTIES:
            for at in range(one.start, min(one.start + 6 * one.instance, one.end - 5), 6):
                if u16(data, at) & 0x3FFF == _PICTURE:
                    shape.picture = u32(data, at + 2)
    return shape


def stored(data: bytes, store: Record) -> list[Record]:
    """The entries of a store of pictures, in order."""
    return list(records(data, store.start, store.end))


def inline(data: bytes, start: int, end: int) -> bytes | None:
    """The first image file among the records of an inline picture."""
    for one in records(data, start, end):
        found = image_file(data, one, b"")
        if found is not None:
            return found
    return None


def image_file(data: bytes, record: Record, main: bytes) -> bytes | None:
    """The image file of an entry; None where it is a metafile or stands nowhere. `main`: the stream that those not in
    the store itself stand in."""
    if record.kind in _BLIPS:
        return _blip(data, record)
    if record.kind != _ENTRY or record.end - record.start < _ENTRY_SIZE:
        return None
    inside = record.start + _ENTRY_SIZE + data[record.start + 33]
    blip = next(records(data, inside, record.end), None)
    if blip is not None:
        return _blip(data, blip)
    place = u32(data, record.start + 28)
    blip = next(records(main, place, len(main)), None)
    return None if blip is None else _blip(main, blip)


def _blip(data: bytes, record: Record) -> bytes | None:
    """The image file in a blip: after one or two checksums, and a byte."""
    if record.kind not in _BLIPS or record.kind in _METAFILES:
        return None
    content = data[record.start + 17 + 16 * (record.instance & 1) : record.end]
    return _with_file_header(content) if record.kind == _DIB else content


def _with_file_header(dib: bytes) -> bytes | None:
    """A device-independent bitmap as a BMP file."""
    if len(dib) < 40:
        return None
    depth, used = u16(dib, 14), u32(dib, 32)
    colours = used or (1 << depth if depth <= 8 else 0)
    masks = 12 if u32(dib, 16) == 3 and u32(dib, 0) == 40 else 0
    offset = 14 + u32(dib, 0) + masks + 4 * min(colours, 256)
    return b"BM" + struct.pack("<IHHI", 14 + len(dib), 0, 0, offset) + dib
