"""PDF: pages with usable text become `Page`; the others are drawn as pictures for recognition."""

from extractors.layer.model import PageToComplete, PageToRead
from extractors.pdf.extract import PdfPage, extract

__all__ = ["PageToComplete", "PageToRead", "PdfPage", "extract"]
