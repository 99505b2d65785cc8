"""The streams of a compound file ([MS-CFB]), read with olefile."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from extractors.doc97.binary import u16, u32
from extractors.errors import CorruptFile

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_DAMAGED = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, RecursionError)
"""What olefile raises on damaged files."""
_SECTOR_COUNTS = (44, 64, 72)
"""Where the header counts the sectors of the FAT, the mini FAT and the DIFAT."""


@dataclass(frozen=True, slots=True)
class Compound:
    """An open compound file; `size` of the whole file in bytes."""

    ole: Any
    size: int

    def stream(self, name: str) -> bytes | None:
        """The stream of that name, None where there is none. Raises CorruptFile."""
        try:
            if not self.ole.exists(name) or self.ole.get_type(name) != 2:
                return None
            if max(self.ole.get_size(name), self.ole.root.size) > self.size:
                raise CorruptFile
            return bytes(self.ole.openstream(name).getvalue())
        except _DAMAGED as error:
            raise CorruptFile from error


def compound(content: bytes) -> Compound:
    """The compound file of these bytes. Raises CorruptFile."""
    import olefile

    _check_header(content)
    try:
        return Compound(olefile.OleFileIO(BytesIO(content)), len(content))
    except _DAMAGED as error:
        raise CorruptFile from error


def _check_header(content: bytes) -> None:
    """olefile believes these figures, and would read on and on."""
    shift = u16(content, 30)
    if shift not in (9, 12) or u16(content, 32) != 6:
        raise CorruptFile
    most = (len(content) >> shift) + 1
    if any(u32(content, at) > most for at in _SECTOR_COUNTS):
        raise CorruptFile
