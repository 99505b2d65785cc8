"""The form saved as a web page or as plain text is read whole, whatever shows its ticks and in whatever encoding."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.generator.html import TICKS, write_filing, write_text
from benchmarks.generator.people import make_filing
from pipeline.documents import Document
from pipeline.intake import ReceivedFile
from pipeline.read import read_file
from pipeline.settings import Options

PAIRS = [(tick, ("utf-8", "gbk", "gb18030")[number % 3]) for number, tick in enumerate(TICKS)]


def filing(path: Path) -> Document:
    outcome = read_file(ReceivedFile(path, path.name), Options())
    assert outcome.error is None
    (document,) = (one for one in outcome.documents if one.kind == "filing")
    return document


@pytest.mark.parametrize(("tick", "encoding"), PAIRS)
@pytest.mark.parametrize("suffix", [True, False], ids=["behind", "before"])
def test_a_web_page_under_the_name_of_a_word_file(tmp_path: Path, tick: str, encoding: str, suffix: bool) -> None:
    rng = random.Random(f"{tick}/{suffix}")
    truth = make_filing(rng).unsealed()
    path = tmp_path / "form.doc"
    write_filing(truth, tick, path, rng, encoding=encoding, suffix=suffix)
    read = filing(path)
    assert {name: read.fields[name].value for name in truth.value} == dict(truth.value)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_plain_text_under_the_name_of_a_word_file(tmp_path: Path, encoding: str) -> None:
    """All but the photo, which text cannot hold, and the line ends within the résumé, which are lost in it."""
    rng = random.Random(encoding)
    truth = make_filing(rng).unsealed()
    path = tmp_path / "form.doc"
    write_text(truth, path, rng, encoding=encoding)
    read = filing(path)
    compared = truth.value.keys() - {"photo", "resume"}
    assert {name: read.fields[name].value for name in compared} == {name: truth.value[name] for name in compared}
    resumes = (truth.value["resume"], read.fields["resume"].value)
    assert len({"".join(str(one).split()) for one in resumes}) == 1
