"""Accuracy on the copies that go with a filing, on files made for the run."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.generator.copies import draw_copies
from benchmarks.generator.degrade import degrade
from benchmarks.generator.files import save_scan
from benchmarks.generator.people import make_filing
from benchmarks.generator.truth import Value
from benchmarks.score import Score

WEAR = ("clean", "office", "office", "copy", "photo")
Expected = tuple[tuple[str, dict[str, Value]], ...]


def make_file(path: Path, rng: random.Random, half: str, jurisdiction: str) -> Expected:
    """A PDF of copies as scanned or photographed; the copies on it, in order."""
    drawn = draw_copies(make_filing(rng, jurisdiction=jurisdiction), rng, half)
    wear = rng.choice(WEAR)
    pages = [degrade(page, wear, rng, half).image for page in drawn.pages]
    save_scan(pages, path, 200, two_tone=wear == "copy", quality=75)
    return drawn.copies


def measure_copies(count: int, folder: Path, *, half: str, seed: int, workers: int) -> Score:
    """Make so many files of copies, read them, and compare."""
    from pipeline.intake import ReceivedFile
    from pipeline.outputs.line import to_object
    from pipeline.settings import Options
    from pipeline.workers import read_all

    files: list[ReceivedFile] = []
    truths: list[Expected] = []
    for number in range(count):
        rng = random.Random(f"attachments/{half}/{seed}/{number}")
        path = folder / f"attachments-{half}-{seed}-{number:04}.pdf"
        truths.append(make_file(path, rng, half, "xizang" if number % 5 == 4 else "liaoning"))
        files.append(ReceivedFile(path, path.name))
    score = Score()
    for truth, outcome in zip(truths, read_all(files, Options(threads=1), workers), strict=True):
        line = to_object(outcome)
        found = [document for document in line["documents"] if document["kind"] != "other"]
        score.extra += max(0, len(found) - len(truth))
        for kind, values in truth:
            own = [document for document in found if document["kind"] == kind]
            score.add_document(line["file"], kind, own, values)
    return score
