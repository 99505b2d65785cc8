"""Zip archives: names in UTF-8 or GBK, with and without the flags that say so; every common way of packing."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from extractors.containers.names import decode_names
from extractors.containers.tray import CHUNK, Bomb, Source, Tray
from extractors.errors import CorruptFile, EncryptedFile, ReadError, UnsafeFile, UnsupportedFile

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
)
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_UNIX = 3
_AES = 99
_DEFLATE64 = 9
_LOCAL_SIGNATURE = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")


def unpack(source: Source, tray: Tray) -> None:
    """Lay the members of a zip archive into the tray. Raises CorruptFile, Bomb, Flood."""
    try:
        archive = zipfile.ZipFile(BytesIO(source.content))
    except (*_BROKEN, NotImplementedError) as error:
        raise CorruptFile from error
    with archive:
        entries = archive.infolist()
        _check(entries, tray)
        for entry, name in zip(entries, _names(entries), strict=True):
            if not _is_folder(entry, name):
                _unpack_one(archive, source.content, entry, name, tray)


def _check(entries: list[zipfile.ZipInfo], tray: Tray) -> None:
    """Hold what the directory says against the bounds, and against a directory that has bytes serve several times."""
    tray.announce(sum(entry.file_size for entry in entries if entry.file_size <= tray.bounds.size))
    for entry in entries:
        tray.announce(min(entry.file_size, tray.bounds.unpacked), entry.compress_size)
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise Bomb
        end = entry.header_offset + _LOCAL_HEADER.size + entry.compress_size


def _is_folder(entry: zipfile.ZipInfo, name: str) -> bool:
    return name.endswith(("/", "\\")) or (not entry.file_size and bool(entry.external_attr & 0x10))


def _unpack_one(archive: zipfile.ZipFile, content: bytes, entry: zipfile.ZipInfo, name: str, tray: Tray) -> None:
    error = _refused(entry)
    if error is not None:
        tray.refuse(name, error)
        return
    slot = tray.admit(name, entry.compress_size)
    if slot is None:
        return
    with slot:
        try:
            for chunk in _chunks(archive, content, entry):
                slot.write(chunk)
        except NotImplementedError as error:
            raise UnsupportedFile("压缩包用了不支持的压缩方法，请用普通 zip 格式重新压缩后报送。") from error
        except _BROKEN as error:
            raise CorruptFile from error


def _refused(entry: zipfile.ZipInfo) -> ReadError | None:
    if entry.flag_bits & 0x1 or entry.compress_type == _AES:
        return EncryptedFile("压缩包设有密码，请去除密码后重新报送。")
    kind = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == _UNIX else 0
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return UnsafeFile("压缩包内的此项是链接或特殊文件，未予读取，请核实来源。")
    return None


def _chunks(archive: zipfile.ZipFile, content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    start = _agree(content, entry)
    if entry.compress_type == _DEFLATE64:
        yield from _deflate64(content[start : start + entry.compress_size], entry)
        return
    with archive.open(entry) as member:
        while chunk := member.read(CHUNK):
            yield chunk


def _agree(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the bytes of a member begin. The header before them may call it otherwise than the directory does:
    the directory goes, and `zipfile`, which would refuse, is told so."""
    if not content.startswith(_LOCAL_SIGNATURE, entry.header_offset):
        entry.header_offset = _header_by_name(content, entry.orig_filename)
    header = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    begin = entry.header_offset + _LOCAL_HEADER.size
    name = content[begin : begin + header[9]]
    entry.orig_filename = name.decode("utf-8" if header[2] & _UTF8_FLAG else "cp437")
    return int(begin + header[9] + header[10])


def _header_by_name(content: bytes, name: str) -> int:
    """Where the header of a member is that is not where the directory says; some programs count wrong."""
    raw = {name.encode("utf-8", "replace"), name.encode("cp437", "replace")}
    at = content.find(_LOCAL_SIGNATURE)
    while at >= 0:
        (length,) = struct.unpack_from("<H", content, at + 26)
        if content[at + _LOCAL_HEADER.size : at + _LOCAL_HEADER.size + length] in raw:
            return at
        at = content.find(_LOCAL_SIGNATURE, at + 4)
    raise zipfile.BadZipFile


def _deflate64(packed: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    import inflate64

    inflater = inflate64.Inflater()
    checksum = 0
    for at in range(0, len(packed), 4096):
        chunk = inflater.inflate(packed[at : at + 4096])
        checksum = zlib.crc32(chunk, checksum)
        yield chunk
    if checksum != entry.CRC:
        raise zipfile.BadZipFile


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """The names: as flagged, as an extra field gives them in UTF-8, or guessed from all of them together."""
    names: dict[int, str] = {}
    unknown: dict[int, bytes] = {}
    for number, entry in enumerate(entries):
        raw = None if entry.flag_bits & _UTF8_FLAG else _raw(entry)
        if raw is None:
            names[number] = entry.filename
        else:
            told = _unicode_path(entry.extra, raw)
            if told is None:
                unknown[number] = raw
            else:
                names[number] = told
    names |= dict(zip(unknown, decode_names(list(unknown.values())), strict=True))
    return [names[number] for number in range(len(entries))]


def _raw(entry: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name that `zipfile` took for cp437; None where it did not."""
    try:
        return entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name that the extra field 0x7075 gives in UTF-8, if it was made for this name."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
        at += 4 + length
    return None
