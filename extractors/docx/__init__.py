"""Word documents: `extract` gives their page, `embedded_pages` the scans that are laid into them."""

from extractors.docx.extract import embedded_pages, extract

__all__ = ["embedded_pages", "extract"]
