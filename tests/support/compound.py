"""OLE compound files ([MS-CFB] version 3) made by code, streams at the root only."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams."""
    sectors: list[bytes] = []
    chain: list[int] = []
    mini, mini_chain = b"", []
    entries = []
    for name in sorted(streams, key=lambda one: (len(one), one.upper())):
        content = streams[name]
        if len(content) >= CUTOFF:
            entries.append(_entry(name, 2, _store(content, sectors, chain), len(content)))
            continue
        count = -(-len(content) // MINI)
        start = len(mini_chain) if count else END
        mini += content.ljust(count * MINI, b"\x00")
        mini_chain += [*range(start + 1, start + count), END] if count else []
        entries.append(_entry(name, 2, start, len(content)))
    mini_start = _store(mini, sectors, chain) if mini else END
    packed = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    mini_fat = _store(packed, sectors, chain, b"\xff") if mini_chain else END
    mini_fats = -(-len(packed) // SECTOR)
    root = _entry("Root Entry", 5, mini_start, len(mini), child=1 if entries else FREE)
    listed = [root, *(_right(entry, number + 2, len(entries)) for number, entry in enumerate(entries))]
    while len(listed) % 4:
        listed.append(_entry("", 0, 0, 0))
    directory = _store(b"".join(listed), sectors, chain)
    return _file(sectors, chain, directory, mini_fat, mini_fats)


def _store(content: bytes, sectors: list[bytes], chain: list[int], pad: bytes = b"\x00") -> int:
    start = len(sectors)
    count = max(1, -(-len(content) // SECTOR))
    content = content.ljust(count * SECTOR, pad)
    sectors += [content[at : at + SECTOR] for at in range(0, len(content), SECTOR)]
    chain += [*range(start + 1, start + count), END]
    return start


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    wide = name.encode("utf-16-le")
    length = len(wide) + 2 if name else 0
    head = wide.ljust(64, b"\x00") + struct.pack("<HBBIII", length, kind, 1, FREE, FREE, child)
    return head + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)


def _right(entry: bytes, following: int, count: int) -> bytes:
    """The entry with the next one as its right sibling: the tree is a list."""
    return entry if following > count else entry[:72] + struct.pack("<I", following) + entry[76:]


def _file(sectors: list[bytes], chain: list[int], directory: int, mini_fat: int, mini_fats: int) -> bytes:
    fats = 1
    while fats * (SECTOR // 4) < len(sectors) + fats:
        fats += 1
    places = list(range(len(sectors), len(sectors) + fats))
    table = [*chain, *([FAT] * fats)]
    table += [FREE] * (fats * SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats)
    header += struct.pack("<IIIIIII", directory, 0, CUTOFF, mini_fat, mini_fats, END, 0)
    header += struct.pack("<109I", *places, *([FREE] * (109 - fats)))
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)
