"""A form typed as plain text is read line by line, and as a table where its cells are drawn or parted by tabs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import CorruptFile, EmptyFile, ReadError, TooLarge
from extractors.page import Page, Tick
from extractors.plaintext import extract
from tests.support.word import cells, texts, ticks


def read(text: str, encoding: str = "utf-8") -> Page:
    (page,) = extract(text.encode(encoding))
    return page


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_lines_are_paragraphs_and_ticks_are_ticks(encoding: str) -> None:
    page = read("姓名：张三\r\n专职☑ 兼职□\n\n  备注：无  ", encoding)
    assert texts(page) == ["姓名：张三", "专职☑ 兼职□", "备注：无"]
    assert ticks(page) == [Tick.CHECKED, Tick.UNCHECKED]


def test_tabs_part_cells() -> None:
    page = read("备案表\n姓名\t张三\t性别\t男\n学历\t大专\n说明")
    assert {place: one.text for place, one in cells(page).items()} == {
        (0, 0): "姓名",
        (0, 1): "张三",
        (0, 2): "性别",
        (0, 3): "男",
        (1, 0): "学历",
        (1, 1): "大专",
    }
    assert texts(page) == ["备案表", "说明"]


def test_drawn_tables_are_tables() -> None:
    page = read("┌──┬──┐\n│姓名│张三│\n├──┼──┤\n│学历│大专│\n└──┴──┘")
    table = next(page.tables)
    assert (table.rows, table.columns) == (2, 2)
    assert [one.text for one in table.cells] == ["姓名", "张三", "学历", "大专"]


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyFile), (b" \n", EmptyFile), (b"\x00\x01\x02", CorruptFile), (b"a\t" * 600, TooLarge)],
)
def test_what_is_no_text_is_an_answer(content: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        extract(content)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_an_answer(content: bytes) -> None:
    code = ""
    try:
        extract(content)
    except ReadError as error:
        code = error.code
    assert code in ("", "corrupt", "empty", "too-large")
