"""Word documents: `read_word` gives their page and the scans laid into it; `extract`, `embedded_pages` one each."""

from extractors.docx.extract import WordFile, embedded_pages, extract, read_word

__all__ = ["WordFile", "embedded_pages", "extract", "read_word"]
