"""The kinds of files, one function each: bytes of a received file → its pages."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.page import Page
from pipeline.extract import recognise
from pipeline.settings import Options


def word(content: bytes, options: Options) -> Iterator[Page]:
    """A .docx: one page of its text; then a page for each scan that was pasted into it."""
    from extractors.docx import read_word

    found = read_word(content)
    yield found.page
    number = 1
    for pasted in found.pasted:
        for page in picture(pasted, options):
            number += 1
            yield _numbered(page, number)


def pdf(content: bytes, options: Options) -> Iterator[Page]:
    """A PDF: pages with a text layer as they stand, the others by OCR."""
    from extractors.pdf.extract import pages

    for page in pages(content, options.limits.pages):
        yield page if isinstance(page, Page) else recognise(page.pixels, page.number, options)


def picture(content: bytes, options: Options) -> Iterator[Page]:
    """A picture file: each of its frames is a page."""
    from extractors.picture import load

    for number, pixels in enumerate(load(content, options.limits.pixels, options.limits.pages), start=1):
        yield recognise(pixels, number, options)


def _numbered(page: Page, number: int) -> Page:
    from dataclasses import replace

    return replace(page, number=number)
