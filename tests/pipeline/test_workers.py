"""A worker that dies, hangs or runs out of memory costs its own file and no other."""

from __future__ import annotations

import time
from pathlib import Path

from pipeline.intake import ReceivedFile
from pipeline.settings import Limits, Options
from pipeline.workers import read_all

READER = "tests.support.readers:read"


def _run(
    folder: Path, names: list[str], *, seconds: float = 20.0, workers: int = 2
) -> list[tuple[str, str, str | None]]:
    files = [ReceivedFile(folder / name, name) for name in names]
    outcomes = read_all(files, Options(limits=Limits(seconds=seconds)), workers, READER)
    return [(outcome.file, outcome.status.value, outcome.error.code if outcome.error else None) for outcome in outcomes]


def test_outcomes_come_in_the_order_given(tmp_path: Path) -> None:
    names = ["slow-1", "2", "3", "4", "5"]
    assert [name for name, _, _ in _run(tmp_path, names)] == names


def test_a_file_that_kills_its_worker_is_quarantined_and_the_others_are_read(tmp_path: Path) -> None:
    assert _run(tmp_path, ["1", "die", "2", "3"]) == [
        ("1", "accepted", None),
        ("die", "quarantined", "unsafe"),
        ("2", "accepted", None),
        ("3", "accepted", None),
    ]


def test_a_file_whose_worker_died_by_chance_is_read_the_second_time(tmp_path: Path) -> None:
    assert _run(tmp_path, ["once"]) == [("once", "accepted", None)]


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    started = time.monotonic()
    found = _run(tmp_path, ["hang", "1"], seconds=3.0)
    assert found == [("hang", "quarantined", "timeout"), ("1", "accepted", None)]
    assert time.monotonic() - started < 15


def test_running_out_of_memory_is_an_answer(tmp_path: Path) -> None:
    assert _run(tmp_path, ["burst", "1"], workers=1) == [("burst", "quarantined", "too-large"), ("1", "accepted", None)]


def test_a_worker_whose_memory_ran_out_reads_no_further_file(tmp_path: Path) -> None:
    """Once an allocation has failed, those after it fail too: the next files must meet a fresh process."""
    assert _run(tmp_path, ["tight", "1", "2"], workers=1) == [
        ("tight", "accepted", None),
        ("1", "accepted", None),
        ("2", "accepted", None),
    ]


def test_no_files_no_workers(tmp_path: Path) -> None:
    assert _run(tmp_path, []) == []
