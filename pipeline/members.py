"""Received files that hold others: their members become received files of their own."""

from __future__ import annotations

import shutil

from extractors.containers import CONTAINERS, Bounds, Contents, Source, attached_to_pdf, open_container
from extractors.errors import UnsafeFile
from pipeline.documents import Outcome
from pipeline.intake import ReceivedFile
from pipeline.media import PDF
from pipeline.settings import Limits, Options

_SIGNS_OF_ATTACHMENTS = (b"EmbeddedFile", b"/FileAttachment", b"/ObjStm")
"""A PDF without any of these has nothing attached; behind the last anything may be packed."""
_TOO_DEEP = "压缩包一层套一层，超出限额，未予打开，请直接报送里面的文件。"


def is_container(media_type: str) -> bool:
    """Whether a received file of that kind is opened for its members alone, and has no pages."""
    return media_type in CONTAINERS


def contents_of(file: ReceivedFile, content: bytes, outcome: Outcome, options: Options) -> Contents | None:
    """What a received file of the outcome's media type holds, laid into its room, a folder that is made anew.

    None where it is of a kind that holds nothing. Raises ReadError where nothing of a container can be had, UnsafeFile
    where it lies within itself or is nested too deep.
    """
    media_type = outcome.media_type or ""
    portfolio = media_type == PDF and any(sign in content for sign in _SIGNS_OF_ATTACHMENTS)
    if file.room is None or not (portfolio or is_container(media_type)):
        return None
    if outcome.sha256 in file.above:
        raise UnsafeFile("压缩包里又装着它自己，未予打开，请核实来源。")
    too_deep = len(file.above) >= options.limits.depth
    if too_deep and not portfolio:
        raise UnsafeFile(_TOO_DEEP)
    shutil.rmtree(file.room, ignore_errors=True)
    file.room.mkdir(mode=0o700)
    source = Source(file.path, content, file.name)
    bounds = bounds_of(options.limits)
    if portfolio:
        found = attached_to_pdf(source, file.room, bounds)
        if too_deep and found.members:
            raise UnsafeFile(_TOO_DEEP)
        return found
    return open_container(source, media_type, file.room, bounds)


def bounds_of(limits: Limits) -> Bounds:
    """What one container may unpack to."""
    return Bounds(limits.size, limits.unpacked, limits.members, limits.ratio)
