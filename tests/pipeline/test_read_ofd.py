"""Invented filings as OFD, the whole way: every field and tick as written, in every way of writing the file."""

from __future__ import annotations

import random
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from benchmarks.generator.draw import random_style
from benchmarks.generator.fonts import HALVES, NoFontError, installed
from benchmarks.generator.ofd import NAMESPACES, SEALS, TEXTS, OfdStyle, write_filing, write_filings, write_summary
from benchmarks.generator.people import make_filing, make_summary
from pipeline.documents import Outcome
from pipeline.intake import ReceivedFile
from pipeline.read import read_file
from pipeline.settings import Options


def fonts_missing() -> bool:
    try:
        return not all(installed(half) for half in HALVES)
    except NoFontError:
        return True


pytestmark = pytest.mark.skipif(fonts_missing(), reason="no Chinese fonts are installed")


def read(path: Path) -> Outcome:
    return read_file(ReceivedFile(path, path.name), Options(today=date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("number", "text", "boxes", "seal"),
    [(n, *way) for n, way in enumerate(product(TEXTS, ("character", "path", "unit"), SEALS))],
)
def test_all_fields_and_ticks_of_a_filing(number: int, text: str, boxes: str, seal: str, tmp_path: Path) -> None:
    """Ways of placing text, drawing boxes and setting the seal; rulings in templates and as bars by turns."""
    rng = random.Random(f"ofd/{number}")
    style = OfdStyle(
        random_style(rng, HALVES[number % 2]),
        text,
        boxes,
        seal,
        template=number % 2 == 0,
        bars=number % 3 == 0,
        absolute=number % 4 < 2,
        namespace=NAMESPACES[number % 2],
    )
    truth = make_filing(rng, jurisdiction="xizang" if number % 5 == 4 else "liaoning")
    path = tmp_path / "a.ofd"
    write_filing(truth, style, path, rng)
    outcome = read(path)
    assert (outcome.error, outcome.media_type, outcome.pages) == (None, "application/ofd", 1)
    (filing,) = outcome.documents
    read_values = {name: filing.fields[name].value for name in truth.value}
    assert read_values == truth.value
    assert {finding.rule for finding in filing.findings if finding.severity == "error"} == set()


def test_several_filings_and_a_summary(tmp_path: Path) -> None:
    """Three filings in one file, and a summary of them across."""
    rng = random.Random(9)
    truths = [make_filing(random.Random(f"several/{number}")) for number in range(3)]
    write_filings(truths, OfdStyle(random_style(rng)), tmp_path / "a.ofd", rng)
    filings = read(tmp_path / "a.ofd").documents
    assert [filing.fields["id_number"].value for filing in filings] == [truth.value["id_number"] for truth in truths]
    write_summary(make_summary(rng, truths), OfdStyle(random_style(rng)), tmp_path / "b.ofd", rng)
    (summary,) = read(tmp_path / "b.ofd").documents
    assert [row["name"].value for row in summary.rows] == [truth.value["name"] for truth in truths]
