"""`cqo ingest`: received files into the registry."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import (
    Tally,
    existing_paths,
    log_to_stderr,
    options_for,
    progress,
    reading_options,
    registry_option,
    worker_count,
)
from pipeline.documents import Outcome
from pipeline.intake import ReceivedFile, find_files, read_bytes, sha256_of

if TYPE_CHECKING:
    from pipeline.registry.store import Registry
    from pipeline.rules.lists import Entry

LARGEST_BATCH = 100
LONGEST_WAIT = 1.0
"""Seconds after which what was read is recorded, however little."""


@click.command()
@existing_paths
@registry_option
@reading_options
@click.option(
    "--list",
    "lists",
    multiple=True,
    metavar="KIND=FILE",
    help="A list (CSV, Excel) in the place of the one before: disqualified, above-scale or recommended persons.",
)
def ingest(
    paths: tuple[Path, ...],
    registry: str,
    jurisdiction: str,
    workers: int | None,
    rules_folder: Path | None,
    ocr: str,
    strict: bool,
    lists: tuple[str, ...],
) -> None:
    """Read files and folders into the registry. Safe to repeat: a file already taken in changes nothing.

    \b
    Examples:
      cqo ingest inbox/
      cqo ingest inbox/ --registry postgresql+psycopg://cqo@localhost/cqo --workers 4
      cqo ingest inbox/ --list disqualified=名单.xlsx --list recommended=人才库.csv
    """
    from pipeline.registry.errors import RegistryError

    log_to_stderr()
    found = find_files(paths)
    count = worker_count(workers, found.files)
    options = options_for(jurisdiction, ocr, count, rules_folder)
    supplied = _supplied(lists)
    tally = Tally()
    try:
        from pipeline.registry.store import open_registry

        with open_registry(registry, rules_folder) as store, store.run("ingest") as run:
            from pipeline.workers import read_all

            fresh = _not_yet_taken(store, found.files, options.limits.size)
            tally.known = len(found.files) - len(fresh)
            with progress(len(fresh)) as advance:
                for batch in _batches(read_all(fresh, options, count)):
                    store.record_all(batch, run)
                    for outcome in batch:
                        tally.add(outcome)
                        advance(outcome)
            if supplied:
                store.settle(supplied)
    except RegistryError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(1)
    tally.show(found)
    _say_what_next(tally, registry)
    sys.exit(tally.exit_status(strict=strict))


def _supplied(lists: tuple[str, ...]) -> dict[str, tuple[Entry, ...]]:
    """The lists named as KIND=FILE. Exits with 2: no such kind, or a file that is none, with the row that is wrong."""
    from pipeline.rules.list_file import ListError, read_list

    found: dict[str, tuple[Entry, ...]] = {}
    for one in lists:
        kind, named, file = one.partition("=")
        if not named or not file:
            raise click.BadParameter(f"{one!r}: must be KIND=FILE", param_hint="--list")
        try:
            found[kind] = read_list(kind, Path(file))
        except ListError as error:
            raise click.BadParameter(str(error), param_hint="--list") from error
    return found


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """The outcomes in groups that go into the registry together: what was read within a second or so.

    A container goes in behind its last member: one that is in the registry is passed over the next time, with all that
    is in it.
    """
    batch: list[Outcome] = []
    containers: list[Outcome] = []
    awaited = 0
    since = time.monotonic()
    for outcome in outcomes:
        awaited = max(0, awaited - 1) + len(outcome.members)
        if outcome.members:
            containers.append(outcome)
        else:
            batch.append(outcome)
        if not awaited:
            batch += reversed(containers)
            containers = []
        if batch and (len(batch) >= LARGEST_BATCH or time.monotonic() - since >= LONGEST_WAIT):
            yield batch
            batch, since = [], time.monotonic()
    if batch:
        yield batch


def _not_yet_taken(store: Registry, files: tuple[ReceivedFile, ...], most: int) -> list[ReceivedFile]:
    """The files whose content the registry does not have; one that cannot be read here is left to the workers."""
    from extractors.errors import ReadError

    fresh: list[ReceivedFile] = []
    seen: set[str] = set()
    for file in files:
        try:
            digest = sha256_of(read_bytes(file.path, most))
        except ReadError:
            fresh.append(file)
            continue
        if digest not in seen and not store.known(digest):
            fresh.append(file)
        seen.add(digest)
    return fresh


def _say_what_next(tally: Tally, registry: str) -> None:
    chosen = "" if registry == "sqlite:///registry.db" else f" --registry {registry}"
    if tally.by_status:
        click.echo(f"下一步：cqo export --out dataset{chosen} 导出数据集。", err=True)
