"""7z archives, with py7zr."""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from typing import Any

from extractors.containers.tray import WHOLE, Slot, Source, Tray
from extractors.errors import CorruptFile, EncryptedFile, ReadError, TooLarge, UnsafeFile, UnsupportedFile


def unpack(source: Source, tray: Tray) -> None:
    """Lay the members of a 7z archive into the tray.

    Raises CorruptFile, EncryptedFile, UnsupportedFile, Bomb, Flood.
    """
    import py7zr
    from py7zr import exceptions

    broken = (
        exceptions.ArchiveError,
        lzma.LZMAError,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
        ArithmeticError,
        RuntimeError,
    )
    try:
        with py7zr.SevenZipFile(io.BytesIO(source.content)) as archive:
            slots = _admit(archive, tray)
            if slots:
                _extract(archive, slots)
    except ReadError:
        raise
    except exceptions.PasswordRequired as error:
        raise EncryptedFile("压缩包设有密码，请去除密码后重新报送。") from error
    except (exceptions.UnsupportedCompressionMethodError, NotImplementedError) as error:
        raise UnsupportedFile("压缩包用了不支持的压缩方法，请改用 zip 格式重新压缩后报送。") from error
    except broken as error:
        raise CorruptFile from error


def _admit(archive: Any, tray: Tray) -> dict[str, Slot]:
    """A slot for each member to unpack, by the number that stands for its name while it is."""
    entries = list(archive.files)
    tray.announce(sum(entry.uncompressed or 0 for entry in entries if (entry.uncompressed or 0) <= tray.bounds.size))
    encrypted = bool(archive.needs_password())
    slots: dict[str, Slot] = {}
    for number, entry in enumerate(entries):
        name = str(entry.filename)
        entry.file_properties()["filename"] = str(number)
        if entry.is_directory:
            continue
        error = _refused(entry, tray, encrypted=encrypted)
        if error is not None:
            tray.refuse(name, error)
        elif (slot := tray.admit(name)) is not None:
            slots[str(number)] = slot
    return slots


def _refused(entry: Any, tray: Tray, *, encrypted: bool) -> ReadError | None:
    if entry.is_symlink or entry.is_junction or entry.is_socket or not entry.is_file:
        return UnsafeFile("压缩包内的此项是链接或特殊文件，未予读取，请核实来源。")
    if encrypted and not entry.emptystream:
        return EncryptedFile("压缩包设有密码，请去除密码后重新报送。")
    return TooLarge() if (entry.uncompressed or 0) > tray.bounds.size else None


def _extract(archive: Any, slots: dict[str, Slot]) -> None:
    from py7zr.io import Py7zIO, WriterFactory

    class Writer(Py7zIO):
        """Hands the bytes of one member on to its slot."""

        def __init__(self, slot: Slot) -> None:
            self._slot = slot
            self._size = 0
            slot.__enter__()

        def write(self, s: bytes | bytearray) -> int:
            self._slot.write(bytes(s))
            self._size += len(s)
            return len(s)

        def read(self, size: int | None = None) -> bytes:  # noqa: ARG002 - the library's protocol
            return b""

        def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - the library's protocol
            return 0

        def flush(self) -> None:
            return None

        def size(self) -> int:
            return self._size

        def finish(self, error: BaseException | None) -> None:
            self._slot.__exit__(type(error) if error else None, error, None)

    class Writers(WriterFactory):
        """Opens the slot of a member when its turn comes; the one before is done then."""

        def __init__(self) -> None:
            self.open: Writer | None = None

        def create(self, filename: str) -> Py7zIO:
            self.finish(None)
            self.open = Writer(slots[filename.rpartition("/")[2]])
            return self.open

        def finish(self, error: BaseException | None) -> None:
            if self.open is not None:
                self.open.finish(error)
            self.open = None

    writers = Writers()
    try:
        archive.extract(targets=set(slots), factory=writers)
    except WHOLE as error:
        writers.finish(error)
        raise
    except Exception:
        writers.finish(CorruptFile())
        raise
    writers.finish(None)
