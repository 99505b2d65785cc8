"""The text of a mail itself: whether a form was written into it, which makes it a member like an attachment."""

from __future__ import annotations

import html
import re

from extractors.forms.labels import index

LEAST_LABELS = 5
"""Different fields of a filing or a summary that a text must name; a signature names three or four at most."""
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_INLINE = re.compile(r"</?(?:span|font|b|i|u|s|o:p|strong|em|a|st1:\w+)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PIECES = re.compile(r"[\n\t|]+| {2,}|\u3000{2,}")
_READ = 400_000
"""Characters that are looked at."""


def holds_form(text: str, *, is_html: bool) -> bool:
    """Whether a mail's text has the labels of a form."""
    text = text[:_READ]
    if is_html:
        text = re.sub(r"\s+", " ", _UNSEEN.sub(" ", text))
        text = html.unescape(_TAG.sub("\n", _INLINE.sub("", text)))
    return any(len(_fields(text, sections)) >= LEAST_LABELS for sections in (("filing",), ("summary_row", "summary")))


def _fields(text: str, sections: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for section in sections:
        labels = index(section)
        for piece in _PIECES.split(text):
            hit = labels.find(piece) if len(piece) < 200 else None
            hits = [hit] if hit else [inline for _, _, inline in labels.inline(piece[:2000])]
            found.update(field for one in hits for field in one.fields[:1])
    return found


def as_file(text: str) -> bytes:
    """The text as the bytes of a file that names its encoding itself, whatever a `<meta>` in it says."""
    return text.encode("utf-8-sig", "replace")
