"""OFD (GB/T 33190-2016): pages with text become `Page`; those that are pictures are given for recognition."""

from extractors.layer.model import PageToRead
from extractors.ofd.extract import OfdPage, extract

__all__ = ["OfdPage", "PageToRead", "extract"]
