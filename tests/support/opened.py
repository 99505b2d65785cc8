"""Containers opened in a test: what their members are called, what became of each, and their bytes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from extractors.containers import Bounds, Source, attached_to_pdf, open_container
from pipeline.media import media_type_of


class Read(NamedTuple):
    name: str
    content: bytes | None
    error: str | None


def opened(
    content: bytes, folder: Path, name: str = "a.zip", bounds: Bounds | None = None, media_type: str = ""
) -> list[Read]:
    """The members of a container; its own error is raised, one that broke it off stands at the end as `!`."""
    path = folder / "received"
    path.write_bytes(content)
    room = folder / "room"
    room.mkdir()
    media_type = media_type or media_type_of(content)
    source = Source(path, content, name)
    if media_type == "application/pdf":
        found = attached_to_pdf(source, room, bounds or Bounds())
    else:
        found = open_container(source, media_type, room, bounds or Bounds())
    assert {one.path.name for one in found.members if one.path} == {one.name for one in room.iterdir()}
    read = [
        Read(one.name, one.path.read_bytes() if one.path else None, one.error.code if one.error else None)
        for one in found.members
    ]
    return [*read, Read("!", None, found.error.code)] if found.error else read
