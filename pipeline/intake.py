"""Received files as they come in: which there are under the paths given, what each is by its content."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from extractors.errors import CorruptFile, EmptyFile, TooLarge

_PASSED_OVER = re.compile(r"^(~\$|\.~|\._)|^(thumbs\.db|desktop\.ini|\.ds_store)$|^~wr[dl]\d+\.tmp$", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
    (b"GIF8", 0, "image/gif"),
    (b"BM", 0, "image/bmp"),
    (b"WEBP", 8, "image/webp"),
    (b"Rar!\x1a\x07", 0, "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed"),
    (b"{\\rtf", 0, "application/rtf"),
)
_PACKAGES: tuple[tuple[str, str], ...] = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("ofd.xml", "application/ofd"),
)
DOCX = _PACKAGES[0][1]


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file found under the paths given. `name` is how the output calls it: the path as given, joined with what
    lies below it, with `/` between."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the paths given hold: the files to read, in order, and how many were passed over."""

    files: tuple[ReceivedFile, ...]
    passed_over: int


def find_files(paths: Iterable[Path]) -> Found:
    """Every received file under the paths, folders walked by name; links are not followed out of a folder.

    Passed over and counted: lock and system files (`~$a.docx`, `Thumbs.db`), and what is no regular file.
    """
    files: list[ReceivedFile] = []
    passed = 0
    for path in paths:
        if path.is_dir():
            for found in _walk(path, path.resolve()):
                if _is_received(found):
                    files.append(ReceivedFile(found, found.as_posix()))
                else:
                    passed += 1
        elif _is_received(path):
            files.append(ReceivedFile(path, path.as_posix()))
        else:
            passed += 1
    return Found(tuple(files), passed)


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink() and not _stays_inside(path, root):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root)
        elif not entry.is_dir():
            yield path


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root) and path.is_file()
    except OSError:
        return False


def _is_received(path: Path) -> bool:
    """A regular file (or one that is missing or shut, which is an answer of its own) that is no lock or system file."""
    if _PASSED_OVER.search(path.name):
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def read_bytes(path: Path, most: int) -> bytes:
    """The whole file. Raises EmptyFile, TooLarge (over `most` bytes), CorruptFile (it may not be read)."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise CorruptFile(f"文件读不出来（{error.strerror or '系统拒绝访问'}），请检查文件权限后重新报送。") from error
    if not content:
        raise EmptyFile
    if len(content) > most:
        raise TooLarge
    return content


def sha256_of(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def media_type_of(content: bytes) -> str:
    """The media type by content, whatever the name says; `application/octet-stream` where nothing is known."""
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if content.startswith(b"PK"):
        return _package_type(content)
    if content.startswith(_OLE):
        return _compound_type(content)
    for signature, offset, media_type in _SIGNATURES:
        if content[offset : offset + len(signature)] == signature:
            return media_type
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif", b"ftypmsf1"):
        return "image/heic"
    return "text/plain" if _looks_like_text(content) else "application/octet-stream"


def _package_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RecursionError):
        names = []
        if b"word/" in content[:4096] or b"[Content_Types].xml" in content[:4096]:
            return DOCX
    for start, media_type in _PACKAGES:
        if any(name.replace("\\", "/").lower().lstrip("/").startswith(start) for name in names):
            return media_type
    if "[Content_Types].xml" in names:
        return DOCX
    return "application/zip"


def _compound_type(content: bytes) -> str:
    """Which program's compound file: stream names stand in its directory as UTF-16."""
    for name, media_type in (
        ("EncryptedPackage", "application/x-encrypted-office"),
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("Book", "application/vnd.ms-excel"),
        ("__substg1.0", "application/vnd.ms-outlook"),
    ):
        if name.encode("utf-16-le") in content:
            return media_type
    return "application/x-ole-storage"


def _looks_like_text(content: bytes) -> bool:
    head = content[:4096]
    return b"\x00" not in head and sum(byte < 9 for byte in head) == 0
