"""What several commands share: the options about reading, progress on stderr, the summary at the end."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.documents import Outcome, Status
from pipeline.intake import Found, ReceivedFile
from pipeline.settings import Options

if TYPE_CHECKING:
    from pipeline.rules.jurisdiction import Jurisdiction

_HOLD_SEVERAL = frozenset((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".eml", ".msg"))
QUARANTINED_EXIT = 3
"""The exit status under --strict when any file was quarantined (CONTRACT)."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that reads files."""
    decorators: tuple[Decorator, ...] = (
        click.option(
            "--jurisdiction",
            default="auto",
            show_default=True,
            metavar="auto|liaoning|xizang",
            help="Whose rules apply; auto: told from form, region and wording. Also one of --rules.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 256),
            default=None,
            help="Processes that read at once.  [default: as many as there are cores]",
        ),
        rules_option,
        click.option(
            "--ocr",
            default="rapidocr",
            show_default=True,
            metavar="rapidocr|rapidocr-onnx|paddleocr",
            help="The engine that reads scans.",
        ),
        click.option("--strict", is_flag=True, help="Exit with 3 when any file was quarantined."),
    )
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def rules_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --rules."""
    return click.option(
        "--rules",
        "rules_folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of your own jurisdictions (*.toml), added to those shipped or in their place.",
    )(command)


def checked_rules(folder: Path | None) -> Mapping[str, Jurisdiction]:
    """The jurisdictions with those of the user's folder. Exits with 2: a file of it is wrong, with file and line."""
    from pipeline.rules.jurisdiction_file import JurisdictionError, schemes

    try:
        return schemes(folder)
    except (JurisdictionError, OSError) as error:
        raise click.BadParameter(str(error), param_hint="--rules") from error


def registry_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --registry."""
    return click.option(
        "--registry",
        envvar="CQO_REGISTRY",
        default="sqlite:///registry.db",
        show_default=True,
        help="The registry's database URL (also $CQO_REGISTRY).",
    )(command)


def existing_paths(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument PATH…: files and folders that exist."""
    return click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))(command)


def options_for(jurisdiction: str, ocr: str, workers: int, rules: Path | None = None) -> Options:
    """The reading options of a run, the engine's threads shared out among its workers.

    Exits with 2 where there is no such jurisdiction or engine, or it is not installed, or the folder of rules holds a
    wrong file.
    """
    from extractors.ocr.engines import MODULES, remedy

    if ocr not in MODULES:
        raise click.BadParameter(f"no engine {ocr!r}; there are: {', '.join(MODULES)}", param_hint="--ocr")
    if command := remedy(ocr):
        raise click.BadParameter(f"the engine {ocr} is not installed: {command}", param_hint="--ocr")
    if rules is not None or jurisdiction not in ("auto", "liaoning", "xizang"):
        known = [name for name in checked_rules(rules) if name != "default"]
        if jurisdiction not in ("auto", *known):
            raise click.BadParameter(
                f"no jurisdiction {jurisdiction!r}; there are: auto, {', '.join(known)}", param_hint="--jurisdiction"
            )
    threads = max(1, cores() // workers)
    chosen = None if jurisdiction == "auto" else jurisdiction
    return Options(jurisdiction=chosen, ocr=ocr, threads=threads, rules=rules)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worker_count(asked: int | None, files: Sequence[ReceivedFile]) -> int:
    """How many workers to run: as asked, else one a core, never more than there are files, as far as names tell."""
    several = any(file.path.suffix.lower() in _HOLD_SEVERAL for file in files)
    return max(1, asked or cores() if several else min(asked or cores(), len(files)))


def log_to_stderr() -> None:
    """Logs go to stderr, warnings and worse."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(message)s")


@contextmanager
def progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """A progress bar on stderr where that is a terminal; gives the function to call after each file."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("待核对 {task.fields[review]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("读取", total=total, review=0)
        review = 0

        def advance(outcome: Outcome) -> None:
            nonlocal review, total
            review += outcome.status is Status.REVIEW
            total += len(outcome.members)
            bar.update(task, advance=1, total=total, review=review)

        yield advance


class Tally:
    """Counts outcomes as they pass, for the summary at the end."""

    def __init__(self) -> None:
        self.by_status: Counter[str] = Counter()
        self.known = 0
        self.passed_over = 0
        self._started = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self.by_status[outcome.status.value] += 1
        self.passed_over += outcome.passed_over

    @property
    def quarantined(self) -> int:
        """How many files could not be read."""
        return self.by_status[Status.QUARANTINED.value]

    def show(self, found: Found) -> None:
        """The summary on stderr: received, accepted, in review, quarantined, seconds a file."""
        read = sum(self.by_status.values())
        seconds = time.monotonic() - self._started
        rows = [
            ("收到 received", str(read + self.known)),
            ("通过 accepted", str(self.by_status["accepted"])),
            ("待核对 review", str(self.by_status["review"])),
            ("隔离 quarantined", str(self.quarantined)),
        ]
        if self.known:
            rows.append(("此前已收 already taken in", str(self.known)))
        passed_over = found.passed_over + self.passed_over
        if passed_over:
            rows.append(("跳过 passed over", str(passed_over)))
        rows.append(("每件秒数 seconds a file", f"{seconds / read:.2f}" if read else "-"))
        _show_table(rows)

    def exit_status(self, *, strict: bool) -> int:
        """0, or 3 under --strict when anything was quarantined."""
        return QUARANTINED_EXIT if strict and self.quarantined else 0


def _show_table(rows: Iterable[tuple[str, str]]) -> None:
    # laid out by hand: loading rich for five lines would cost a quarter of the time that reading one form takes
    for label, value in rows:
        width = sum(2 if ord(char) > 0x2E80 else 1 for char in label)
        click.echo(f"  {label}{' ' * max(1, 28 - width)}{value:>8}", err=True)
