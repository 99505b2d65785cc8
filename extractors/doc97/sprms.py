"""Single property modifiers: an operation and its operand ([MS-DOC] 2.6)."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from extractors.doc97.binary import u16

_SIZES = MappingProxyType({0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3})
T_DEF_TABLE_10 = 0xD606
T_DEF_TABLE = 0xD608
P_CHANGE_TABS = 0xC615

Sprm = tuple[int, bytes]


def sprms(grpprl: bytes) -> Iterator[Sprm]:
    """The modifiers in a group, as operation and operand (of variable ones without the length). What is cut short
    at the end is left out: groups are padded."""
    at = 0
    while at + 2 < len(grpprl):
        code = u16(grpprl, at)
        at += 2
        kind = code >> 13
        if kind != 6:
            size = _SIZES[kind]
        elif code in (T_DEF_TABLE, T_DEF_TABLE_10):
            if at + 2 > len(grpprl):
                return
            size = max(0, u16(grpprl, at) - 1)
            at += 2
        else:
            size = grpprl[at]
            at += 1
            if code == P_CHANGE_TABS and size == 255:
                size = _tabs(grpprl, at)
        if at + size > len(grpprl):
            return
        yield code, grpprl[at : at + size]
        at += size


def _tabs(grpprl: bytes, at: int) -> int:
    deleted = grpprl[at] if at < len(grpprl) else 0
    then = at + 1 + 4 * deleted
    added = grpprl[then] if then < len(grpprl) else 0
    return 2 + 4 * deleted + 3 * added


SHORT = MappingProxyType(
    {
        0x18: 0x2416,
        0x19: 0x2417,
        0x41: 0x0800,
        0x42: 0x0801,
        0x47: 0x0806,
        0x4B: 0x080A,
        0x53: 0x2A33,
        0x55: 0x0835,
        0x57: 0x0837,
        0x5C: 0x083C,
        0x5E: 0x2A3E,
        0x73: 0x2A53,
        0x75: 0x0855,
        0x76: 0x0856,
    }
)
"""Operations that a piece may carry in short (Prm0), those that matter here."""


def short(prm: int) -> bytes:
    """The group of the one modifier that a Prm0 holds."""
    code = SHORT.get(prm >> 1 & 0x7F)
    return b"" if code is None else code.to_bytes(2, "little") + bytes((prm >> 8,))
