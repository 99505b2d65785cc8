"""The kinds of files, one function each: bytes of a received file → its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from extractors.page import Page
from extractors.word.content import WordFile
from pipeline.extract import recognise
from pipeline.settings import Options

if TYPE_CHECKING:
    from extractors.page import Pixels

LEAST_LABELS = 2
"""A page with fewer is no form by its text: unread ink on it is that of figures, unless there is much of it."""
MANY_PLACES = 6


def word(content: bytes, options: Options) -> Iterator[Page]:
    """A .docx: one page of its text; then a page for each scan that was pasted into it."""
    from extractors.docx import read_word

    yield from pages_of_word(read_word(content), options)


def pages_of_word(found: WordFile, options: Options) -> Iterator[Page]:
    """The page of a Word file, of whatever format, then those of its pasted scans."""
    yield found.page
    number = 1
    for pasted in found.pasted:
        for page in picture(pasted, options):
            number += 1
            yield _numbered(page, number)


def workbook(content: bytes, options: Options) -> Iterator[Page]:
    """An .xlsx: a page a sheet; then a page for each scan that was pasted into it."""
    from extractors.sheet.model import pages
    from extractors.sheet.xlsx import read_xlsx

    found = read_xlsx(content)
    number = 0
    for page in pages(found, options.limits.pages):
        number = page.number
        yield page
    for pasted in found.pasted:
        for page in picture(pasted, options):
            number += 1
            yield _numbered(page, number)


def old_workbook(content: bytes, options: Options) -> Iterator[Page]:
    """An .xls: a page a sheet."""
    from extractors.sheet.model import pages
    from extractors.sheet.xls import read_xls

    yield from pages(read_xls(content), options.limits.pages)


def delimited(content: bytes, options: Options) -> Iterator[Page]:
    """A .csv: one page."""
    from extractors.sheet.delimited import read_delimited
    from extractors.sheet.model import pages

    yield from pages(read_delimited(content), options.limits.pages)


def pdf(content: bytes, options: Options) -> Iterator[Page]:
    """A PDF: pages with a text layer as they stand, what is missing in them and the other pages by OCR."""
    from extractors.layer.complete import completed
    from extractors.layer.model import PageToComplete
    from extractors.pdf.extract import pages

    for page in pages(content, options.limits.pages, partial(_read_lines, options)):
        if isinstance(page, Page):
            yield page
        elif isinstance(page, PageToComplete):
            named = _labels_on(page.page) >= LEAST_LABELS
            if not named and len(page.places) < MANY_PLACES:
                yield page.page
                continue
            seen = recognise(page.picture.pixels, page.picture.number, options)
            yield completed(page.page, seen, page.places) if named else seen
        else:
            yield recognise(page.pixels, page.number, options)


def ofd(content: bytes, options: Options) -> Iterator[Page]:
    """An OFD: pages with text as they stand, those that are pictures by OCR."""
    from extractors.ofd.extract import pages

    for page in pages(content, options.limits.pages):
        yield page if isinstance(page, Page) else recognise(page.pixels, page.number, options)


def _labels_on(page: Page) -> int:
    """How many cells of a page are labels of a form."""
    from extractors.forms.labels import index

    texts = [cell.text for table in page.tables for cell in table.cells]
    return sum(any(index(section).find(text) for section in ("filing", "summary_row")) for text in texts if text)


def _read_lines(options: Options, crops: Sequence[Pixels]) -> list[str]:
    from extractors.ocr.engines import engine

    return [line.text for line in engine(options.ocr, options.threads).recognise(crops)]


def picture(content: bytes, options: Options) -> Iterator[Page]:
    """A picture file: each of its frames is a page."""
    from extractors.picture import load

    for number, pixels in enumerate(load(content, options.limits.pixels, options.limits.pages), start=1):
        yield recognise(pixels, number, options)


def _numbered(page: Page, number: int) -> Page:
    from dataclasses import replace

    return replace(page, number=number)
