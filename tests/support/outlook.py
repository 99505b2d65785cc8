"""Outlook messages made for tests: compound files with storages within storages."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.compound import CUTOFF, FREE, _entry, _file, _store

Tree = Mapping[str, Any]
"""Name → bytes of a stream, or the tree of a storage."""


def message(
    attachments: Sequence[tuple[str, bytes | Tree]], subject: str = "", html: bytes = b"", text: str = ""
) -> Tree:
    """The tree of a message; an attachment is bytes or the tree of another message. Bytes: `CUTOFF` at least."""
    tree: dict[str, Any] = {"__properties_version1.0": bytes(CUTOFF), "__substg1.0_0037001F": _wide(subject)}
    if html:
        tree["__substg1.0_10130102"] = html.ljust(CUTOFF)
    if text:
        tree["__substg1.0_1000001F"] = _wide(text)
    for number, (name, content) in enumerate(attachments):
        kind = "0102" if isinstance(content, bytes) else "000D"
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(CUTOFF),
            "__substg1.0_3707001F": _wide(name),
            f"__substg1.0_3701{kind}": content,
        }
    return tree


def msg_file(tree: Tree) -> bytes:
    """The message as a file."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries: list[bytes] = [b""]
    child = _add(tree, entries, sectors, chain)
    entries[0] = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child)
    while len(entries) % 4:
        entries.append(_entry("", 0, 0, 0))
    directory = _store(b"".join(entries), sectors, chain)
    return _file(sectors, chain, directory, 0xFFFFFFFE, 0)


def _add(tree: Tree, entries: list[bytes], sectors: list[bytes], chain: list[int]) -> int:
    """The number of the first entry of a storage; each names the next as its right sibling."""
    places: list[int] = []
    for name, content in tree.items():
        place = len(entries)
        entries.append(b"")
        places.append(place)
        if isinstance(content, bytes):
            assert len(content) >= CUTOFF
            entries[place] = _entry(name, 2, _store(content, sectors, chain), len(content))
        else:
            entries[place] = _entry(name, 1, 0, 0, _add(content, entries, sectors, chain))
    for place, following in zip(places, [*places[1:], FREE], strict=True):
        entries[place] = entries[place][:72] + struct.pack("<I", following) + entries[place][76:]
    return places[0]


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le").ljust(CUTOFF, b"\0")
