"""Word documents: `read_word` gives their page and the scans laid into it; `extract`, `embedded_pages` one each."""

from extractors.docx.extract import embedded_pages, extract, read_word
from extractors.word.content import WordFile

__all__ = ["WordFile", "embedded_pages", "extract", "read_word"]
