"""From the bytes of a received file to its pages: each kind of file by the extractor registered for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from extractors.errors import EncryptedFile, TooLarge, UnsupportedFile
from extractors.page import Page
from pipeline.intake import DOCX
from pipeline.settings import Options

if TYPE_CHECKING:
    from extractors.page import Pixels

EXTRACTORS = MappingProxyType(
    {
        DOCX: "pipeline.kinds:word",
        "application/pdf": "pipeline.kinds:pdf",
        "image/jpeg": "pipeline.kinds:picture",
        "image/png": "pipeline.kinds:picture",
        "image/tiff": "pipeline.kinds:picture",
        "image/gif": "pipeline.kinds:picture",
        "image/bmp": "pipeline.kinds:picture",
        "image/webp": "pipeline.kinds:picture",
    }
)
"""Media type → "module:function" of (bytes, Options) → pages; imported only when such a file comes."""


def pages_of(content: bytes, media_type: str, options: Options) -> tuple[Page, ...]:
    """The pages of a received file. Raises ReadError where it cannot be read or is of a kind that is not."""
    if media_type == "application/x-encrypted-office":
        raise EncryptedFile
    target = EXTRACTORS.get(media_type)
    if target is None:
        raise UnsupportedFile
    module, _, name = target.partition(":")
    extract: Callable[[bytes, Options], Iterable[Page]] = getattr(import_module(module), name)
    pages = tuple(extract(content, options))
    if len(pages) > options.limits.pages:
        raise TooLarge
    return pages


def recognise(pixels: Pixels, number: int, options: Options) -> Page:
    """A page from its picture (BGR, as received), by OCR."""
    from extractors.ocr.engines import engine
    from extractors.scan.turn import read_either_way
    from extractors.scan.upright import upright

    return read_either_way(upright(pixels), number, engine(options.ocr, options.threads))
