"""Text out of bytes whose encoding nobody wrote down, or wrote down wrong."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
"""What is labelled with the small set is written with the large one."""
_DECLARED = re.compile(
    rb"""<(?:meta\b|\?xml\b)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED_WITHIN = 4096
_MOST_LOST = 0.02
"""Share of characters that may be beyond decoding in what is still a text: a few bytes damaged on the way."""


def decode(content: bytes, label: str = "") -> str | None:
    """The text, without its byte order mark; None where these bytes are none in any encoding in use here.

    A byte order mark decides; then UTF-8 if it is that throughout; then the encoding named by `label` (a MIME header)
    or in the text itself (`<meta charset>`, `<?xml encoding>`); then GB 18030 (which holds GBK and GB 2312) and Big5.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _clean(content[len(mark) :].decode(name, "replace"))
    wide = _wide(content)
    if wide:
        return _clean(content.decode(wide, "replace"))
    names = ["utf-8", *_named(label), *declared(content), "gb18030", "big5"]
    for name in names:
        text = _strictly(content, name)
        if text is not None:
            return _clean(text)
    for name in (*_named(label), *declared(content), "utf-8", "gb18030"):
        text = _clean(content.decode(name, "replace"))
        if text is not None and text.count("\ufffd") <= _MOST_LOST * len(text):
            return text
    return None


def declared(content: bytes) -> tuple[str, ...]:
    """The encoding that a `<meta>` or `<?xml?>` near the beginning names, if Python knows it."""
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    return _named(found.group(1).decode("ascii", "replace")) if found else ()


def _named(label: str) -> tuple[str, ...]:
    name = _ALIASES.get(label.strip().lower(), label.strip().lower())
    if not name or name.startswith(("utf-16", "utf-32", "unicode")):
        return ()
    try:
        text_codec = codecs.lookup(name)
        b"".decode(text_codec.name)
    except LookupError:
        return ()
    return (text_codec.name,)


def _strictly(content: bytes, name: str) -> str | None:
    """The text in that encoding, but for a character cut off at the end; None where other bytes are wrong."""
    try:
        return codecs.getincrementaldecoder(name)().decode(content)
    except (UnicodeDecodeError, ValueError):
        return None


def _wide(content: bytes) -> str:
    """The UTF-16 that a text without byte order mark is in, by where the zeros of its ASCII stand; "" for none."""
    head = content[:2048]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _clean(text: str) -> str | None:
    """The text, None where its control characters show that it is none."""
    return None if _CONTROL.search(text[:_DECLARED_WITHIN]) else text
