"""An .xls comes to the same page as the .xlsx of the same sheet."""

from __future__ import annotations

import datetime
import io
import random
import struct
from typing import Any

import pytest
import xlwt
from xlwt import CompoundDoc

from extractors.errors import CorruptFile, EmptyFile, ReadError
from extractors.sheet.model import pages
from extractors.sheet.xls import read_xls
from tests.support.sheets import texts


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def look(number_format: str = "General", **font: object) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.num_format_str = number_format
    for name, value in font.items():
        setattr(style.font, name, value)
    return style


@pytest.fixture(scope="module")
def content() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("汇总")
    sheet.write_merge(0, 0, 0, 3, "标题")
    sheet.write(2, 0, datetime.date(2021, 9, 24), look('yyyy"年"m"月"d"日"'))
    sheet.write(2, 1, datetime.date(2021, 9, 1), look('yyyy"年"m"月"'))
    sheet.write(2, 2, 13900001111)
    sheet.write(2, 3, 210203198001010017)
    sheet.write_rich_text(3, 0, ["专职", (" 兼职", look(struck_out=True).font)])
    sheet.write(3, 1, "R", look(name="Wingdings 2"))
    sheet.write(3, 2, True)
    hidden = book.add_sheet("选项")
    hidden.write(0, 0, "首席质量官")
    hidden.visibility = 1
    book.add_sheet("三").write(0, 0, "三")
    return saved(book)


def test_cells_are_shown_as_in_excel(content: bytes) -> None:
    first, last = pages(read_xls(content))
    assert texts(first) == {
        (1, 1): "标题",
        (3, 1): "2021年9月24日",
        (3, 2): "2021年9月",
        (3, 3): "13900001111",
        (3, 4): "210203198001010000",
        (4, 1): "专职 兼职",
        (4, 2): "☑",
        (4, 3): "TRUE",
    }
    assert (first.number, last.number) == (1, 2)
    assert texts(last) == {(1, 1): "三"}


def test_merged_cells_struck_runs_and_lost_digits(content: bytes) -> None:
    page = pages(read_xls(content))[0]
    cells = {cell.text: cell for table in page.tables for cell in table.cells}
    assert cells["标题"].column_span == 4
    assert [run.struck for run in cells["专职 兼职"].lines[0].runs] == [False, True]
    assert cells["210203198001010000"].lines[0].runs[0].problem == "digits-lost"


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def drawn(shape: int, column: int, row: int, caption: str = "", state: int | None = None) -> bytes:
    """An object at the corner of a cell (from 0), as Excel writes it."""
    anchor = struct.pack("<HHI9H", 0, 0xF010, 18, 0, column, 0, row, 0, column + 1, 0, row + 1, 0)
    parts = struct.pack("<HHHHH10x", 0x15, 18, shape, 1, 0) + b"\x00" * 2
    if state is not None:
        parts += struct.pack("<HHHHHH4x", 0x0A, 12, state, 0, 0, 0)
    text = record(0x1B6, struct.pack("<HH6xHH4x", 0, 0, len(caption), 16))
    text += record(0x3C, b"\x01" + caption.encode("utf-16-le")) + record(0x3C, bytes(16))
    return record(0xEC, anchor) + record(0x5D, parts + bytes(4)) + (text if caption else b"")


def test_check_boxes_and_pictures_lie_in_the_cells_under_them() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("a").write(0, 0, "聘任岗位")
    stream = book.get_biff_data()
    end = record(0x0A, b"")
    assert stream.endswith(end)
    objects = drawn(0x0B, 1, 0, "首席质量官", 1) + drawn(0x0B, 1, 0, "二级质量官", 0) + drawn(0x08, 3, 0)
    file = io.BytesIO()
    CompoundDoc.XlsDoc().save(file, stream[: -len(end)] + objects + end)
    (page,) = pages(read_xls(file.getvalue()))
    assert texts(page) == {(1, 1): "聘任岗位", (1, 2): "  ☑首席质量官  □二级质量官"}
    assert [(cell.column, len(cell.pictures)) for table in page.tables for cell in table.cells if cell.pictures] == [
        (3, 1)
    ]


def test_damage_is_corrupt_and_nothing_else(content: bytes) -> None:
    rng = random.Random(5)
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(rng.choice((1, 5, 40))):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        code = ""
        try:
            pages(read_xls(bytes(damaged[: rng.choice((len(damaged), len(damaged) // 2))])))
        except ReadError as error:
            code = error.code
        assert code in ("", "corrupt", "empty", "encrypted", "too-large")


def test_what_is_no_workbook_is_corrupt() -> None:
    with pytest.raises(CorruptFile):
        read_xls(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_an_empty_workbook_is_empty() -> None:
    book = xlwt.Workbook()
    book.add_sheet("a")
    with pytest.raises(EmptyFile):
        pages(read_xls(saved(book)))
