"""Tables of a .doc come out with their cells where Word shows them."""

from __future__ import annotations

import struct

from extractors.doc97.grid import FilledRow, table
from extractors.doc97.paragraphs import Row
from extractors.page import Cell, Page, Place
from extractors.word.content import Content
from tests.support.doc97 import (
    BOLD,
    DELETED,
    DOWN,
    FIRST_MERGED,
    HIDDEN,
    IN_TABLE,
    MERGED,
    RESTART,
    ROW_END,
    Para,
    Run,
    cell,
    inner_row,
    para,
    read,
    row,
)
from tests.support.word import cells, texts


def shape(page: Page) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Row span, column span and text of the cells of the first table."""
    return {place: (one.row_span, one.column_span, one.text) for place, one in cells(page).items()}


def test_edges_of_all_rows_make_the_columns() -> None:
    page = read(
        row(cell("企业名称"), cell("某某公司", width=6000)),
        row(cell("地区"), cell("沈阳"), cell("行业"), cell("制造")),
        row(cell("简历", width=8000)),
    )
    assert shape(page) == {
        (0, 0): (1, 1, "企业名称"),
        (0, 1): (1, 3, "某某公司"),
        (1, 0): (1, 1, "地区"),
        (1, 1): (1, 1, "沈阳"),
        (1, 2): (1, 1, "行业"),
        (1, 3): (1, 1, "制造"),
        (2, 0): (1, 4, "简历"),
    }


def test_edges_a_hair_apart_are_one() -> None:
    page = read(row(cell("a", width=2000), cell("b", width=2013)), row(cell("c", width=2021), cell("d"), left=-115))
    assert {place: one.column_span for place, one in cells(page).items()} == {
        (0, 0): 1,
        (0, 1): 1,
        (1, 0): 1,
        (1, 1): 1,
    }


def test_narrow_cells_of_one_row_are_never_joined() -> None:
    page = read(row(*(cell(digit, width=30) for digit in "2101")), row(cell("x", width=120)))
    assert [one.text for one in cells(page).values()] == ["2", "1", "0", "1", "x"]
    assert cells(page)[1, 0].column_span == 4


def test_cells_merged_downwards() -> None:
    page = read(
        row(cell("a"), cell("照片", flags=RESTART)),
        row(cell("b"), cell("", flags=DOWN)),
        row(cell("c"), cell("新", flags=RESTART)),
        row(cell("d"), cell("", flags=DOWN)),
        row(cell("e"), cell("f")),
    )
    assert {place: one for place, one in shape(page).items() if place[1]} == {
        (0, 1): (2, 1, "照片"),
        (2, 1): (2, 1, "新"),
        (4, 1): (1, 1, "f"),
    }


def test_a_cell_going_on_from_nothing_is_a_cell() -> None:
    page = read(row(cell("a"), cell("b")), row(cell("c", flags=DOWN, width=3000), cell("d", width=1000)))
    assert [one.text for one in cells(page).values()] == ["a", "b", "c", "d"]


def test_cells_merged_sideways_are_one_and_lose_no_text() -> None:
    page = read(row(cell("a", flags=FIRST_MERGED), cell("b", flags=MERGED), cell("c")))
    assert shape(page) == {(0, 0): (1, 2, "a\nb"), (0, 2): (1, 1, "c")}


def test_cells_merged_both_ways() -> None:
    page = read(
        row(cell("a", flags=FIRST_MERGED | RESTART), cell("", flags=MERGED), cell("b")),
        row(cell("", flags=FIRST_MERGED | DOWN), cell("", flags=MERGED), cell("c")),
    )
    assert shape(page) == {(0, 0): (2, 2, "a"), (0, 2): (1, 1, "b"), (1, 2): (1, 1, "c")}


def test_cells_merged_by_modifiers_after_the_definition() -> None:
    merge = struct.pack("<HBB", 0x5624, 0, 2)
    down = struct.pack("<HBBB", 0xD62B, 2, 2, 1)
    first = struct.pack("<HBBB", 0xD62B, 2, 2, 3)
    page = read(
        row(cell("a"), cell(""), cell("b"), more=merge + first),
        row(cell("c"), cell("d"), cell(""), more=down),
    )
    assert shape(page) == {(0, 0): (1, 2, "a"), (0, 2): (2, 1, "b"), (1, 0): (1, 1, "c"), (1, 1): (1, 1, "d")}


def test_paragraphs_and_line_breaks_of_a_cell_are_its_lines() -> None:
    page = read(row(cell(para("2001年"), para("2002年\x0b2003年")), cell("x")))
    assert [line.text for line in cells(page)[0, 0].lines] == ["2001年", "2002年", "2003年"]


def test_places_count_rows_and_cells_from_one() -> None:
    page = read(para("题"), row(cell("a"), cell("b", width=4000)), row(cell("c"), cell("d"), cell("e")))
    assert [one.place for one in cells(page).values()] == [
        Place(1, table=1, row=1, column=1),
        Place(1, table=1, row=1, column=2),
        Place(1, table=1, row=2, column=1),
        Place(1, table=1, row=2, column=2),
        Place(1, table=1, row=2, column=3),
    ]


def test_tables_are_parted_by_a_paragraph() -> None:
    page = read(row(cell("a")), para("中"), row(cell("b")))
    assert [one.place for one in page.tables] == [Place(1, table=1), Place(1, table=2)]
    assert texts(page) == ["中"]


def test_a_table_in_a_cell_follows_the_table_around_it() -> None:
    paras = row(cell("外"), cell("后"))
    page = read([*inner_row(cell("1"), cell("2")), *inner_row(cell("3"), cell("4")), *paras])
    outer, inner = page.tables
    assert [one.text for one in outer.cells] == ["外", "后"]
    assert [(one.row, one.column, one.text) for one in inner.cells] == [
        (0, 0, "1"),
        (0, 1, "2"),
        (1, 0, "3"),
        (1, 1, "4"),
    ]


def test_rows_deleted_by_a_tracked_change_are_gone_and_hidden_rows_with_hidden_text() -> None:
    page = read(
        row(cell("a")),
        row(cell(Run("b", DELETED)), end_group=DELETED),
        row(cell(Run("c", HIDDEN)), end_group=HIDDEN),
        row(cell("d"), end_group=HIDDEN),
    )
    assert shape(page) == {(0, 0): (1, 1, "a"), (1, 0): (1, 1, "d")}


def test_a_row_without_a_definition_takes_the_edges_of_one_with_as_many_cells() -> None:
    bare = [Para((Run(text),), IN_TABLE, "\x07") for text in "cd"] + [Para((), IN_TABLE + ROW_END, "\x07")]
    page = read(row(cell("a", width=500), cell("b", width=4000)), row(cell("x"), cell("y"), cell("z")), bare)
    assert cells(page)[2, 1].column_span == cells(page)[0, 1].column_span
    assert [one.text for one in cells(page).values()] == ["a", "b", "x", "y", "z", "c", "d"]


def test_a_row_that_never_ends_is_kept() -> None:
    page = read(row(cell("a")), [Para((Run("b"),), IN_TABLE, "\x07"), Para((Run("c"),), IN_TABLE)])
    assert [one.text for one in cells(page).values()] == ["a", "b", "c"]


def test_formatting_in_cells() -> None:
    (run,) = cells(read(row(cell(Run("x", BOLD)))))[0, 0].lines[0].runs
    assert run.bold


def test_more_cells_than_edges_and_more_edges_than_cells() -> None:
    def filled(edges: list[int], count: int) -> FilledRow:
        return FilledRow(Row(edges), [Content() for _ in range(count)])

    found = table([filled([0, 1000], 3), filled([0, 1000, 2000, 3000, 4000], 2)], 1)
    assert found is not None
    covered = [(one.row, column) for one in found.cells for column in _columns(one)]
    assert len(covered) == len(set(covered))
    assert [(one.row, one.column) for one in found.cells] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]


def test_edges_that_run_backwards_cover_no_place_twice() -> None:
    found = table([FilledRow(Row([0, 3000, 1000, 1000]), [Content() for _ in range(3)])], 1)
    assert found is not None
    assert [(one.column, one.column_span) for one in found.cells] == [(0, 1), (1, 1), (2, 1)]


def _columns(one: Cell) -> range:
    return range(one.column, one.column + one.column_span)
