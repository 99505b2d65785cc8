"""What is like Word but no .docx, one function a kind: bytes of a received file → its pages."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.page import Page
from pipeline.kinds import pages_of_word, word
from pipeline.settings import Options


def word_xml(content: bytes, options: Options) -> Iterator[Page]:
    """A Word file as one XML text: of 2003, or a whole .docx (Flat OPC)."""
    from extractors.wordxml import package_of

    yield from word(package_of(content), options)


def web_page(content: bytes, options: Options) -> Iterator[Page]:
    """An HTML file."""
    from extractors.html import read_html

    yield from pages_of_word(read_html(content), options)


def saved_page(content: bytes, options: Options) -> Iterator[Page]:
    """A web page with its pictures as one file (MHTML)."""
    from extractors.html import read_mhtml

    yield from pages_of_word(read_mhtml(content), options)


def plain_text(content: bytes, options: Options) -> Iterator[Page]:  # noqa: ARG001 - every kind is called alike
    """A text file."""
    from extractors.plaintext import extract

    yield from extract(content)


def word97(content: bytes, options: Options) -> Iterator[Page]:
    """A .doc or .wps: read as it stands; from before Word 97, by LibreOffice."""
    from extractors.doc97 import NotNative, read_doc

    try:
        found = read_doc(content)
    except NotNative:
        yield from old_word(content, options)
    else:
        yield from pages_of_word(found, options)


def old_word(content: bytes, options: Options) -> Iterator[Page]:
    """A Word file from before Word 97, by LibreOffice."""
    yield from _converted(content, ".doc", options)


def rich_text(content: bytes, options: Options) -> Iterator[Page]:
    """An RTF file, by LibreOffice; what that would lose is put in beforehand."""
    from extractors.rtf import prepared

    yield from _converted(prepared(content), ".rtf", options)


def works(content: bytes, options: Options) -> Iterator[Page]:
    """A file of Microsoft Works, by LibreOffice."""
    yield from _converted(content, ".wps", options)


def open_document(content: bytes, options: Options) -> Iterator[Page]:
    """An OpenDocument text, by LibreOffice."""
    yield from _converted(content, ".odt", options)


def flat_open_document(content: bytes, options: Options) -> Iterator[Page]:
    """An OpenDocument text as one XML file, by LibreOffice."""
    yield from _converted(content, ".fodt", options)


def _converted(content: bytes, suffix: str, options: Options) -> Iterator[Page]:
    from extractors.office import SECONDS, convert

    yield from word(convert(content, suffix, min(SECONDS, options.limits.seconds / 2)), options)
