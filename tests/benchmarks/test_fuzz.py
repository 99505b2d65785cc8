"""Mutated files: a slice of `python -m benchmarks.fuzz`, and that it finds what it looks for."""

from __future__ import annotations

import random
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from benchmarks import blank, fuzz
from benchmarks.fuzzseeds import write_seeds
from benchmarks.generator.fonts import HALVES, NoFontError, installed
from benchmarks.mutate import mutated
from pipeline.intake import ReceivedFile
from pipeline.settings import Options

OPTIONS = Options(ocr=blank.NAME, today=date(2026, 1, 1))


def fonts_missing() -> bool:
    try:
        return not all(installed(half) for half in HALVES)
    except NoFontError:
        return True


@pytest.mark.skipif(fonts_missing(), reason="no Chinese fonts are installed")
def test_mutated_files_end_in_answers(tmp_path: Path) -> None:
    """Of every kind that is quick to read: no fault of ours, hang, death, or file outside of the private folder."""
    kinds = write_seeds(tmp_path / "seeds", ("docx", "ofd", "xlsx", "xls", "csv", "html", "eml"), each=1)
    report = fuzz.run(tmp_path, kinds, 140, seed=1)
    assert report.failures == {}
    assert sum(report.answers.values()) == 140
    assert {"accepted", "corrupt"} <= {code for _, code in report.answers}


@pytest.fixture
def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReceivedFile:
    """A file to be made of text, in a process that is not prepared: its path, log and error stream stay as they are."""
    monkeypatch.setattr(fuzz, "_prepare", lambda: None)
    (tmp_path / "seeds" / "txt").mkdir(parents=True)
    (tmp_path / "seeds" / "txt" / "0").write_bytes(b"plain text of a notice, and no form at all " * 20)
    (tmp_path / "failures").mkdir()
    return ReceivedFile(tmp_path / "failures" / "txt-1-000001", "txt-1-000001", tmp_path / "scratch" / "1")


def test_an_answer_leaves_nothing(seeded: ReceivedFile) -> None:
    """The mutated file is removed."""
    assert fuzz.read_mutated(seeded, OPTIONS).error is not None
    assert list(seeded.path.parent.iterdir()) == []


def test_a_fault_that_the_reader_caught_is_kept_with_its_origin(
    seeded: ReceivedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What becomes `corrupt` by the catch-all is a failure here."""

    def fault(content: bytes) -> str:
        raise ZeroDivisionError(len(content))

    monkeypatch.setattr("pipeline.read.media_type_of", fault)
    assert fuzz.read_mutated(seeded, OPTIONS).error is not None
    assert seeded.path.exists()
    assert "ZeroDivisionError" in seeded.path.with_name("txt-1-000001.txt").read_text("utf-8")


def test_files_written_outside_are_told(seeded: ReceivedFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Opening for reading, and writing in the folder of the run, is no stray."""

    def stray(content: bytes) -> str:
        for flags, path in ((0, "/etc/passwd"), (1, str(seeded.path)), (1, str(tmp_path / "outside"))):
            fuzz._watch("open", (path, None, flags))
        return f"application/x-{len(content)}"

    monkeypatch.setattr("pipeline.read.media_type_of", stray)
    fuzz.read_mutated(seeded, OPTIONS)
    told = seeded.path.with_name("txt-1-000001.txt").read_text("utf-8")
    assert told.splitlines() == [f"written outside: {(tmp_path / 'outside').resolve()}"]


def test_mutations_reach_the_parts_of_packages() -> None:
    """Most mutated packages still open, with parts changed; the same seed gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "<a><b c='12'>text</b></a>" * 20)
    opened = changed = 0
    for number in range(60):
        damaged = mutated(out.getvalue(), [b"other"], random.Random(number))
        assert damaged == mutated(out.getvalue(), [b"other"], random.Random(number))
        try:
            with zipfile.ZipFile(BytesIO(damaged)) as archive:
                parts = [archive.read(item) for item in archive.infolist()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
            continue
        opened += 1
        changed += parts != [b"<a><b c='12'>text</b></a>" * 20]
    assert opened > 35
    assert changed > 25
