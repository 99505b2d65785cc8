"""Web pages: what Word, WPS and browsers save as HTML, or with its pictures as one MHTML file."""

from extractors.html.source import read_html, read_mhtml

__all__ = ["read_html", "read_mhtml"]
