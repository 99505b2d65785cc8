"""Readers that misbehave as the name of the file says, for tests of the worker pool."""

from __future__ import annotations

import os
import time
from pathlib import Path

from extractors.containers import Member
from pipeline.documents import Outcome, Status
from pipeline.intake import ReceivedFile
from pipeline.settings import Options

_spent: list[str] = []
"""Filled when this process has run out of memory: from then on it always does."""


def read(file: ReceivedFile, options: Options) -> Outcome:
    """Answers `accepted`, unless the name says: die, hang, burst (out of memory),
    tight (out of memory the first time, and with it the process for good), once (die the first time), slow."""
    name = file.path.name
    if "die" in name:
        os._exit(9)
    if "once" in name and not file.path.exists():
        file.path.write_bytes(b"tried")
        os._exit(9)
    if "hang" in name:
        time.sleep(60)
    if "slow" in name:
        time.sleep(0.5)
    if "burst" in name:
        raise MemoryError
    if "tight" in name and not file.path.exists():
        file.path.write_bytes(b"tried")
        _spent.append(name)
    if _spent:
        raise MemoryError
    return Outcome(file.name, None, None, Status.ACCEPTED)


def read_members(file: ReceivedFile, options: Options) -> Outcome:
    """A container with a member for each of its lines; a member is read as `read` does, by what its line says."""
    if file.above:
        return read(ReceivedFile(Path(file.path.read_text("utf-8")), file.name), options)
    assert file.room is not None
    file.room.mkdir(mode=0o700, exist_ok=True)
    members = []
    for number, line in enumerate(file.path.read_text("utf-8").split()):
        (file.room / str(number)).write_text(line, "utf-8")
        members.append(Member(line, file.room / str(number), len(line)))
    return Outcome(file.name, "same", None, Status.ACCEPTED, members=tuple(members))
