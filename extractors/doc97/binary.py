"""Numbers and pieces out of bytes that may be damaged: what does not lie within them raises CorruptFile."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import accumulate

from extractors.errors import CorruptFile, TooLarge

_U16 = struct.Struct("<H")
_I16 = struct.Struct("<h")
_U32 = struct.Struct("<I")
_I32 = struct.Struct("<i")


def _number(kind: struct.Struct, data: bytes, at: int) -> int:
    try:
        return int(kind.unpack_from(data, at)[0])
    except struct.error as error:
        raise CorruptFile from error


def u8(data: bytes, at: int) -> int:
    """The byte at a place."""
    if at >= len(data):
        raise CorruptFile
    return data[at]


def u16(data: bytes, at: int) -> int:
    """An unsigned number of two bytes, lowest first."""
    return _number(_U16, data, at)


def i16(data: bytes, at: int) -> int:
    """A signed number of two bytes."""
    return _number(_I16, data, at)


def u32(data: bytes, at: int) -> int:
    """An unsigned number of four bytes."""
    return _number(_U32, data, at)


def i32(data: bytes, at: int) -> int:
    """A signed number of four bytes."""
    return _number(_I32, data, at)


def cut(data: bytes, at: int, size: int) -> bytes:
    """So many bytes from a place on."""
    if at + size > len(data):
        raise CorruptFile
    return data[at : at + size]


@dataclass(slots=True)
class Budget:
    """Work that a file may still ask for, in bytes to be taken apart."""

    left: int

    def spend(self, amount: int) -> None:
        """Take an amount from it. Raises TooLarge when nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise TooLarge


@dataclass(frozen=True, slots=True)
class Plc:
    """Positions, and something of a fixed size for each but the last ([MS-DOC] 2.2.2)."""

    positions: tuple[int, ...] = ()
    items: tuple[bytes, ...] = ()


def plc(data: bytes, size: int) -> Plc:
    """A PLC whose items have `size` bytes; positions that run backwards stand still."""
    count = max(0, (len(data) - 4) // (4 + size))
    if not count:
        return Plc()
    positions = tuple(accumulate(struct.unpack_from(f"<{count + 1}I", data), max))
    first = 4 * (count + 1)
    return Plc(positions, tuple(data[first + size * number : first + size * (number + 1)] for number in range(count)))


def text16(data: bytes, at: int) -> tuple[str, int]:
    """A string of UTF-16 units after their number and before a zero (Xstz), and where it ends."""
    count = u16(data, at)
    return cut(data, at + 2, 2 * count).decode("utf-16-le", "replace"), at + 4 + 2 * count
