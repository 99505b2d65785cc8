"""What stands in a Word file (.docx, .docm, .dotx; Transitional and Strict): one `Page` for the whole document."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.docx.names import Element, R, W
from extractors.docx.package import Package, Relation, document_root
from extractors.docx.styles import Styles
from extractors.docx.walk import Document, Walker
from extractors.errors import UnsafeFile
from extractors.likeness import Sheet
from extractors.page import Origin, Page, Paragraph, Place
from extractors.word.content import Content, WordFile, margin
from extractors.word.judge import Judge

_WHOLE = Place(1)
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_word(data: bytes, *, chunks: bool = True) -> WordFile:
    """The page (headers, body in reading order, notes, footers) and the scans pasted into it.

    `chunks`: with the documents embedded in it. Raises EmptyFile, CorruptFile, EncryptedFile (the archive's own
    encryption), TooLarge, UnsafeFile.
    """
    try:
        body, before, after, judge = _read(data, chunks)
    except RecursionError as error:
        raise UnsafeFile from error
    page = Page(1, Origin.WORD, (*before, *body.blocks, *after), tuple(body.pictures))
    return WordFile(page, judge.pages)


def extract(data: bytes) -> tuple[Page, ...]:
    """The page alone, as every extractor gives its pages. Raises what `read_word` raises."""
    return (read_word(data).page,)


def embedded_pages(data: bytes) -> tuple[bytes, ...]:
    """The scans alone. Raises what `read_word` raises."""
    return read_word(data).pasted


def _read(data: bytes, chunks: bool) -> tuple[Content, list[Paragraph], list[Paragraph], Judge]:
    package = Package(data)
    root = document_root(package)
    relations = package.relations(package.main)
    styles = next((one.target for one in relations.values() if one.kind == "styles"), None)
    judge = Judge(_sheet(root))
    document = Document(package, Styles(package.lenient_xml(styles)), judge, chunks)
    body = Walker(document, relations).story(root.find(W + "body"), _WHOLE)
    headers = _margins(document, _references(root, relations, "header"))
    notes = _margins(document, [one.target for one in relations.values() if one.kind in ("footnotes", "endnotes")])
    footers = _margins(document, _references(root, relations, "footer"))
    return body, headers, [*notes, *footers], judge


def _sheet(root: Element) -> Sheet:
    for size in root.iter(W + "pgSz"):
        width, height = _points(size.get(W + "w")), _points(size.get(W + "h"))
        if width > 0 and height > 0:
            return Sheet(width, height)
    return Sheet()


def _points(length: str | None) -> float:
    """A length in points, from twentieths of a point (Transitional) or `595.3pt` (Strict); 0 where it is none."""
    try:
        return float(length[:-2]) if length and length.endswith("pt") else float(length or 0) / 20
    except ValueError:
        return 0.0


def _references(root: Element, relations: dict[str, Relation], kind: str) -> list[str]:
    """The headers or footers that the sections show, each once."""
    names: dict[str, None] = {}
    for section in root.iter(W + "sectPr"):
        for reference in section.iterfind(f"{W}{kind}Reference"):
            first_only = reference.get(W + "type") == "first" and section.find(W + "titlePg") is None
            relation = relations.get(reference.get(R + "id", ""))
            if relation is not None and not first_only:
                names[relation.target] = None
    return list(names)


def _margins(document: Document, names: list[str]) -> list[Paragraph]:
    """The text of these parts, tables in them row by row."""
    found: list[Paragraph] = []
    for name in names:
        root = document.package.lenient_xml(name)
        if root is None:
            continue
        walker = Walker(document, document.package.relations(name))
        for story in _stories(root):
            found += margin(walker.story(story, _WHOLE))
    return found


def _stories(root: Element) -> Iterator[Element]:
    if root.tag in (W + "hdr", W + "ftr"):
        yield root
        return
    for note in root:
        if isinstance(note.tag, str) and note.get(W + "type") not in _SEPARATORS:
            yield note
