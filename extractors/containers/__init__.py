"""Archives, mails and PDF portfolios: `open_container` lays their members into a private folder, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from extractors.containers.tray import WHOLE, Bounds, Member, Source, Tray
from extractors.errors import EmptyFile, ReadError

__all__ = ["CONTAINERS", "Bounds", "Contents", "Member", "Source", "attached_to_pdf", "open_container"]

CONTAINERS = MappingProxyType(
    {
        "application/zip": "zips:unpack",
        "application/vnd.rar": "rars:unpack",
        "application/x-7z-compressed": "sevenzip:unpack",
        "application/x-tar": "tars:unpack_tar",
        "application/gzip": "tars:unpack_gzip",
        "application/x-bzip2": "tars:unpack_bzip2",
        "application/x-xz": "tars:unpack_xz",
        "message/rfc822": "mail:unpack",
        "application/vnd.ms-outlook": "outlook:unpack",
        "application/vnd.ms-tnef": "tnef:unpack",
    }
)
"""Media type → module in here and function of (Source, Tray); imported only when such a file comes."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a container holds. `passed_over`: system files; `error`: it broke off, these are the members before that."""

    members: tuple[Member, ...] = ()
    passed_over: int = 0
    error: ReadError | None = None


def open_container(source: Source, media_type: str, folder: Path, bounds: Bounds) -> Contents:
    """The members of a container, their bytes in `folder`, an empty one of our own, in files named by number.

    Raises ReadError where nothing of it can be had: CorruptFile, EncryptedFile, UnsupportedFile, MissingTool, Bomb and
    Flood (what was unpacked is removed), EmptyFile (an archive without members), NoForm (a mail without).
    """
    tray = _unpacked(CONTAINERS[media_type], source, folder, bounds)
    if not tray.members:
        raise EmptyFile("压缩包里没有文件，请核对后重新报送。")
    return Contents(tuple(tray.members), tray.passed_over, tray.broken)


def attached_to_pdf(source: Source, folder: Path, bounds: Bounds) -> Contents:
    """The files attached to a PDF, mostly none. Raises Bomb, Flood."""
    tray = _unpacked("portfolio:unpack", source, folder, bounds)
    return Contents(tuple(tray.members), tray.passed_over, tray.broken)


def _unpacked(target: str, source: Source, folder: Path, bounds: Bounds) -> Tray:
    module, _, name = target.partition(":")
    unpack: Callable[[Source, Tray], None] = getattr(import_module(f"{__name__}.{module}"), name)
    tray = Tray(folder, len(source.content), bounds)
    try:
        unpack(source, tray)
    except WHOLE:
        tray.clear()
        raise
    except ReadError as error:
        if not tray.members:
            raise
        tray.broken = error
    return tray
