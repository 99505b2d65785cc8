"""Finding one's way in a table: which cell covers a place, what stands right of a cell, below it, in its row."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.page import Cell, Table


class CellGrid:
    """A table with its cells looked up by place. Rows and columns count from 0."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._at.setdefault((row, column), cell)
        self._rows: dict[int, list[Cell]] = {}
        for cell in sorted(table.cells, key=lambda cell: cell.column):
            self._rows.setdefault(cell.row, []).append(cell)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid."""
        return self._at.get((row, column))

    def row(self, number: int) -> list[Cell]:
        """The cells that begin in a row, left to right."""
        return self._rows.get(number, [])

    def right_of(self, cell: Cell) -> Iterator[Cell]:
        """The cells that begin right of a cell and share a row with it, left to right, each row in turn."""
        seen: set[tuple[int, int]] = set()
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column + cell.column_span, self.table.columns):
                found = self._at.get((row, column))
                if found is not None and (found.row, found.column) not in seen:
                    seen.add((found.row, found.column))
                    yield found

    def below(self, cell: Cell) -> Cell | None:
        """The cell that stands right below a cell's left edge."""
        return self._at.get((cell.row + cell.row_span, cell.column))
