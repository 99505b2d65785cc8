"""What lies over the cells of an .xls (BIFF8): check boxes with state and caption, and where pictures are.

Source: [MS-XLS] 2.4.181 (Obj), 2.4.329 (TxO), [MS-ODRAW] client anchors.
A file whose objects cannot be followed has none.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from extractors.page import Tick
from extractors.sheet.controls import MAX_CONTROLS, Control
from extractors.sheet.model import At

_BOUNDSHEET, _BOF, _EOF, _CONTINUE, _OBJ, _DRAWING, _TEXT = 0x85, 0x809, 0x0A, 0x3C, 0x5D, 0xEC, 0x1B6
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"
_PICTURE, _CHECK_BOX, _BUTTON = 0x08, 0x0B, 0x0C
_STATES = {0: Tick.UNCHECKED, 1: Tick.CHECKED}
_COLUMN_PIXELS, _ROW_PIXELS = 64, 18
"""Of a column and row of usual size: places in a cell are kept as shares of it."""


@dataclass(slots=True)
class Objects:
    """The check boxes of a sheet, and the cells that pictures are anchored at."""

    controls: list[Control] = field(default_factory=list)
    pictures: list[At] = field(default_factory=list)


def objects_of(data: bytes) -> list[Objects]:
    """The objects of each sheet, in the order of all sheets, hidden ones among them."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as compound:
            stream = compound.openstream("Workbook").read()
        return [_objects(stream, start) for start in _starts(stream)]
    except Exception:  # noqa: BLE001 - drawings are an addition: what is wrong with them must not lose the cells
        return []


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _starts(stream: bytes) -> list[int]:
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _EOF:
            break
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    return starts


def _objects(stream: bytes, start: int) -> Objects:
    found = Objects()
    anchor: tuple[int, ...] | None = None
    box: tuple[tuple[int, ...], Tick] | None = None
    caption = ""
    depth, previous = 0, 0
    for kind, body in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0 or len(found.controls) > MAX_CONTROLS:
            break
        if kind == _DRAWING and _ANCHOR in body:
            anchor = struct.unpack_from("<9H", body, body.rindex(_ANCHOR) + len(_ANCHOR))
        elif kind == _OBJ and anchor is not None:
            if box is not None:
                found.controls.append(_control(*box, caption))
            box, caption = None, ""
            shape = struct.unpack_from("<H", body, 4)[0] if len(body) >= 6 else 0
            if shape == _PICTURE:
                found.pictures.append((anchor[3] + 1, anchor[1] + 1))
            elif shape in (_CHECK_BOX, _BUTTON):
                box = (anchor, _state(body))
            anchor = None
        elif kind == _CONTINUE and previous == _TEXT and box is not None and body:
            caption = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")
        previous = kind
    if box is not None:
        found.controls.append(_control(*box, caption))
    return found


def _state(body: bytes) -> Tick:
    """The state in the part of an object that check boxes have (ftCbls)."""
    at = 0
    while at + 4 <= len(body):
        part, size = struct.unpack_from("<HH", body, at)
        if part == 0x0A and at + 6 <= len(body):
            return _STATES.get(struct.unpack_from("<H", body, at + 4)[0], Tick.UNKNOWN)
        at += 4 + size
    return Tick.UNKNOWN


def _control(anchor: tuple[int, ...], tick: Tick, caption: str) -> Control:
    _, column, right, row, down = anchor[:5]
    place = (row + 1, column + 1)
    return Control(place, right * _COLUMN_PIXELS // 1024, down * _ROW_PIXELS // 256, " ".join(caption.split()), tick)
