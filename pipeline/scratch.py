"""The private folder of a run: where members of containers lie while they are read."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO

_PREFIX = "cqo-members-"
_LOCK = "lock"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder that nobody else may enter; removed at the end, also when the process is asked to stop.

    What runs that were killed have left behind is removed first.
    """
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    remove = partial(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(remove)
    with (folder / _LOCK).open("w") as lock, _stopped_in_order():
        _locked(lock)
        try:
            yield folder
        finally:
            remove()
    remove()
    atexit.unregister(remove)


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """While this lasts, SIGTERM and SIGHUP end the process by an exception, so that all is tidied up."""
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    deadly = [getattr(signal, name) for name in names if hasattr(signal, name)]
    deadly = [one for one in deadly if signal.getsignal(one) == signal.SIG_DFL]

    def stop(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for one in deadly:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one in deadly:
            signal.signal(one, signal.SIG_DFL)


def _sweep() -> None:
    """Remove the folders of runs that are no more, which shows in that nobody holds their lock."""
    if not hasattr(os, "getuid"):
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            with (folder / _LOCK).open("r") as lock:
                if _locked(lock):
                    shutil.rmtree(folder, ignore_errors=True)


def _locked(lock: IO[str]) -> bool:
    """Hold the lock until the file is closed; False where another process does, or the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
