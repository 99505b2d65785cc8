"""Formatting by place in the main stream: bin tables and the pages they point to ([MS-DOC] 2.9.33, 2.9.175)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.doc97.binary import cut, plc, u8, u16, u32
from extractors.errors import CorruptFile, TooLarge

PAGE = 512
MAX_RUNS = 2_000_000

_Describe = Callable[[bytes, int], bytes]


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of the main stream, in order, and the bytes that describe each."""

    starts: list[int]
    ends: list[int]
    values: list[bytes]

    def at(self, place: int) -> bytes:
        """What describes the byte at a place, empty where nothing does."""
        number = bisect_right(self.starts, place) - 1
        return self.values[number] if number >= 0 and place < self.ends[number] else b""

    def between(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Where a description begins from `start` to before `end`, and it."""
        if start >= end:
            return
        number = max(0, bisect_right(self.starts, start) - 1)
        place = start
        while place < end:
            while number < len(self.starts) and self.ends[number] <= place:
                number += 1
            if number == len(self.starts) or self.starts[number] >= end:
                yield place, b""
                return
            if self.starts[number] > place:
                yield place, b""
                place = self.starts[number]
            yield place, self.values[number]
            place = self.ends[number]


def character_runs(main: bytes, table: bytes) -> Runs:
    """The groups of modifiers of characters."""
    return _runs(main, table, 1, _chpx)


def paragraph_runs(main: bytes, table: bytes) -> Runs:
    """The style number (two bytes) and the group of modifiers of paragraphs."""
    return _runs(main, table, 13, _papx)


def _runs(main: bytes, table: bytes, size: int, described: _Describe) -> Runs:
    runs = Runs([], [], [])
    seen: set[int] = set()
    last = 0
    for item in plc(table, 4).items:
        number = u32(item, 0) & 0x3FFFFF
        if number in seen:
            continue
        seen.add(number)
        page = cut(main, number * PAGE, PAGE)
        count = page[PAGE - 1]
        if 4 * (count + 1) + size * count >= PAGE:
            raise CorruptFile
        places = struct.unpack_from(f"<{count + 1}I", page)
        for which in range(count):
            start, end = max(last, places[which]), places[which + 1]
            if end <= start:
                continue
            runs.starts.append(start)
            runs.ends.append(end)
            runs.values.append(described(page, 2 * page[4 * (count + 1) + size * which]))
            last = end
        if len(runs.starts) > MAX_RUNS:
            raise TooLarge
    return runs


def _chpx(page: bytes, at: int) -> bytes:
    return cut(page, at + 1, u8(page, at)) if at else b""


def _papx(page: bytes, at: int) -> bytes:
    if not at:
        return b""
    size = u8(page, at)
    found = cut(page, at + 1, 2 * size - 1) if size else cut(page, at + 2, 2 * u8(page, at + 1))
    u16(found, 0)
    return found
