"""`python -m benchmarks.fuzz`: mutated files of every kind are read; whatever is no answer is kept with its origin.

A failure is: an exception that is no answer of the extractors (also where the program caught its own fault), a hang, a
death, too much memory, or a file written outside of the private folder. Each leaves the mutated file in the folder.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import blank
from benchmarks.fuzzseeds import SEEDS, write_seeds
from benchmarks.mutate import mutated
from pipeline.documents import Outcome
from pipeline.intake import ReceivedFile
from pipeline.read import read_file
from pipeline.settings import Limits, Options

SECONDS = 30.0
"""A file that takes longer hangs."""
MEMORY = 3 * 2**30
MOST_SEED = 200_000
"""Bytes of a file taken in as a seed: scans of many pages take their time without hanging."""
MOST_MEMBERS = 30
DEEPEST = 4
READER = "benchmarks.fuzz:read_mutated"
TODAY = date(2026, 1, 1)


@dataclass
class Report:
    """What came of a run: answers by kind and code, and the failures with their origins."""

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    slowest: list[tuple[float, str]] = field(default_factory=list)


def run(
    folder: Path, kinds: Sequence[str], count: int, seed: int, *, workers: int = 2, seconds: float = SECONDS
) -> Report:
    """Mutate and read so many files of these kinds, by turns, from the seeds in `folder`/seeds/<kind>."""
    from pipeline.workers import read_all

    work = folder / "failures"
    work.mkdir(parents=True, exist_ok=True)
    names = [f"{kinds[number % len(kinds)]}-{seed}-{number:06}" for number in range(count)]
    options = Options(ocr=blank.NAME, threads=1, today=TODAY, limits=Limits(memory=MEMORY, seconds=seconds))
    files = [ReceivedFile(work / name, name) for name in names]
    report = Report()
    for name, outcome in zip(names, read_all(files, options, workers, READER), strict=True):
        code = outcome.error.code if outcome.error else outcome.status.value
        report.answers[name.partition("-")[0], code] += 1
        report.slowest = sorted([*report.slowest, (outcome.seconds, name)], reverse=True)[:5]
        if (work / name).exists():
            told = work / f"{name}.txt"
            report.failures[name] = told.read_text("utf-8") if told.exists() else f"no answer: {code}"
    return report


def read_mutated(file: ReceivedFile, options: Options) -> Outcome:
    """Make the file that its name tells of, read it with all that is in it, and remove it unless that fails."""
    _prepare()
    kind, seed, number = file.path.name.split("-")
    rng = random.Random(f"{seed}/{kind}/{number}")
    seeds = _seeds(file.path.parent.parent / "seeds")
    content = mutated(rng.choice(seeds[kind]), [rng.choice(each) for each in seeds.values()], rng)
    file.path.write_bytes(content)
    faults = _Faults()
    logger = logging.getLogger("pipeline.read")
    logger.addHandler(faults)
    _watch.allowed = tuple(str(path) for path in (file.path.parent, file.room and file.room.parent) if path)
    try:
        outcome = _read(file, options)
    except Exception:
        faults.told.append(traceback.format_exc())
        raise
    finally:
        logger.removeHandler(faults)
        told = faults.told + [f"written outside: {path}" for path in _watch.strays]
        _watch.allowed = ()
        _watch.strays.clear()
        if told:
            file.path.with_name(f"{file.path.name}.txt").write_text("\n".join(told), "utf-8")
        else:
            file.path.unlink()
    return outcome


def _read(file: ReceivedFile, options: Options, depth: int = 0) -> Outcome:
    """The outcome of a file, after its members have been read."""
    outcome = read_file(file, options)
    above = (*file.above, outcome.sha256 or "")
    for number, member in enumerate(outcome.members[:MOST_MEMBERS]):
        if member.path is not None and file.room is not None and depth < DEEPEST:
            room = file.room.with_name(f"{file.room.name}-{number}")
            _read(ReceivedFile(member.path, f"{file.name}!{number}", room, above), options, depth + 1)
    return replace(outcome, members=(), documents=())


class _Faults(logging.Handler):
    """Notes the exceptions that the reader took for faults of its own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what is told is the exception itself
        self.told.append(traceback.format_exc())


class _Watch:
    """Notes what Python code opens for writing, makes or moves outside of the folders allowed."""

    allowed: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.strays: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.allowed or event not in ("open", "os.mkdir", "os.rename", "os.symlink", "os.link"):
            return
        path = arguments[-2] if event in ("os.symlink", "os.link") else arguments[0]
        writes = event != "open" or bool((arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if not writes or not isinstance(path, str | bytes | os.PathLike):
            return
        full = os.path.realpath(os.fsdecode(path))
        if (
            not full.startswith((*self.allowed, os.devnull))
            and not full.endswith((".pyc", ".pyc~"))
            and ".pyc." not in full
        ):
            self.strays.append(full)


_watch = _Watch()


@cache
def _prepare() -> None:
    """Once a worker: the blank engine, no office program, and a watch over what is written."""
    from extractors import office

    blank.register()
    office.find = lambda: None
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("pipeline.read").propagate = False
    sys.addaudithook(_watch)
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 - libraries in C complain there of every damaged picture
        os.dup2(nothing.fileno(), 2)


@cache
def _seeds(folder: Path) -> Mapping[str, tuple[bytes, ...]]:
    return {kind.name: tuple(path.read_bytes() for path in sorted(kind.iterdir())) for kind in sorted(folder.iterdir())}


def _take_in(folder: Path, into: Path) -> Iterator[str]:
    """Files of a folder as further seeds, their kinds named by their suffixes."""
    for path in sorted(folder.rglob("*")):
        kind = path.suffix.lower().lstrip(".")
        if path.is_file() and kind.isalnum() and 0 < path.stat().st_size <= MOST_SEED:
            (into / kind).mkdir(parents=True, exist_ok=True)
            (into / kind / f"own-{len(list((into / kind).iterdir()))}").write_bytes(path.read_bytes())
            yield kind


def main() -> None:
    """Run, print the answers by kind and code and the failures; exit status 1 where there are failures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="files in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="", help=f"kinds of file, with commas between: {', '.join(SEEDS)}")
    parser.add_argument("--seeds", type=Path, help="a folder with further files to mutate, of any kind")
    parser.add_argument("--keep", type=Path, help="a folder for seeds and failures; else a temporary one, told of")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="a file that takes longer hangs")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    wanted = [kind for kind in asked.kinds.split(",") if kind]
    made = write_seeds(folder / "seeds", [kind for kind in wanted or SEEDS if kind in SEEDS])
    own = _take_in(asked.seeds, folder / "seeds") if asked.seeds else iter(())
    kinds = [kind for kind in dict.fromkeys((*made, *own)) if not wanted or kind in wanted]
    report = run(folder, kinds, asked.count, asked.seed, workers=asked.workers, seconds=asked.seconds)
    _print(report, kinds, folder)
    sys.exit(bool(report.failures))


def _print(report: Report, kinds: Sequence[str], folder: Path) -> None:
    codes = sorted({code for _, code in report.answers})
    print("| kind | " + " | ".join(codes) + " |")
    print("|---" * (len(codes) + 1) + "|")
    for kind in kinds:
        print(f"| {kind} | " + " | ".join(str(report.answers[kind, code]) for code in codes) + " |")
    print("slowest:", ", ".join(f"{name} {seconds:.1f} s" for seconds, name in report.slowest))
    origins: dict[str, list[str]] = {}
    for name, told in report.failures.items():
        lines = [line.strip() for line in told.strip().splitlines()]
        places = [line for line in lines if line.startswith("File ")][-2:]
        origins.setdefault(" < ".join([lines[-1][:160], *reversed(places)]), []).append(name)
    print(f"{len(report.failures)} failures, {len(origins)} origins; kept in {folder / 'failures'}")
    for origin, names in sorted(origins.items(), key=lambda one: -len(one[1])):
        print(f"- {len(names)} × {origin}, e.g. {names[0]}")


if __name__ == "__main__":
    main()
