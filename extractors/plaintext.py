"""Plain text as a page: each line a paragraph, lines of cells (between tabs or drawn rules) a table."""

from __future__ import annotations

import re

from extractors.charset import decode
from extractors.errors import CorruptFile, EmptyFile, TooLarge
from extractors.page import Cell, Line, Origin, Page, Paragraph, Place, Table
from extractors.word.content import MAX_CELLS, MAX_COLUMNS
from extractors.word.lines import LineWriter, pieces
from extractors.word.look import PLAIN

MAX_TEXT = 10_000_000
"""Characters of one file."""
_RULE = re.compile(r"^[\s\u2500-\u257f+|=\-]+$")
_BARS = re.compile(r"[│┃║｜|]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def extract(content: bytes) -> tuple[Page, ...]:
    """The page of a text file. Raises EmptyFile, CorruptFile (no text), TooLarge."""
    text = decode(content)
    if text is None:
        raise CorruptFile
    if len(text) > MAX_TEXT:
        raise TooLarge
    if not text.strip():
        raise EmptyFile
    blocks: list[Paragraph | Table] = []
    rows: list[list[str]] = []
    for line in re.split(r"\r\n|[\r\n\x0b\x0c\u2028\u2029]", _CONTROL.sub("", text)):
        cells = _cells(line)
        if len(cells) > 1:
            rows.append(cells)
        elif not _RULE.match(line) or not line.strip():
            blocks += _table(rows, blocks)
            rows = []
            written = _line(line, Place(1))
            blocks += [Paragraph(written)] if written else []
    blocks += _table(rows, blocks)
    return (Page(1, Origin.WORD, tuple(blocks)),)


def _cells(line: str) -> list[str]:
    if len(_BARS.findall(line)) >= 2 and not _RULE.match(line):
        return _BARS.split(re.sub(r"^\s*[│┃║｜|]|[│┃║｜|]\s*$", "", line))
    return line.split("\t") if "\t" in line.strip() else [line]


def _table(rows: list[list[str]], before: list[Paragraph | Table]) -> list[Paragraph | Table]:
    if not rows:
        return []
    width = max(len(row) for row in rows)
    if width > MAX_COLUMNS or width * len(rows) > MAX_CELLS:
        raise TooLarge
    number = sum(isinstance(block, Table) for block in before) + 1
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            place = Place(1, table=number, row=row + 1, column=column + 1)
            cells.append(Cell(row, column, lines=_line(text, place), place=place))
    return [Table(len(rows), width, tuple(cells), Place(1, table=number))]


def _line(text: str, place: Place) -> tuple[Line, ...]:
    writer = LineWriter()
    for run in pieces(text.strip(), PLAIN, False):
        writer.write(run)
    return writer.lines(place)
