"""Where the members of a container are laid: a private folder, files with names of our own, within bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from extractors.containers.names import climbs_out, is_system_file, shown
from extractors.errors import CorruptFile, MissingTool, ReadError, TooLarge, UnsafeFile

CHUNK = 2**18
"""Bytes that are unpacked at a time."""
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one container may unpack to: bytes of a member (`size`) and of all (`unpacked`), number of `members`.

    `ratio`: unpacked to packed bytes, of a member and of all, from `ratio_from` unpacked bytes on.
    """

    size: int = 200 * _MIB
    unpacked: int = 2048 * _MIB
    members: int = 5_000
    ratio: int = 200
    ratio_from: int = 64 * _MIB


class Bomb(UnsafeFile):
    """The container as a whole is refused: it unpacks out of all proportion, or its members overlap."""

    default = "压缩包解压后大得不合常理（疑似压缩炸弹），未予打开，请核实来源。"


class Flood(TooLarge):
    """The container as a whole is refused: too many members, or too many bytes of them."""

    default = "压缩包内文件过多或总量过大，超出限额，请拆分后重新报送。"


class DiskFull(MissingTool):
    """The container cannot be unpacked here and now; the next run tries again."""

    default = "磁盘空间不足，压缩包无法解压，请管理员清理磁盘后重新运行。"


@dataclass(frozen=True, slots=True)
class Source:
    """A container: where it lies, its bytes, and what the output calls it."""

    path: Path
    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """One member. `path`: where its bytes lie, None where it was not unpacked, then `error` says why."""

    name: str
    path: Path | None = None
    size: int = 0
    error: ReadError | None = None


WHOLE = (Bomb, Flood, DiskFull)
"""What ends the container as a whole, not a member alone."""


class Tray:
    """Takes the members of one container, in order.

    `members` so far; `passed_over`: system files among them; `broken`: why no further ones came, though there are.
    """

    def __init__(self, folder: Path, packed: int, bounds: Bounds) -> None:
        """`folder`: an empty one of our own; `packed`: the bytes of the container."""
        self.members: list[Member] = []
        self.passed_over = 0
        self.broken: ReadError | None = None
        self.bounds = bounds
        self.folder = folder
        self._packed = packed
        self._unpacked = 0
        self._seen = 0
        self._names: set[str] = set()

    def admit(self, name: str, packed: int | None = None) -> Slot | None:
        """A place for the next member; None where it is a system file, or its name climbs out (a member refused).

        Raises Flood: one member too many.
        """
        self._count()
        if is_system_file(name):
            self.passed_over += 1
            return None
        if climbs_out(name):
            self._append(name, UnsafeFile("压缩包内的文件路径指向包外，未予读取，请核实来源。"))
            return None
        index = self._append(name, CorruptFile())
        return Slot(self, index, packed)

    def refuse(self, name: str, error: ReadError) -> None:
        """Note a member that is not unpacked. Raises Flood: one member too many."""
        self._count()
        if is_system_file(name):
            self.passed_over += 1
        else:
            self._append(name, error)

    def announce(self, unpacked: int, packed: int | None = None) -> None:
        """Check what a container says it unpacks to before anything is. Raises Bomb, Flood."""
        self._weigh(unpacked, self._packed if packed is None else packed)
        if unpacked > self.bounds.unpacked:
            raise Flood

    def clear(self) -> None:
        """Forget all members, and remove what was unpacked of them."""
        for member in self.members:
            if member.path is not None:
                member.path.unlink(missing_ok=True)
        self.members = []

    def _count(self) -> None:
        self._seen += 1
        if self._seen > self.bounds.members:
            raise Flood

    def _append(self, name: str, error: ReadError) -> int:
        self.members.append(Member(self._unique(shown(name)), error=error))
        return len(self.members) - 1

    def _unique(self, name: str) -> str:
        path, number, unique = PurePosixPath(name), 1, name
        while unique in self._names:
            number += 1
            unique = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        self._names.add(unique)
        return unique

    def _weigh(self, unpacked: int, packed: int) -> None:
        if unpacked > self.bounds.ratio_from and unpacked > self.bounds.ratio * packed:
            raise Bomb

    def _add(self, size: int, packed: int | None, chunk: int) -> None:
        self._unpacked += chunk
        self._weigh(self._unpacked, self._packed)
        if packed is not None:
            self._weigh(size, packed)
        if self._unpacked > self.bounds.unpacked:
            raise Flood
        if size > self.bounds.size:
            raise TooLarge


class Slot:
    """The place of one member. Within it (`with`) a ReadError is that member's alone, unless it is of `WHOLE`."""

    def __init__(self, tray: Tray, index: int, packed: int | None) -> None:
        self._tray = tray
        self._index = index
        self._packed = packed
        self._path = tray.folder / str(index)
        self._file: FileIO | None = None
        self._size = 0

    def __enter__(self) -> Self:
        try:
            self._file = self._path.open("xb", buffering=0)
        except OSError as error:
            raise DiskFull from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._file is not None:
            self._file.close()
        if error is None:
            self._note(path=self._path)
            return False
        self._path.unlink(missing_ok=True)
        if isinstance(error, ReadError):
            self._note(error=error)
        return isinstance(error, ReadError) and not isinstance(error, WHOLE)

    def write(self, chunk: bytes) -> None:
        """The next bytes of the member. Raises TooLarge, Bomb, Flood, DiskFull."""
        self._size += len(chunk)
        self._tray._add(self._size, self._packed, len(chunk))
        if self._file is None:
            return
        try:
            written = self._file.write(chunk)
        except OSError as error:
            raise DiskFull from error
        if written != len(chunk):
            raise DiskFull

    def put(self, content: bytes) -> None:
        """The member as a whole."""
        with self:
            self.write(content)

    def fail(self, error: ReadError) -> None:
        """The member cannot be had."""
        self._note(error=error)

    def _note(self, path: Path | None = None, error: ReadError | None = None) -> None:
        member = self._tray.members[self._index]
        size = self._size if path else 0
        self._tray.members[self._index] = replace(member, path=path, size=size, error=error)
