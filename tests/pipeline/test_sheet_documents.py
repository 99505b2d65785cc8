"""Summaries and filings in spreadsheets come to the values that were typed, the whole way."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from benchmarks.generator import sheet as generator
from benchmarks.generator.layout import random_form_style
from benchmarks.generator.people import make_filing, make_summary
from benchmarks.generator.truth import SummaryTruth, Truth
from pipeline.documents import Document, Outcome, Status
from pipeline.media import CSV, XLS, XLSX
from tests.support.sheets import FIRST, HEAD, HEADER, SECOND, TITLE, outcome_of, saved, workbook

ENCODINGS = ("gb18030", "utf-8", "utf-8-sig", "utf-16")


def the_document(outcome: Outcome) -> Document:
    assert outcome.error is None
    (document,) = outcome.documents
    return document


def wrong_fields(document: Document, truth: Truth | SummaryTruth) -> dict[str, object]:
    return {
        name: field.value
        for name, field in document.fields.items()
        if name in truth.value and field.value != truth.value[name]
    }


def wrong_rows(document: Document, truth: SummaryTruth, style: generator.SheetStyle) -> list[object]:
    if len(document.rows) != len(truth.rows):
        return [len(document.rows)]
    return [
        (number, name, row[name].value)
        for number, (row, own) in enumerate(zip(document.rows, truth.rows, strict=True))
        for name, value in own.items()
        if row[name].value != (value if name in style.order else None)
    ]


def wrong_places(document: Document, grid: generator.Grid) -> list[object]:
    found = {name: field.place for name, field in document.fields.items() if field.value not in (None, False)}
    for number, row in enumerate(document.rows):
        found |= {f"rows.{number}.{name}": field.place for name, field in row.items() if field.value is not None}
    return [
        (name, place)
        for name, place in found.items()
        if name in grid.places and (place is None or (place.row, place.column) != grid.places[name])
    ]


@pytest.mark.parametrize("seed", range(10))
def test_summaries_of_every_layout(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    truth = make_summary(rng, [make_filing(rng) for _ in range(rng.randint(1, 6))])
    style = generator.random_sheet_style(rng)
    grid = generator.summary_grid(truth, style, rng)
    generator.write_xlsx([grid], tmp_path / "a.xlsx", rng, hidden_list=seed % 2 == 0)
    generator.write_xls([grid], tmp_path / "a.xls")
    names = ["a.xlsx", "a.xls"]
    if not style.merged:
        encoding, separator, kept = (
            rng.choice(ENCODINGS),
            rng.choice(generator.SEPARATORS),
            rng.choice(generator.KEPT_AS_TEXT),
        )
        generator.write_csv(
            grid, tmp_path / "a.csv", encoding=encoding, separator=separator, kept=kept, padded=seed % 3 > 0
        )
        names.append("a.csv")
    for name in names:
        document = the_document(outcome_of((tmp_path / name).read_bytes(), tmp_path))
        assert document.kind == "summary"
        assert wrong_fields(document, truth) == {}
        assert wrong_rows(document, truth, style) == []
        assert wrong_places(document, grid) == []


@pytest.mark.parametrize("seed", range(6))
def test_filings_laid_out_in_a_sheet(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    truth = make_filing(rng).unsealed()
    grid = generator.filing_grid(truth, random_form_style(rng), rng, suffix=seed % 2 == 0)
    generator.write_xlsx([grid], tmp_path / "a.xlsx", rng)
    generator.write_xls([grid], tmp_path / "a.xls")
    generator.write_csv(
        grid, tmp_path / "a.csv", encoding=rng.choice(ENCODINGS), kept=rng.choice(generator.KEPT_AS_TEXT)
    )
    for name in ("a.xlsx", "a.xls", "a.csv"):
        own = truth if name == "a.xlsx" else truth.changed(value={"photo": False})
        document = the_document(outcome_of((tmp_path / name).read_bytes(), tmp_path))
        assert document.kind == "filing"
        assert wrong_fields(document, own) == {}
        assert wrong_places(document, grid) == []
        assert not any(field.review for field in document.fields.values())


def rounded(number: str, kind: str, folder: Path) -> bytes:
    """A filing whose ID number went through a cell as a number."""
    rng = random.Random(3)
    truth = make_filing(rng).unsealed()
    grid = generator.filing_grid(truth, generator.FormStyle(), rng)
    (place,) = [at for at, entry in grid.entries.items() if entry.content == truth.written["id_number"]]
    typed: dict[str, generator.Content] = {"number": int(number), "text": number, "power": f"{int(number):.5E}"}
    grid.entries[place] = generator.Entry(typed[kind.partition(" ")[2]], "0" if kind.startswith("xls ") else "General")
    path = folder / "made"
    {
        "xlsx": lambda: generator.write_xlsx([grid], path, rng),
        "xls": lambda: generator.write_xls([grid], path),
        "csv": lambda: generator.write_csv(grid, path, encoding="gb18030"),
    }[kind.partition(" ")[0]]()
    return path.read_bytes()


def round_numbers() -> list[str]:
    """Numbers that Excel cut: one would pass for whole, its check digit happens to be right."""
    from normalizers.identity import is_whole

    valid = next(number for tail in range(10, 100) if is_whole(number := f"2102031980010{tail}000"))
    return [valid, "210203198001010000"]


@pytest.mark.parametrize(
    "kind", ["xlsx number", "xls number", "xlsx text", "xls text", "csv text", "csv power", "xlsx power"]
)
@pytest.mark.parametrize("which", [0, 1])
def test_an_id_that_was_cut_is_never_taken_without_a_person(kind: str, which: int, tmp_path: Path) -> None:
    outcome = outcome_of(rounded(round_numbers()[which], kind, tmp_path), tmp_path)
    field = the_document(outcome).fields["id_number"]
    assert outcome.status is Status.REVIEW
    assert field.review
    assert field.problem == "digits-lost"
    assert field.confidence < 0.1
    assert field.text


def test_an_id_kept_as_text_is_not_doubted(tmp_path: Path) -> None:
    rng = random.Random(3)
    truth = make_filing(rng).unsealed()
    generator.write_xlsx([generator.filing_grid(truth, generator.FormStyle(), rng)], tmp_path / "a.xlsx", rng)
    field = the_document(outcome_of((tmp_path / "a.xlsx").read_bytes(), tmp_path)).fields["id_number"]
    assert (field.value, field.review) == (truth.value["id_number"], False)


def rows_of(content: bytes, folder: Path) -> list[dict[str, Any]]:
    document = the_document(outcome_of(content, folder))
    return [{name: field.value for name, field in row.items()} for row in document.rows]


def test_errors_and_formulas_are_values_of_nobody(tmp_path: Path) -> None:
    content = workbook(
        [[TITLE], [HEAD], HEADER, [*FIRST[:3], "#N/A", *FIRST[4:]], [*SECOND[:1], "=VLOOKUP(D4,Z:Z,1,0)", *SECOND[2:]]]
    )
    first, second = the_document(outcome_of(content, tmp_path)).rows
    assert (first["name"].value, first["name"].review, first["name"].text) == (None, True, "#N/A")
    assert (second["enterprise_name"].value, second["enterprise_name"].review) == (None, True)


def test_a_header_of_two_rows(tmp_path: Path) -> None:
    upper = [*HEADER[:9], None, "备注"]
    lower: list[object] = [None] * 8 + ["培训时间", "培训组织方", None]
    rows = [[*row[:8], "2021年3月", "大连市市场监督管理局", row[9]] for row in (FIRST, SECOND)]

    def merge(sheet: Any) -> None:
        for letter in "ABCDEFGHK":
            sheet.merge_cells(f"{letter}3:{letter}4")
        sheet.merge_cells("I3:J3")

    for change in (None, merge):
        found = rows_of(workbook([[TITLE], [HEAD], upper, lower, *rows], change), tmp_path)
        assert [row["name"] for row in found] == ["张伟", "李娜"]
        assert [row["training"] for row in found] == ["2021年3月大连市市场监督管理局"] * 2
        assert [row["remarks"] for row in found] == ["新设", "变更"]


def test_a_column_for_each_option(tmp_path: Path) -> None:
    upper = [*HEADER[:3], None, *HEADER[3:]]
    lower: list[object] = [None, None, "首席质量官", "二级质量官", *[None] * 7]
    rows = [[*FIRST[:2], "√", None, *FIRST[3:]], [*SECOND[:2], None, "√", *SECOND[3:]]]
    found = rows_of(workbook([[TITLE], upper, lower, *rows], lambda sheet: sheet.merge_cells("C2:D2")), tmp_path)
    assert [row["post"] for row in found] == ["首席质量官", "二级质量官"]


def test_one_enterprise_over_several_rows(tmp_path: Path) -> None:
    content = workbook([[TITLE], HEADER, FIRST, [2, None, *SECOND[2:]]], lambda sheet: sheet.merge_cells("B3:B4"))
    assert [row["enterprise_name"] for row in rows_of(content, tmp_path)] == ["大连海晨机械有限公司"] * 2


def test_cities_on_several_sheets_are_summaries_of_their_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, city in enumerate(("大连市", "沈阳市")):
        sheet: Any = book.active if not number else book.create_sheet(city)
        for row in ([f"报送单位：{city}市场监督管理局"], HEADER, FIRST):
            sheet.append(row)
    outcome = outcome_of(saved(book), tmp_path)
    assert [document.fields["reporting_unit"].value for document in outcome.documents] == [
        "大连市市场监督管理局",
        "沈阳市市场监督管理局",
    ]
    assert [document.pages for document in outcome.documents] == [(1,), (2,)]


def test_cities_one_below_another_on_one_sheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = []
    for city in ("大连市", "沈阳市"):
        rows += [[TITLE], [f"报送单位：{city}市场监督管理局"], HEADER, FIRST, []]
    outcome = outcome_of(workbook(rows), tmp_path)
    assert [document.fields["reporting_unit"].value for document in outcome.documents] == [
        "大连市市场监督管理局",
        "沈阳市市场监督管理局",
    ]
    assert [len(document.rows) for document in outcome.documents] == [1, 1]


def test_a_list_of_other_people_is_no_summary(tmp_path: Path) -> None:
    header = ["序号", "单位名称", "姓名", "性别", "职务", "联系电话"]
    content = workbook([["通讯录"], header, [1, "某某公司", "张伟", "男", "经理", 13900001111]])
    outcome = outcome_of(content, tmp_path)
    assert outcome.error is not None
    assert outcome.error.code == "no-form"


def xls_of(rows: list[list[Any]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("a")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_of(rows: list[list[Any]]) -> bytes:
    return "\r\n".join(",".join("" if value is None else str(value) for value in row) for row in rows).encode("gb18030")


@pytest.mark.parametrize(("made", "media_type"), [(workbook, XLSX), (xls_of, XLS), (csv_of, CSV)])
def test_a_thousand_rows_in_a_moment(made: Callable[[Any], bytes], media_type: str, tmp_path: Path) -> None:
    rows = [[TITLE], [HEAD], HEADER, *([number, *FIRST[1:]] for number in range(1, 1001))]
    content = made(rows)
    started = time.perf_counter()
    outcome = outcome_of(content, tmp_path)
    assert time.perf_counter() - started < 4
    assert outcome.media_type == media_type
    assert len(the_document(outcome).rows) == 1000


def test_an_officer_is_not_lost_to_a_colon_in_the_row(tmp_path: Path) -> None:
    training = "时间：2021年3月；组织方：大连市市场监督管理局"
    rows = [[TITLE], HEADER, [*FIRST[:8], training, "新设"], [2, None, *SECOND[2:8], training, "备注：变更"]]
    assert [row["name"] for row in rows_of(workbook(rows), tmp_path)] == ["张伟", "李娜"]


def test_a_row_that_begins_with_a_stroke_is_an_officer(tmp_path: Path) -> None:
    rows = [[TITLE], HEADER, ["/", *FIRST[1:]], ["合计", None, None, "1人"]]
    assert [row["name"] for row in rows_of(workbook(rows), tmp_path)] == ["张伟"]
