"""What is embedded in a Word file as a document of its own (`w:altChunk`): web pages, plain text, Word files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.errors import ReadError, UnsupportedFile
from extractors.page import Cell, Line, Page, Paragraph, Place, Run, Table
from extractors.word.content import Content

UNREAD = "（此处嵌入的内容未能读取）"
"""Stands where something embedded could not be read: text that no field takes is always reported."""


def embedded(data: bytes, numbers: Iterator[int], place: Place) -> Content:
    """What such a document shows, its tables numbered on; `UNREAD` where it is of another format, or damaged."""
    try:
        page = _page(data)
    except ReadError:
        return Content([Paragraph((Line((Run(UNREAD),), place),))])
    blocks = [_numbered(block, next(numbers)) if isinstance(block, Table) else block for block in page.blocks]
    return Content(blocks, list(page.pictures))


def _page(data: bytes) -> Page:
    from extractors.charset import decode
    from extractors.docx.extract import read_word
    from extractors.html import read_html, read_mhtml
    from extractors.plaintext import extract

    if data.startswith(b"PK"):
        return read_word(data, chunks=False).page
    head = (decode(data[:4096]) or "").lstrip().lower()
    if head.startswith("{\\rtf"):
        raise UnsupportedFile
    if head.startswith(("mime-version:", "from:", "content-type:")):
        return read_mhtml(data).page
    return read_html(data).page if "<" in head else extract(data)[0]


def _numbered(table: Table, number: int) -> Table:
    def moved(place: Place | None) -> Place | None:
        return None if place is None else replace(place, table=number)

    def cell(one: Cell) -> Cell:
        lines = tuple(replace(line, place=moved(line.place)) for line in one.lines)
        pictures = tuple(replace(picture, place=moved(picture.place)) for picture in one.pictures)
        return replace(one, lines=lines, pictures=pictures, place=moved(one.place))

    return replace(table, cells=tuple(cell(one) for one in table.cells), place=moved(table.place))
