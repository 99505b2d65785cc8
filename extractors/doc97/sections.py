"""The sections ([MS-DOC] 2.8.26 PlcfSed, 2.9.243 Sepx): where each ends, its sheet, whether its first page differs."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.doc97.binary import plc, u16, u32
from extractors.doc97.sprms import sprms
from extractors.errors import TooLarge

_NONE = 0xFFFFFFFF
MAX_SECTIONS = 2000
_LONGEST = 4096
"""Bytes of modifiers of a section that are looked at."""
_TITLE_PAGE, _WIDTH, _HEIGHT = 0x300A, 0xB01F, 0xB020


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the position after its last character, the size of its sheet in points (0 where not given)."""

    end: int
    size: tuple[float, float] = (0.0, 0.0)
    title_page: bool = False


def read_sections(main: bytes, table: bytes) -> tuple[Section, ...]:
    """The sections in order. Raises CorruptFile, TooLarge."""
    found = plc(table, 12)
    if len(found.items) > MAX_SECTIONS:
        raise TooLarge
    return tuple(_section(main, u32(item, 2), found.positions[number + 1]) for number, item in enumerate(found.items))


def _section(main: bytes, at: int, end: int) -> Section:
    if at == _NONE:
        return Section(end)
    width = height = 0
    title_page = False
    for code, operand in sprms(main[at + 2 : at + 2 + min(u16(main, at), _LONGEST)]):
        if code == _TITLE_PAGE:
            title_page = operand[0] != 0
        elif code == _WIDTH:
            width = u16(operand, 0)
        elif code == _HEIGHT:
            height = u16(operand, 0)
    return Section(end, (width / 20, height / 20), title_page)
