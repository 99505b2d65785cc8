"""Word 97 to 2003 files (.doc, .dot, .wps): `read_doc` gives their page and the scans laid into it."""

from extractors.doc97.extract import extract, read_doc
from extractors.doc97.fib import NotNative
from extractors.word.content import WordFile

__all__ = ["NotNative", "WordFile", "extract", "read_doc"]
