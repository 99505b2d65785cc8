"""PDF: pages with usable text become `Page`; the others are drawn as pictures for recognition."""

from extractors.pdf.extract import PageToRead, PdfPage, extract

__all__ = ["PageToRead", "PdfPage", "extract"]
