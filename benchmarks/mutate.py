"""Damage to files: bytes flipped, cut, spliced; also what is packed in them, so that it reaches the parsers within."""

from __future__ import annotations

import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

MOST_BYTES = 3_000_000
"""A mutated file is no larger: splices and repeats of long files are cut."""
_NUMBER = re.compile(rb"(?<![\w#&])-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"<[^<>]{1,400}>")
_STREAM = re.compile(rb"/FlateDecode.{0,200}?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ABSURD = (
    b"0", b"-1", b"1", b"65535", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"99999999999999999999",
    b"1e308", b"-1e308", b"1e400", b"NaN", b"inf", b"0.0000000001", b"", b"7",
)  # fmt: skip
_BOUNDS = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff\xff",
    b"\xff\x7f",
    b"\x00\x80",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
)


def mutated(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """`content` damaged once to a few times; `others`: files that pieces may be taken from."""
    packed = content.startswith(b"PK")
    if packed and rng.random() < 0.75:
        return _in_zip(content, others, rng)
    if content.startswith(b"%PDF") and rng.random() < 0.5:
        content = _in_streams(content, rng)
        if rng.random() < 0.6:
            return content
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        content = rng.choice(_WAYS)(content, others, rng)
    return content[:MOST_BYTES]


def _flip(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:  # noqa: ARG001 - as all ways
    damaged = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        if damaged:
            at = rng.randrange(len(damaged))
            damaged[at] = rng.randrange(256) if rng.random() < 0.5 else damaged[at] ^ (1 << rng.randrange(8))
    return bytes(damaged)


def _bound(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:  # noqa: ARG001 - as all ways
    """Numbers at their bounds, as sizes and counts are written in binary files."""
    damaged = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4))):
        value = rng.choice(_BOUNDS)
        at = rng.randrange(max(len(damaged) - len(value), 1))
        damaged[at : at + len(value)] = value
    return bytes(damaged)


def _cut_end(content: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _cut_out(content: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    return content[:start] + content[start + rng.choice((1, 2, 7, 64, 512, 4096, 50_000)) :]


def _splice(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    other = rng.choice(others) if others else content
    start, size = rng.randrange(len(other) + 1), rng.choice((1, 16, 512, 8192, 100_000))
    at = rng.randrange(len(content) + 1)
    over = size if rng.random() < 0.5 else 0
    return content[:at] + other[start : start + size] + content[at + over :]


def _repeat(content: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    piece = content[start : start + rng.choice((1, 8, 100, 2000))]
    return content[:start] + piece * rng.choice((2, 3, 50, 1000)) + content[start:]


def _number(content: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    """A number in text that is beyond all sense."""
    return _replaced(content, _NUMBER, lambda _: rng.choice(_ABSURD), rng)


def _tag(content: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    """A tag lost, doubled, closed or changed for another."""
    tags = [found.group() for found in _TAG.finditer(content[:500_000])]

    def other(tag: bytes) -> bytes:
        return rng.choice((b"", tag * 2, tag * 300, b"</" + tag[1:], rng.choice(tags), b"<!--", b"&#0;"))

    return _replaced(content, _TAG, other, rng)


def _replaced(
    content: bytes, pattern: re.Pattern[bytes], change: Callable[[bytes], bytes], rng: random.Random
) -> bytes:
    places = [found.span() for found in pattern.finditer(content[:500_000])]
    if not places:
        return _flip(content, (), rng)
    for start, end in sorted(rng.sample(places, min(len(places), rng.choice((1, 1, 2, 5)))), reverse=True):
        content = content[:start] + change(content[start:end]) + content[end:]
    return content


_WAYS = (_flip, _flip, _bound, _cut_end, _cut_out, _splice, _repeat, _number, _number, _tag)
_TEXT_WAYS = (_flip, _cut_out, _splice, _repeat, _number, _number, _tag, _tag)


def _in_zip(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """Members damaged, lost, doubled or exchanged, and packed again."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [(item.filename, archive.read(item)) for item in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return _flip(content, others, rng)
    for _ in range(rng.choice((1, 1, 2, 3)) if members else 0):
        at = rng.randrange(len(members))
        name, member = members[at]
        way = rng.random()
        if way < 0.06 and len(members) > 1:
            del members[at]
        elif way < 0.1:
            members.append((name, rng.choice(members)[1]))
        elif way < 0.14:
            members[at] = (
                rng.choice(("../../" + name, "/" + name, name.upper(), name + "/", "CON", "a" * 300)),
                member,
            )
        elif way < 0.18:
            members[at] = (name, rng.choice(members)[1])
        elif member:
            ways = _TEXT_WAYS if member.lstrip().startswith((b"<", b"\xef\xbb\xbf<")) else _WAYS
            members[at] = (name, rng.choice(ways)(member, others, rng)[:MOST_BYTES])
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, member in members:
            archive.writestr(zipfile.ZipInfo(name or "a", (2021, 9, 24, 0, 0, 0)), member, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def _in_streams(content: bytes, rng: random.Random) -> bytes:
    """The packed streams of a PDF damaged and packed again."""
    streams = list(_STREAM.finditer(content))
    for found in sorted(rng.sample(streams, min(len(streams), rng.choice((1, 1, 2)))), key=lambda one: -one.start()):
        try:
            plain = zlib.decompress(found.group(1))
        except zlib.error:
            continue
        packed = zlib.compress(rng.choice(_TEXT_WAYS)(plain, (), rng)[:MOST_BYTES], 1)
        content = content[: found.start(1)] + packed + content[found.end(1) :]
    return content
