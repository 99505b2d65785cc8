"""Sheets whose rows lack cells, as damaged files do, are still answers."""

from __future__ import annotations

from extractors.forms.documents import read_documents
from extractors.page import Cell, Line, Origin, Page, Run, Table


def cell(row: int, column: int, text: str) -> Cell:
    return Cell(row, column, lines=(Line((Run(text),)),))


def test_a_row_that_lacks_the_cell_behind_a_label_is_read() -> None:
    rows = [
        cell(0, 0, "企业名称"),
        cell(0, 1, "沈阳市永兴机械有限公司"),
        cell(1, 0, "姓名"),
        cell(2, 0, "性别"),
        cell(2, 4, "职称"),
    ]
    page = Page(1, Origin.SHEET, (Table(3, 6, tuple(rows)),))
    assert isinstance(read_documents((page,)), tuple)
