"""RAR archives, version 1.5 to 7, with UnRAR's own library where its package is installed."""

from __future__ import annotations

from typing import Any

from extractors.containers.tray import DiskFull, Slot, Source, Tray
from extractors.errors import (
    CorruptFile,
    EncryptedFile,
    MissingTool,
    ReadError,
    TooLarge,
    UnsafeFile,
    UnsupportedFile,
)

_PROCESS_DATA = 1
_SKIP, _TEST = 0, 1
_SPLIT_BEFORE, _SPLIT_AFTER, _ENCRYPTED, _FOLDER = 0x01, 0x02, 0x04, 0x20
_NO_LINK = 0
_END, _UNKNOWN_FORMAT = 10, 14
_MISSING_PASSWORD, _BAD_PASSWORD, _LARGE_DICTIONARY = 22, 24, 25
_SPLIT = "这是分卷压缩包，请合并为一个压缩包（建议 zip 格式）后重新报送。"


def unpack(source: Source, tray: Tray) -> None:
    """Lay the members of a RAR archive into the tray.

    Raises MissingTool, CorruptFile, EncryptedFile, UnsupportedFile (one of several volumes), Bomb, Flood.
    """
    try:
        from unrar.cffi import unrarlib
    except ImportError as error:
        raise MissingTool("读取 RAR 压缩包需要 unrar2-cffi，请管理员用 pip install unrar2-cffi 安装。") from error
    # the library finds a file by a path in the locale's encoding, which need not have the characters of the path
    path = tray.folder / "archive"
    try:
        path.write_bytes(source.content)
        _unpack(unrarlib, str(path), tray)
    except OSError as error:
        raise DiskFull from error
    finally:
        path.unlink(missing_ok=True)


def _unpack(unrarlib: Any, path: str, tray: Tray) -> None:
    try:
        archive = unrarlib.RarArchive.open_for_processing(path)
    except unrarlib.BadRarFile as error:
        raise _reason(int(error.code)) from error
    try:
        found = False
        while _next(unrarlib, archive, tray):
            found = True
        if not found:
            raise CorruptFile
    finally:
        unrarlib.RARCloseArchive(archive.handle)


def _next(unrarlib: Any, archive: Any, tray: Tray) -> bool:
    """Unpack the next member; False where there is none. Raises CorruptFile where the archive breaks off."""
    head = unrarlib.RARHeaderDataEx()
    result = unrarlib.RARReadHeaderEx(archive.handle, head)
    if result:
        if result == _END:
            return False
        raise _reason(result)
    slot = None
    if not head.Flags & _FOLDER:
        name = str(unrarlib.ffi.string(head.FileNameW))
        error = _refused(head, tray)
        if error is not None:
            tray.refuse(name, error)
        else:
            slot = tray.admit(name)
    if slot is None:
        result = unrarlib.RARProcessFileW(archive.handle, _SKIP, unrarlib.ffi.NULL, unrarlib.ffi.NULL)
        if result:
            raise _reason(result)
        return True
    with slot:
        _fill(unrarlib, archive, slot)
    return True


def _fill(unrarlib: Any, archive: Any, slot: Slot) -> None:
    """Raises what a member alone suffers, and Bomb or Flood."""
    ffi = unrarlib.ffi
    failures: list[BaseException] = []

    def receive(message: int, address: int, length: int) -> int:
        """Called by the library: for bytes, or where it wants a password, a volume or leave for a huge dictionary."""
        if message != _PROCESS_DATA:
            return -1
        try:
            slot.write(bytes(ffi.buffer(ffi.cast("char *", address), length)))
        except Exception as error:  # noqa: BLE001 - raised again behind the library, through which nothing may pass
            failures.append(error)
            return -1
        return 1

    handle = ffi.new_handle(receive)
    unrarlib.RARSetCallbackPtr(archive.handle, unrarlib.PyUNRARCALLBACKStub, handle)
    try:
        result = unrarlib.RARProcessFileW(archive.handle, _TEST, ffi.NULL, ffi.NULL)
    finally:
        unrarlib.RARSetCallbackPtr(archive.handle, ffi.NULL, ffi.NULL)
    if failures:
        raise failures[0]
    if result:
        raise _reason(result)


def _refused(head: Any, tray: Tray) -> ReadError | None:
    if head.Flags & (_SPLIT_BEFORE | _SPLIT_AFTER):
        return UnsupportedFile(_SPLIT)
    if head.RedirType != _NO_LINK:
        return UnsafeFile("压缩包内的此项是链接或特殊文件，未予读取，请核实来源。")
    if head.Flags & _ENCRYPTED:
        return EncryptedFile("压缩包设有密码，请去除密码后重新报送。")
    return TooLarge() if head.UnpSize + (head.UnpSizeHigh << 32) > tray.bounds.size else None


def _reason(code: int) -> ReadError:
    if code in (_MISSING_PASSWORD, _BAD_PASSWORD):
        return EncryptedFile("压缩包设有密码，请去除密码后重新报送。")
    if code == _UNKNOWN_FORMAT:
        return UnsupportedFile("压缩包用了不支持的压缩方法，请改用 zip 格式重新压缩后报送。")
    if code == _LARGE_DICTIONARY:
        return TooLarge()
    return CorruptFile()
