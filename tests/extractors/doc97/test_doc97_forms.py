"""The form in every tick encoding comes out of a .doc whole: each field, each tick."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.generator.layout import random_form_style
from benchmarks.generator.people import make_filing
from benchmarks.generator.truth import Truth
from benchmarks.generator.word import WordStyle, write_filing
from pipeline.documents import Document
from pipeline.intake import ReceivedFile
from pipeline.read import read_file
from pipeline.settings import Options
from tests.support.docforms import TICKS, form_file

SAVED = (
    "plain", "sym", "sym2_cross", "sym_root", "symbol_text", "symbol_private", "legacy", "legacy_checked", "w14",
    "revised", "moved", "bordered", "strike", "double_strike", "deleted", "hidden", "form_list",
)  # fmt: skip
"""Encodings that LibreOffice writes into a .doc (it loses EQ fields)."""


def filing(path: Path) -> Document:
    outcome = read_file(ReceivedFile(path, path.name), Options())
    assert outcome.error is None
    (found,) = (document for document in outcome.documents if document.kind == "filing")
    return found


def wrong(document: Document, truth: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """The fields that differ: what was read, what is written."""
    return {
        name: (document.fields[name].value, value)
        for name, value in truth.items()
        if document.fields[name].value != value
    }


@pytest.mark.parametrize("suffix", [True, False], ids=["behind", "before"])
@pytest.mark.parametrize("tick", TICKS)
def test_every_tick_encoding_is_read(tmp_path: Path, tick: str, suffix: bool) -> None:
    rng = random.Random(f"{tick}/{suffix}")
    truth = make_filing(rng).unsealed()
    path = tmp_path / "form.doc"
    path.write_bytes(form_file(truth, tick, rng, random_form_style(rng), suffix=suffix))
    assert wrong(filing(path), truth.value) == {}


@pytest.mark.parametrize("tick", ["plain", "symbol", "private", "form", "equation", "struck"])
def test_a_form_saved_in_pieces_is_read(tmp_path: Path, tick: str) -> None:
    rng = random.Random(tick)
    truth = make_filing(rng).unsealed()
    path = tmp_path / "form.wps"
    path.write_bytes(form_file(truth, tick, rng, random_form_style(rng), cut=True))
    assert wrong(filing(path), truth.value) == {}


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Truth]]:
    """A .doc for each tick encoding that LibreOffice can write, and what stands in it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice Writer (apt install libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("saved")
    made: dict[str, tuple[Path, Truth]] = {}
    for tick in SAVED:
        rng = random.Random(f"saved/{tick}")
        truth = make_filing(rng).unsealed()
        path = folder / f"{tick}.docx"
        write_filing(truth, WordStyle(form=random_form_style(rng), tick=tick), path, rng)
        made[tick] = (path.with_suffix(".doc"), truth)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", folder, *folder.glob("*.docx")]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)
    return made


@pytest.mark.parametrize("tick", SAVED)
def test_what_libreoffice_saves_as_doc_is_read(saved_by_libreoffice: dict[str, tuple[Path, Truth]], tick: str) -> None:
    path, truth = saved_by_libreoffice[tick]
    assert wrong(filing(path), truth.value) == {}
