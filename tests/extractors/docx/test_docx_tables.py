"""Cells stand in Word's own grid, with their spans and places, whatever is wrapped around them."""

from __future__ import annotations

from io import BytesIO

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.docx import extract
from extractors.page import Table
from tests.support.word import cell, cells, paragraph, read, run, table

Grid = dict[tuple[int, int], tuple[str, int, int]]


def grid(found: Table) -> Grid:
    return {(one.row, one.column): (one.text, one.row_span, one.column_span) for one in found.cells}


def first_grid(body: str) -> Grid:
    return grid(next(read(body).tables))


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def wrapped(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


START, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_form_made_with_python_docx_keeps_its_merged_cells() -> None:
    document = docx.Document()
    made = document.add_table(3, 4)
    for row in range(3):
        for column in range(4):
            made.cell(row, column).text = f"{row}{column}"
    made.cell(0, 3).merge(made.cell(2, 3)).text = "照片"
    made.cell(1, 0).merge(made.cell(1, 2)).text = "宽"
    buffer = BytesIO()
    document.save(buffer)
    (page,) = extract(buffer.getvalue())
    (found,) = page.tables
    assert (found.rows, found.columns) == (3, 4)
    shown = grid(found)
    assert shown[0, 3] == ("照片", 3, 1)
    assert shown[1, 0] == ("宽", 1, 3)
    assert shown[2, 2] == ("22", 1, 1)
    assert len(shown) == 4 + 1 + 3


def test_spans_merges_and_indents() -> None:
    before = f'<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr>{cell("丁")}</w:tr>'
    shown = first_grid(
        table(
            cell("甲", span(2)) + cell("照", START) + cell("尾"),
            cell("乙") + cell("丙") + cell("藏", GO_ON) + cell("末"),
            before,
        )
    )
    assert shown == {
        (0, 0): ("甲", 1, 2),
        (0, 2): ("照", 2, 1),
        (0, 3): ("尾", 1, 1),
        (1, 0): ("乙", 1, 1),
        (1, 1): ("丙", 1, 1),
        (1, 3): ("末", 1, 1),
        (2, 1): ("丁", 1, 1),
    }


def test_a_continued_merge_with_nothing_to_continue_is_a_cell() -> None:
    assert first_grid(table(cell("甲", GO_ON), cell("乙", span(2) + GO_ON))) == {
        (0, 0): ("甲", 1, 1),
        (1, 0): ("乙", 1, 2),
    }


def test_old_horizontal_merges() -> None:
    merged = cell("甲", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("乙")
    assert first_grid(table(merged)) == {(0, 0): ("甲", 1, 2), (0, 2): ("乙", 1, 1)}


def test_wrapped_cells_rows_and_tables_shift_nothing() -> None:
    body = wrapped(
        table(
            cell("姓名") + wrapped(cell("张三")) + f"<w:customXml>{cell('性别')}</w:customXml>" + cell("男"),
            wrapped(f"<w:tr>{cell('职务')}{cell('经理')}</w:tr>"),
        )
    )
    page = read(body)
    assert [
        (one.text, one.place and one.place.row, one.place and one.place.column) for one in cells(page).values()
    ] == [
        ("姓名", 1, 1),
        ("张三", 1, 2),
        ("性别", 1, 3),
        ("男", 1, 4),
        ("职务", 2, 1),
        ("经理", 2, 2),
    ]


def test_places_count_cells_also_the_merged_ones() -> None:
    page = read(table(cell("照", START) + cell("甲", span(2)) + cell("乙"), cell("", GO_ON) + cell("丙")))
    places = {one.text: (one.place.row, one.place.column) for one in cells(page).values() if one.place}
    assert places == {"照": (1, 1), "甲": (1, 2), "乙": (1, 3), "丙": (2, 2)}


def test_nested_tables_follow_the_outer_one_and_are_numbered_on() -> None:
    inner = table(cell("内"))
    body = table(cell(paragraph(run("外")) + inner + paragraph(run("后")))) + table(cell("次"))
    page = read(body)
    assert [(one.place and one.place.table, one.cells[0].text) for one in page.tables] == [
        (1, "外\n后"),
        (2, "内"),
        (3, "次"),
    ]


def test_deleted_rows_and_cells_and_hidden_rows_are_not_shown() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr>"
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('隐')}</w:tr>"
    shown = first_grid(table(gone, cell("甲") + cell("乙", "<w:cellDel/>"), hidden, cell("丙")))
    assert shown == {(0, 0): ("甲", 1, 1), (0, 1): ("", 1, 1), (1, 0): ("丙", 1, 1)}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", START, GO_ON])), min_size=1, max_size=5),
        min_size=1,
        max_size=6,
    )
)
def test_no_grid_position_is_covered_twice(rows: list[list[tuple[int, str]]]) -> None:
    body = table(*("".join(cell("x", span(width) + merge) for width, merge in row) for row in rows))
    (found,) = read(body).tables
    covered: set[tuple[int, int]] = set()
    for one in found.cells:
        for row in range(one.row, one.row + one.row_span):
            for column in range(one.column, one.column + one.column_span):
                assert (row, column) not in covered
                assert row < found.rows
                assert column < found.columns
                covered.add((row, column))
    assert len(covered) == sum(width for row in rows for width, _ in row)
