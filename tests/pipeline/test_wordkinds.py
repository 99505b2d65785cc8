"""Files like Word's that go through LibreOffice: their ticks survive, and what may be lost is asked about."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from benchmarks.generator.people import make_filing
from benchmarks.generator.rtf import TICKS, write_filings
from benchmarks.generator.word import WordStyle, write_filing
from extractors import office
from pipeline.documents import Document, Outcome, Status
from pipeline.intake import ReceivedFile
from pipeline.media import ODT, RTF
from pipeline.read import read_file
from pipeline.settings import Options

needs_office = pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed")


def read(path: Path, media_type: str) -> tuple[Outcome, list[Document]]:
    outcome = read_file(ReceivedFile(path, path.name), Options())
    assert (outcome.error, outcome.media_type) == (None, media_type)
    return outcome, [one for one in outcome.documents if one.kind == "filing"]


@needs_office
def test_rich_text_under_the_name_of_a_word_file(tmp_path: Path) -> None:
    rng = random.Random(7)
    truths = [make_filing(rng).unsealed() for _ in TICKS]
    path = tmp_path / "forms.doc"
    write_filings(list(zip(truths, TICKS, strict=True)), path, rng)
    _, documents = read(path, RTF)
    assert len(documents) == len(TICKS)
    for document, truth, tick in zip(documents, truths, TICKS, strict=True):
        assert {name: document.fields[name].value for name in truth.value} == dict(truth.value), tick


@needs_office
def test_what_a_conversion_may_lose_is_never_silent(tmp_path: Path) -> None:
    """LibreOffice knows no EQ fields: the ticks are gone from what it writes, and the form goes to a person."""
    rng = random.Random(5)
    truth = make_filing(rng).unsealed()
    given = tmp_path / "form.docx"
    write_filing(truth, WordStyle(tick="eq"), given, rng)
    program = office.find()
    assert program
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    outcome, (document,) = read(tmp_path / "form.odt", ODT)
    wrong = {name for name, value in truth.value.items() if document.fields[name].value != value}
    asked = {name for name, field in document.fields.items() if field.review}
    assert wrong <= asked | {name for finding in document.findings for name in finding.fields}
    assert not wrong or outcome.status is Status.REVIEW
