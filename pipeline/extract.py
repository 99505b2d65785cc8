"""From the bytes of a received file to its pages: each kind of file by the extractor registered for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from extractors.errors import CorruptFile, EmptyFile, EncryptedFile, ReadError, TooLarge, UnsupportedFile
from extractors.page import Origin, Page
from pipeline.media import (
    CSV,
    DAMAGED_OLE,
    DOC,
    DOCM,
    DOCX,
    DOTM,
    DOTX,
    EMPTY,
    ENCRYPTED,
    FLAT_OPC,
    FODT,
    HTML,
    MHTML,
    ODT,
    OWNER,
    RTF,
    TEXT,
    WORD2,
    WORD6,
    WORDML,
    WORKS,
    XLS,
    XLSM,
    XLSX,
    XLTM,
    XLTX,
)
from pipeline.settings import Options

if TYPE_CHECKING:
    from extractors.page import Pixels

EXTRACTORS = MappingProxyType(
    {
        DOCX: "pipeline.kinds:word",
        DOCM: "pipeline.kinds:word",
        DOTX: "pipeline.kinds:word",
        DOTM: "pipeline.kinds:word",
        WORDML: "pipeline.wordkinds:word_xml",
        FLAT_OPC: "pipeline.wordkinds:word_xml",
        HTML: "pipeline.wordkinds:web_page",
        MHTML: "pipeline.wordkinds:saved_page",
        TEXT: "pipeline.wordkinds:plain_text",
        DOC: "pipeline.wordkinds:word97",
        WORD6: "pipeline.wordkinds:word97",
        WORD2: "pipeline.wordkinds:old_word",
        RTF: "pipeline.wordkinds:rich_text",
        WORKS: "pipeline.wordkinds:works",
        ODT: "pipeline.wordkinds:open_document",
        FODT: "pipeline.wordkinds:flat_open_document",
        XLSX: "pipeline.kinds:workbook",
        XLSM: "pipeline.kinds:workbook",
        XLTX: "pipeline.kinds:workbook",
        XLTM: "pipeline.kinds:workbook",
        XLS: "pipeline.kinds:old_workbook",
        CSV: "pipeline.kinds:delimited",
        "application/pdf": "pipeline.kinds:pdf",
        "application/ofd": "pipeline.kinds:ofd",
        "image/jpeg": "pipeline.kinds:picture",
        "image/png": "pipeline.kinds:picture",
        "image/tiff": "pipeline.kinds:picture",
        "image/gif": "pipeline.kinds:picture",
        "image/bmp": "pipeline.kinds:picture",
        "image/webp": "pipeline.kinds:picture",
        "image/heic": "pipeline.kinds:picture",
        "image/avif": "pipeline.kinds:picture",
        "image/jp2": "pipeline.kinds:picture",
    }
)
"""Media type → "module:function" of (bytes, Options) → pages; imported only when such a file comes."""

NARROWEST = 12
"""Pixels: what is narrower holds no line of text."""


def pages_of(content: bytes, media_type: str, options: Options) -> tuple[Page, ...]:
    """The pages of a received file. Raises ReadError where it cannot be read or is of a kind that is not."""
    target = EXTRACTORS.get(media_type)
    if target is None:
        raise _refused(media_type)
    module, _, name = target.partition(":")
    extract: Callable[[bytes, Options], Iterable[Page]] = getattr(import_module(module), name)
    pages = tuple(islice(extract(content, options), options.limits.pages + 1))
    if len(pages) > options.limits.pages:
        raise TooLarge
    return pages


def _refused(media_type: str) -> ReadError:
    """Why a file of that kind is not read."""
    if media_type == ENCRYPTED:
        return EncryptedFile()
    if media_type == EMPTY:
        return EmptyFile()
    if media_type == DAMAGED_OLE:
        return CorruptFile()
    if media_type == OWNER:
        return UnsupportedFile("这是打开文档时自动生成的临时文件（名称以 ~$ 开头），不是文档本身，请报送原文件。")
    return UnsupportedFile()


def recognise(pixels: Pixels, number: int, options: Options) -> Page:
    """A page from its picture (BGR, as received), by OCR; one too narrow for a line of text holds nothing."""
    if min(pixels.shape[:2]) < NARROWEST:
        return Page(number, Origin.RECOGNISED, (), shows_ink=True)
    from extractors.ocr.engines import engine
    from extractors.scan.turn import read_either_way
    from extractors.scan.upright import upright

    return read_either_way(upright(pixels), number, engine(options.ocr, options.threads))
