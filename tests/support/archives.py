"""Archives made for tests, byte by byte where no library writes what a test needs."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

RAR = b"Rar!\x1a\x07\x01\x00"
_WHOLE, _LINK, _ENCRYPTED = 0, 5, 1


def zip_file(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members, names as Python's library writes them."""
    pairs = members.items() if isinstance(members, Mapping) else members
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return buffer.getvalue()


def raw_zip(
    members: Iterable[tuple[bytes, bytes]], flags: int = 0, extras: Mapping[bytes, bytes] | None = None
) -> bytes:
    """A zip archive of stored members whose names are these bytes, whatever their encoding."""
    body, directory, count = b"", b"", 0
    for name, content in members:
        extra = (extras or {}).get(name, b"")
        head = struct.pack(
            "<5H3L2H", 20, flags, 0, 0, 0x5821, zlib.crc32(content), len(content), len(content), len(name), len(extra)
        )
        tail = struct.pack("<3H2L", 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + tail + name + extra
        body += b"PK\x03\x04" + head + name + extra + content
        count += 1
    end = struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def unicode_path(name: bytes, shown: str) -> bytes:
    """The extra field 0x7075 that gives a name in UTF-8."""
    field = b"\x01" + struct.pack("<L", zlib.crc32(name)) + shown.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


def overlapping_zip(count: int, content: bytes) -> bytes:
    """A zip archive of many members that all are the same bytes of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    head = struct.pack("<5H3L2H", 20, 0, 8, 0, 0x5821, zlib.crc32(content), len(packed), len(content), 4, 0)
    body = b"PK\x03\x04" + head + b"0000" + packed
    tail = struct.pack("<3H2L", 0, 0, 0, 0, 0)
    entries = [b"PK\x01\x02" + struct.pack("<H", 20) + head + tail + f"{number:04}".encode() for number in range(count)]
    directory = b"".join(entries)
    return body + directory + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0)


def rar_file(
    members: Iterable[tuple[str, bytes]], link: str = "", locked: str = "", headers_locked: bool = False
) -> bytes:
    """A RAR 5 archive of stored members; the one named `link` is a symbolic link, the one named `locked` encrypted."""
    blocks = [_block(1, 0, b"\x00")]
    if headers_locked:
        blocks.append(_block(4, 0, b"\x00\x00\x0f" + bytes(16)))
    for name, content in members:
        extra = b""
        if name == link:
            target = b"/etc/passwd"
            extra = _record(_LINK, b"\x01\x00" + _vint(len(target)) + target)
        elif name == locked:
            extra = _record(_ENCRYPTED, b"\x00\x00\x0f" + bytes(32))
        written = name.encode()
        fields = _vint(4) + _vint(len(content)) + _vint(0x81A4) + struct.pack("<L", zlib.crc32(content))
        fields += _vint(0) + _vint(1) + _vint(len(written)) + written
        blocks.append(_block(2, 2, fields, extra, content))
    return RAR + b"".join(blocks) + _block(5, 0, b"\x00")


def _record(kind: int, content: bytes) -> bytes:
    inner = _vint(kind) + content
    return _vint(len(inner)) + inner


def _block(kind: int, flags: int, fields: bytes, extra: bytes = b"", content: bytes = b"") -> bytes:
    flags |= 1 if extra else 0
    head = _vint(kind) + _vint(flags) + (_vint(len(extra)) if extra else b"")
    head += (_vint(len(content)) if flags & 2 else b"") + fields + extra
    sized = _vint(len(head)) + head
    return struct.pack("<L", zlib.crc32(sized)) + sized + content


def _vint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def winmail(attachments: Iterable[tuple[str, str, bytes]]) -> bytes:
    """A winmail.dat of attachments: title, long name ("" for none), content."""
    out = b"\x78\x9f\x3e\x22" + struct.pack("<H", 1)
    for title, long_name, content in attachments:
        out += _attribute(0x00069002, bytes(14))
        out += _attribute(0x00018010, title.encode("gbk") + b"\0")
        out += _attribute(0x0006800F, content)
        if long_name:
            wide = (long_name + "\0").encode("utf-16-le")
            number = struct.pack("<HHL", 3, 0x3705, 1)
            named = struct.pack("<HHLL", 31, 0x3707, 1, len(wide)) + wide + bytes(-len(wide) % 4)
            out += _attribute(0x00069005, struct.pack("<L", 2) + number + named)
    return out


def _attribute(tag: int, content: bytes) -> bytes:
    return b"\x02" + struct.pack("<LL", tag, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)
