"""Tar archives, plain or compressed, and single files compressed with gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from pathlib import PurePosixPath
from typing import Any, Protocol, Self

from extractors.containers.names import decode_name
from extractors.containers.tray import CHUNK, Source, Tray
from extractors.errors import CorruptFile, UnsafeFile

_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError)
_BLOCK = 512
_SUFFIXES = (".gz", ".bz2", ".xz", ".lzma", ".tgz", ".tbz2", ".txz")


def unpack_tar(source: Source, tray: Tray) -> None:
    """Lay the members of a plain tar archive into the tray. Raises CorruptFile, Bomb, Flood."""
    _unpack(io.BytesIO(source.content), source, tray)


def unpack_gzip(source: Source, tray: Tray) -> None:
    """The members of a .tar.gz, or the one file in a .gz. Raises CorruptFile, Bomb, Flood."""
    _unpack(gzip.GzipFile(fileobj=io.BytesIO(source.content)), source, tray)


def unpack_bzip2(source: Source, tray: Tray) -> None:
    """The members of a .tar.bz2, or the one file in a .bz2. Raises CorruptFile, Bomb, Flood."""
    _unpack(bz2.BZ2File(io.BytesIO(source.content)), source, tray)


def unpack_xz(source: Source, tray: Tray) -> None:
    """The members of a .tar.xz, or the one file in a .xz. Raises CorruptFile, Bomb, Flood."""
    with lzma.LZMAFile(io.BytesIO(source.content)) as stream:
        _unpack(stream, source, tray)


class _Header(tarfile.TarInfo):
    """A header that is none is an error: tarfile would take it for the end, and lose what follows."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile)
        except _INVALID as error:
            raise CorruptFile from error


_INVALID: type[Exception] = getattr(tarfile, "InvalidHeaderError", tarfile.HeaderError)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Bounded:
    """A stream that may give only so many bytes: headers of an archive can claim to be any size."""

    def __init__(self, stream: _Readable, head: bytes, tray: Tray) -> None:
        self._stream = stream
        self._head = head
        self._given = 0
        self._tray = tray

    def read(self, size: int) -> bytes:
        """The next bytes. Raises Bomb, Flood, and what the stream raises."""
        chunk, self._head = self._head[:size], self._head[size:]
        if len(chunk) < size:
            chunk += self._stream.read(min(size - len(chunk), CHUNK))
        self._given += len(chunk)
        self._tray.announce(self._given)
        return chunk


def _unpack(stream: _Readable, source: Source, tray: Tray) -> None:
    try:
        head = stream.read(_BLOCK)
        bounded = _Bounded(stream, head, tray)
        if _is_tar(head):
            _unpack_members(bounded, tray)
        else:
            _unpack_single(bounded, source, tray)
    except _BROKEN as error:
        raise CorruptFile from error


def _is_tar(head: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return head[257:262] == b"ustar"
    return True


def _unpack_members(stream: _Bounded, tray: Tray) -> None:
    given: Any = stream
    with tarfile.open(fileobj=given, mode="r|", tarinfo=_Header, encoding="utf-8", errors="surrogateescape") as archive:
        for entry in archive:
            name = decode_name(entry.name.encode("utf-8", "surrogateescape"))
            if entry.isdir():
                continue
            if not entry.isreg():
                tray.refuse(name, UnsafeFile("压缩包内的此项是链接或特殊文件，未予读取，请核实来源。"))
                continue
            slot = tray.admit(name)
            if slot is None:
                continue
            with slot:
                member = archive.extractfile(entry)
                try:
                    while member is not None and (chunk := member.read(CHUNK)):
                        slot.write(chunk)
                except _BROKEN as error:
                    raise CorruptFile from error


def _unpack_single(stream: _Bounded, source: Source, tray: Tray) -> None:
    slot = tray.admit(_single_name(source), len(source.content))
    if slot is None:
        return
    with slot:
        try:
            while chunk := stream.read(CHUNK):
                slot.write(chunk)
        except _BROKEN as error:
            raise CorruptFile from error


def _single_name(source: Source) -> str:
    """What gzip noted as the name of the file, else the name of the container without its suffix."""
    head = source.content[:4096]
    if head.startswith(b"\x1f\x8b") and head[3] & 0x08:
        start = 10 + (2 + int.from_bytes(head[10:12], "little") if head[3] & 0x04 else 0)
        noted = head[start:].partition(b"\0")[0]
        if noted:
            return decode_name(noted)
    own = PurePosixPath(source.name.rpartition("!")[2])
    return own.stem if own.suffix.lower() in _SUFFIXES else own.name
