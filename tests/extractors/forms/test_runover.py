"""A résumé that runs on behind the table is read to its end; one that is only pointed to is never taken for whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.generator.people import make_filing
from benchmarks.generator.shapes import behind_table
from benchmarks.generator.truth import Truth
from benchmarks.generator.word import WordStyle, write_filing
from extractors.forms.runover import is_pointer
from pipeline.documents import Document
from pipeline.intake import ReceivedFile
from pipeline.read import read_file
from pipeline.settings import Options

ENTRIES = (
    "2003年7月至2008年5月，沈阳云峰机械有限公司，质检员。",
    "2008年5月至今，沈阳云峰机械有限公司，质量部长。",
    "获市长质量奖。",
)


def truth() -> Truth:
    made = make_filing(random.Random(3)).unsealed()
    return made.changed(written={"resume": ENTRIES[0]}, value={"resume": ENTRIES[0]})


def read(folder: Path, within: str, *behind: str, table: bool = False) -> Document:
    path = folder / "form.docx"
    write_filing(truth().changed(written={"resume": within}), WordStyle(), path, random.Random(3))
    path.write_bytes(behind_table(path.read_bytes(), behind, in_table=table))
    outcome = read_file(ReceivedFile(path, path.name), Options())
    (document,) = (one for one in outcome.documents if one.kind == "filing")
    return document


@pytest.mark.parametrize("behind", [ENTRIES[1:], ENTRIES[1:2], ("二〇〇八年五月起任质量部部长。",)])
def test_entries_behind_the_table_go_on_with_those_within(tmp_path: Path, behind: tuple[str, ...]) -> None:
    resume = read(tmp_path, ENTRIES[0], *behind).fields["resume"]
    assert resume.value == "\n".join((ENTRIES[0], *behind))
    assert not resume.review


@pytest.mark.parametrize("pointer", ["见附页", "（详见附件）", "另附页。", "请见后页"])
@pytest.mark.parametrize("heading", [(), ("工作简历",), ("个人简历：",)])
def test_a_pointer_gives_way_to_what_it_points_to(tmp_path: Path, pointer: str, heading: tuple[str, ...]) -> None:
    document = read(tmp_path, pointer, *heading, *ENTRIES)
    assert document.fields["resume"].value == "\n".join(ENTRIES)


def test_a_table_of_its_own_behind_the_form(tmp_path: Path) -> None:
    document = read(tmp_path, "见附页", *ENTRIES, table=True)
    assert document.fields["resume"].value == "\n".join(ENTRIES)


def test_a_pointer_to_nothing_is_asked_about(tmp_path: Path) -> None:
    assert read(tmp_path, "见附页").fields["resume"].review


def test_entries_without_a_heading_behind_a_blank_resume_are_asked_about(tmp_path: Path) -> None:
    document = read(tmp_path, "", *ENTRIES)
    assert document.fields["resume"].value == "\n".join(ENTRIES)
    assert document.fields["resume"].review


@pytest.mark.parametrize(
    "line", ["2024年5月6日", "（盖章） 2024年5月6日", "2024年度质量工作要点", "附：身份证复印件", "联系人：李四"]
)
def test_other_text_behind_the_table_is_no_resume(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, ENTRIES[0], line).fields["resume"].value == ENTRIES[0]


def test_the_resume_ends_where_other_text_begins(tmp_path: Path) -> None:
    document = read(tmp_path, ENTRIES[0], ENTRIES[1], "附：身份证复印件1份")
    assert document.fields["resume"].value == "\n".join(ENTRIES[:2])
    assert any("身份证复印件" in leftover.text for leftover in document.leftovers)


@pytest.mark.parametrize("text", ["见义勇为获奖。", "2003年见习，附属医院", "", "附件厂质检员", None])
def test_words_that_are_no_pointer(text: str | None) -> None:
    assert not is_pointer(text)
