"""A PostgreSQL server of the tests' own, started from the machine's binaries."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REMEDY = "needs PostgreSQL: apt install postgresql, or set CQO_TEST_POSTGRES to the URL of a server"


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server, which is stopped at the end; skips the test where there is none to be had."""
    given = os.environ.get("CQO_TEST_POSTGRES")
    if given:
        yield given
        return
    binaries = _binaries()
    if binaries is None or os.name == "nt":
        pytest.skip(REMEDY)
    # the server refuses to run as root: it is handed to the account that its package made
    as_root = os.geteuid() == 0
    prefix = ["runuser", "-u", "postgres", "--"] if as_root else []
    folder = Path(tempfile.mkdtemp(prefix="cqo-postgres-"))
    if as_root:
        shutil.chown(folder, "postgres")
    try:
        yield from _running(binaries, prefix, folder, "postgres" if as_root else os.environ.get("USER", "postgres"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(binaries: Path, prefix: list[str], folder: Path, user: str) -> Iterator[str]:
    port = _free_port()
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
    control = [*prefix, str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    initialise = [
        *prefix,
        str(binaries / "initdb"),
        "-D",
        str(folder / "data"),
        "-A",
        "trust",
        "-U",
        user,
        "-E",
        "UTF8",
    ]
    subprocess.run(initialise, check=True, capture_output=True, cwd=folder)
    start = [*control, "-l", str(folder / "log"), "-o", settings, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        yield f"postgresql://{user}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)
