"""Received files as they come in: which there are under the paths given, and their bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.containers.names import is_system_file
from extractors.errors import CorruptFile, EmptyFile, TooLarge


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file found under the paths given. `name` is how the output calls it: the path as given, joined with what
    lies below it, with `/` between.

    `room`: a folder, not made yet, for the members if it is a container; `above`: SHA-256 of the containers it lies in,
    the outermost first.
    """

    path: Path
    name: str
    room: Path | None = None
    above: tuple[str, ...] = ()


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
    if is_system_file(path.name):
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
