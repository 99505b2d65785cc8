"""What stands in a Word 97 to 2003 file: one `Page` for the whole document."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.doc97.binary import plc
from extractors.doc97.document import Document, Side, open_document, side
from extractors.doc97.fib import Part
from extractors.doc97.walk import Walker
from extractors.page import Origin, Page, Paragraph, Place
from extractors.word.content import WordFile, margin

_WHOLE = Place(1)
_SEPARATORS = 6
"""Stories of the header document before those of the first section: what parts notes from text."""
_IN_SECTION = ("header", "header", "footer", "footer", "first header", "first footer")


def read_doc(content: bytes) -> WordFile:
    """The page (headers, body in reading order, notes, footers) and the scans pasted into it.

    Raises NotNative (Word 95 and before), EncryptedFile, CorruptFile, TooLarge, UnsafeFile.
    """
    document = open_document(content)
    lengths = document.fib.lengths
    notes = lengths.body
    headers = notes + lengths.notes
    endnotes = headers + lengths.headers + lengths.macros + lengths.comments
    boxes = endnotes + lengths.endnotes
    walker = Walker(document, side(document, 0, Part.ANCHORS, Part.TEXT_BOXES, boxes))
    body = walker.story(0, lengths.body, _WHOLE)
    body.add(walker.left_over())
    above = side(document, headers, Part.HEADER_ANCHORS, Part.HEADER_TEXT_BOXES, boxes + lengths.text_boxes)
    before = list(_margins(document, above, "header"))
    after = [
        *_story(document, None, notes, headers),
        *_story(document, None, endnotes, boxes),
        *_margins(document, above, "footer"),
    ]
    page = Page(1, Origin.WORD, (*before, *body.blocks, *after), tuple(body.pictures))
    return WordFile(page, document.judge.pages)


def extract(content: bytes) -> tuple[Page, ...]:
    """The page alone, as every extractor gives its pages. Raises what `read_doc` raises."""
    return (read_doc(content).page,)


def _margins(document: Document, above: Side, kind: str) -> Iterator[Paragraph]:
    """The headers or footers that the sections show; an empty one is that of the section before."""
    positions = plc(document.part(Part.HEADERS), 0).positions
    for number in range(_SEPARATORS, min(len(positions) - 1, _SEPARATORS + 6 * len(document.sections))):
        section, which = divmod(number - _SEPARATORS, len(_IN_SECTION))
        is_first = _IN_SECTION[which].startswith("first")
        if _IN_SECTION[which].endswith(kind) and (not is_first or document.sections[section].title_page):
            start, end = (above.start + position for position in positions[number : number + 2])
            yield from _story(document, above, start, end)


def _story(document: Document, around: Side | None, start: int, end: int) -> Iterator[Paragraph]:
    if start < end:
        yield from margin(Walker(document, around).story(start, end, _WHOLE))
