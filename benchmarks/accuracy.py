"""Field accuracy per kind of file, on forms made for the run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.copies import measure_copies
from benchmarks.generator.degrade import degrade
from benchmarks.generator.draw import draw_filing, random_style
from benchmarks.generator.people import make_filing
from benchmarks.generator.truth import Truth
from benchmarks.score import Score

COPIES = "attachments"
"""The kind of file that holds copies of cards and certificates."""
SCANS = ("clean", "office", "copy", "photo", "fax")


@dataclass(frozen=True, slots=True)
class Made:
    """A file made for the run, and the values that stand in it."""

    path: Path
    truth: Mapping[str, Any]


def _word(truth: Truth, path: Path, rng: random.Random, half: str) -> Mapping[str, Any]:  # noqa: ARG001 - as the others
    from benchmarks.generator.word import random_word_style, write_filing

    unsealed = truth.unsealed()
    write_filing(unsealed, random_word_style(rng), path, rng)
    return unsealed.value


def _other_word(truth: Truth, path: Path, rng: random.Random, half: str) -> Mapping[str, Any]:  # noqa: ARG001
    from benchmarks.generator.word import random_word_style, write_other_form

    return write_other_form(truth.unsealed(), random_word_style(rng), path, rng).value


def _pdf(truth: Truth, path: Path, rng: random.Random, half: str) -> Mapping[str, Any]:
    from benchmarks.generator.pdf import random_pdf_style, write_filing

    write_filing(truth, random_pdf_style(rng, half), path, rng)
    return truth.value


def _ofd(truth: Truth, path: Path, rng: random.Random, half: str) -> Mapping[str, Any]:
    from benchmarks.generator.ofd import random_ofd_style, write_filing

    write_filing(truth, random_ofd_style(rng, half), path, rng)
    return truth.value


def _scan(kind: str) -> Callable[[Truth, Path, random.Random, str], Mapping[str, Any]]:
    def make(truth: Truth, path: Path, rng: random.Random, half: str) -> Mapping[str, Any]:
        dpi = 300 if kind == "clean" else 200
        drawing = draw_filing(truth, random_style(rng, half, dpi), rng)
        degrade(drawing.image, kind, rng, half).image.save(path)
        return truth.value

    return make


KINDS: Mapping[str, tuple[str, Callable[[Truth, Path, random.Random, str], Mapping[str, Any]]]] = {
    "docx": (".docx", _word),
    "other-docx": (".docx", _other_word),
    "pdf": (".pdf", _pdf),
    "ofd": (".ofd", _ofd),
    "clean": (".png", _scan("clean")),
    "office": (".jpg", _scan("office")),
    "copy": (".png", _scan("copy")),
    "photo": (".jpg", _scan("photo")),
    "fax": (".png", _scan("fax")),
}
"""Kind → suffix of its files, and the function that makes one."""


def make_files(kind: str, count: int, folder: Path, *, half: str, seed: int) -> Iterator[Made]:
    """So many files of a kind, written to the folder. `half`: fonts and wear of `develop` or `held_out`."""
    suffix, make = KINDS[kind]
    for number in range(count):
        rng = random.Random(f"{kind}/{half}/{seed}/{number}")
        path = folder / f"{kind}-{half}-{seed}-{number:04}{suffix}"
        jurisdiction = "xizang" if number % 5 == 4 else "liaoning"
        yield Made(path, make(make_filing(rng, jurisdiction=jurisdiction), path, rng, half))


def measure(kind: str, count: int, folder: Path, *, half: str, seed: int, workers: int) -> Score:
    """Make so many files of a kind, read them, and compare."""
    if kind == COPIES:
        return measure_copies(count, folder, half=half, seed=seed, workers=workers)
    from pipeline.intake import ReceivedFile
    from pipeline.outputs.line import to_object
    from pipeline.settings import Options
    from pipeline.workers import read_all

    made = list(make_files(kind, count, folder, half=half, seed=seed))
    score = Score()
    files = [ReceivedFile(each.path, each.path.name) for each in made]
    for each, outcome in zip(made, read_all(files, Options(threads=1), workers), strict=True):
        score.add(to_object(outcome), each.truth)
    return score
