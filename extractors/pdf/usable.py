"""Whether the text layer of a page can be trusted to be what one sees on the page."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

from extractors.glyphs import symbol_font

FEW = 12
"""Characters fewer than this beside pictures or outlines are no text layer."""
LARGE_PICTURE = 0.6
SOME_PICTURE = 0.25
OUTLINES = 300
"""Curves more than this without text: characters turned into outlines."""
MUCH_GARBAGE = 0.05
SIGNS = frozenset("!\"#$%&'()*+,/:;<=>?@’")
MANY_SIGNS = 0.4
"""Signs of ASCII more than this: codes of a font that were taken for characters."""
RARE = 0.3
"""Of Chinese characters more than this outside of the common ones: codes that were mapped wrongly."""

_READABLE = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x370, 0x3FF), (0xF00, 0xFFF), (0x2000, 0x27BF), (0x2900, 0x2BFF), (0x2E80, 0x33FF),
    (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


class Doubt(Enum):
    """Why a text layer is not taken."""

    NONE = auto()
    NO_TEXT = auto()
    GARBAGE = auto()
    BEHIND_PICTURE = auto()
    SIDEWAYS = auto()


def doubt_of(page: Any, hidden: int) -> Doubt:
    """The reason not to take the text of the page (pdfplumber's), besides which `hidden` characters are not drawn."""
    chars = [char for char in page.chars if char["text"].strip()]
    largest = _largest_picture(page)
    if len(chars) < FEW:
        if largest > SOME_PICTURE or len(page.curves) > OUTLINES or hidden > FEW:
            return Doubt.NO_TEXT
        if not chars:
            return Doubt.NONE
    if largest > LARGE_PICTURE:
        return Doubt.BEHIND_PICTURE
    if sum(_is_garbage(char) for char in chars) > MUCH_GARBAGE * len(chars):
        return Doubt.GARBAGE
    if _is_mapped_wrongly("".join(char["text"] for char in chars)):
        return Doubt.GARBAGE
    if sum(not char["upright"] for char in chars) > 0.5 * len(chars):
        return Doubt.SIDEWAYS
    if largest > SOME_PICTURE and hidden > len(chars):
        return Doubt.BEHIND_PICTURE
    return Doubt.NONE


def _largest_picture(page: Any) -> float:
    """The share of the page under its largest picture; strips of one scan count together."""
    x0, top, x1, bottom = page.cropbox
    area = max((x1 - x0) * (bottom - top), 1.0)
    shares = [0.0]
    for image in page.images:
        width = max(0.0, min(image["x1"], x1) - max(image["x0"], x0))
        height = max(0.0, min(image["bottom"], bottom) - max(image["top"], top))
        shares.append(width * height / area)
    strips = sum(share for share in shares if share > 0.01)
    return max(max(shares), min(strips, 1.0))


def _is_mapped_wrongly(text: str) -> bool:
    if sum(char in SIGNS for char in text) > MANY_SIGNS * len(text):
        return True
    chinese = [char for char in text if "\u3400" <= char <= "\u9fff"]
    rare = sum(not any(char.encode(code, "ignore") for code in ("gb2312", "big5")) for char in chinese)
    return len(chinese) >= FEW and rare > RARE * len(chinese)


def _is_garbage(char: Any) -> bool:
    text = char["text"]
    if text.startswith("(cid:"):
        return True
    if symbol_font(char.get("fontname") or ""):
        return False
    return any(not any(low <= ord(one) <= high for low, high in _READABLE) for one in text)
