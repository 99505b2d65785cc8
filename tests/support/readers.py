"""Readers that misbehave as the name of the file says, for tests of the worker pool."""

from __future__ import annotations

import os
import time

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
