"""`cqo read`: one line of JSON a received file, without a registry."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.common import (
    Tally,
    existing_paths,
    log_to_stderr,
    options_for,
    progress,
    reading_options,
    worker_count,
)


@click.command()
@existing_paths
@reading_options
def read(
    paths: tuple[Path, ...], jurisdiction: str, workers: int | None, rules_folder: Path | None, ocr: str, strict: bool
) -> None:
    """Read files and folders, check them, and print one JSON line a received file.

    \b
    Examples:
      cqo read form.docx
      cqo read inbox/ --workers 4 > readings.jsonl
    """
    from pipeline.intake import find_files
    from pipeline.outputs.line import to_line
    from pipeline.together import judged_with_members
    from pipeline.workers import read_all

    log_to_stderr()
    found = find_files(paths)
    count = worker_count(workers, found.files)
    options = options_for(jurisdiction, ocr, count, rules_folder)
    tally = Tally()
    out = sys.stdout.buffer
    with progress(len(found.files)) as advance:
        for outcome in judged_with_members(read_all(found.files, options, count), options):
            out.write(to_line(outcome).encode("utf-8") + b"\n")
            out.flush()
            tally.add(outcome)
            advance(outcome)
    tally.show(found)
    sys.exit(tally.exit_status(strict=strict))
