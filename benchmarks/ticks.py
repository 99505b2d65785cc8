"""`python -m benchmarks ticks`: the form in every encoding of ticks, and what of it is read right.

As .docx in every encoding, with every way of holding values (content controls around words, cells, rows, …), the tick
before and behind its option; as .doc made of those by LibreOffice, without content controls and EQ fields, which it
spoils when it writes .doc.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from benchmarks.generator.holders import HOLDERS
from benchmarks.generator.people import make_filing
from benchmarks.generator.ticks import TICKS
from benchmarks.generator.truth import Value
from benchmarks.generator.word import random_word_style, write_filing
from benchmarks.score import Score
from pipeline.intake import ReceivedFile
from pipeline.outputs.line import to_object
from pipeline.read import read_file
from pipeline.settings import Options

AT_ONCE = 40
"""So many files are converted by one run of LibreOffice."""
SPOILT = ("eq", "struck_field", "w14_stale")
"""Encodings, by the beginning of their names, that LibreOffice loses when it writes .doc: fields, and the state of a
content control that shows another."""


def main(arguments: Sequence[str]) -> None:
    """Make the files, read them, and print a table (Markdown) with every field that is wrong below it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks ticks", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--doc", action="store_true", help="also .doc made by LibreOffice")
    asked = parser.parse_args(arguments)
    print("| kind | encodings | files | fields right | ticks right | in review | silent errors |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        word = Score()
        for path, truth in _documents(folder, asked.seed, HOLDERS):
            _add(word, path, truth)
            path.unlink()
        rows = [(".docx", word)]
        if asked.doc:
            rows.append((".doc", _converted(folder, asked.seed)))
        for name, score in rows:
            row = score.row()
            shown = (row["files"], row["fields right"], row["ticks right"], row["in review"], row["silent"])
            print(f"| {name} | {len(TICKS)} | " + " | ".join(shown) + " |")
    for name, score in rows:
        for mistake in score.mistakes:
            print(f"- {name}: {mistake}")


def _documents(folder: Path, seed: int, holders: Sequence[str]) -> Iterator[tuple[Path, dict[str, Value]]]:
    for tick, holder, suffix in product(TICKS, holders, (True, False)):
        rng = random.Random(f"{seed}{tick}{holder}{suffix}")
        truth = make_filing(rng).unsealed()
        path = folder / f"{tick}-{holder}-{'behind' if suffix else 'before'}.docx"
        write_filing(truth, replace(random_word_style(rng), tick=tick, holder=holder, suffix=suffix), path, rng)
        yield path, dict(truth.value)


def _converted(folder: Path, seed: int) -> Score:
    score = Score()
    made = [made for made in _documents(folder, seed, ("plain",)) if not made[0].name.startswith(SPOILT)]
    for first in range(0, len(made), AT_ONCE):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        paths = [str(path) for path, _ in made[first : first + AT_ONCE]]
        command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), *paths]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    for path, truth in made:
        _add(score, path.with_suffix(".doc"), truth)
    return score


def _add(score: Score, path: Path, truth: dict[str, Value]) -> None:
    score.add(to_object(read_file(ReceivedFile(path, path.name), Options(threads=1))), truth)
