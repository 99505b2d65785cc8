"""The form in every tick encoding, holder and shape comes out of a Word file whole: each field, each tick."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.generator.holders import HOLDERS
from benchmarks.generator.people import make_filing
from benchmarks.generator.shapes import SHAPES
from benchmarks.generator.ticks import TICKS
from benchmarks.generator.word import WordStyle, write_filing, write_filings
from pipeline.documents import Document
from pipeline.intake import ReceivedFile
from pipeline.read import read_file
from pipeline.settings import Options

PAIRS = [(tick, ("plain", "control", "cell_control")[number % 3]) for number, tick in enumerate(TICKS)]
HELD = list(zip(HOLDERS, itertools.cycle(("plain", "sym2", "w14", "eq", "deleted", "legacy")), strict=False))


def filings(path: Path) -> list[Document]:
    outcome = read_file(ReceivedFile(path, path.name), Options())
    assert outcome.error is None
    return [document for document in outcome.documents if document.kind == "filing"]


def wrong(document: Document, truth: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """The fields that differ: what was read, what is written."""
    return {
        name: (document.fields[name].value, value)
        for name, value in truth.items()
        if document.fields[name].value != value
    }


@pytest.mark.parametrize(("tick", "holder"), PAIRS)
@pytest.mark.parametrize("suffix", [True, False], ids=["behind", "before"])
def test_every_tick_encoding_is_read(tmp_path: Path, tick: str, holder: str, suffix: bool) -> None:
    rng = random.Random(f"{tick}/{suffix}")
    truth = make_filing(rng).unsealed()
    path = tmp_path / "form.docx"
    write_filing(truth, WordStyle(tick=tick, holder=holder, suffix=suffix), path, rng)
    (read,) = filings(path)
    assert wrong(read, truth.value) == {}


@pytest.mark.parametrize(("holder", "tick"), HELD)
def test_values_are_read_out_of_whatever_holds_them(tmp_path: Path, holder: str, tick: str) -> None:
    rng = random.Random(holder)
    truth = make_filing(rng).unsealed()
    path = tmp_path / "form.docx"
    write_filing(truth, WordStyle(tick=tick, holder=holder), path, rng)
    (read,) = filings(path)
    assert wrong(read, truth.value) == {}


@pytest.mark.parametrize("tick", ["plain", "eq", "revised", "sym2", "legacy"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_form_is_read_in_every_shape_of_file(tmp_path: Path, shape: str, tick: str) -> None:
    rng = random.Random(f"{shape}/{tick}")
    truth = make_filing(rng).unsealed()
    path = tmp_path / "form.doc"
    write_filing(truth, WordStyle(tick=tick, holder="control"), path, rng)
    path.write_bytes(SHAPES[shape](path.read_bytes()))
    (read,) = filings(path)
    assert wrong(read, truth.value) == {}


@pytest.mark.parametrize("shape", ["docx", "word2003", "flat_opc"])
def test_several_forms_in_one_file_stay_apart(tmp_path: Path, shape: str) -> None:
    rng = random.Random(shape)
    truths = [make_filing(rng).unsealed() for _ in range(3)]
    path = tmp_path / "forms.docx"
    write_filings(truths, WordStyle(tick="sym", holder="row_control"), path, rng)
    path.write_bytes(SHAPES[shape](path.read_bytes()))
    read = filings(path)
    assert len(read) == 3
    assert [wrong(one, truth.value) for one, truth in zip(read, truths, strict=True)] == [{}, {}, {}]
