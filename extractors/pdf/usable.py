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
MUCH_GARBAGE = 0.12
INVISIBLE = 3
"""Rendering mode of text that is not drawn."""

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


def doubt_of(page: Any, sheet: Any) -> Doubt:
    """The reason not to take the text of the page (pdfplumber's), `sheet` being pdfium's."""
    chars = [char for char in page.chars if char["text"].strip()]
    largest = _largest_picture(page)
    if len(chars) < FEW:
        if largest > SOME_PICTURE or len(page.curves) > OUTLINES:
            return Doubt.NO_TEXT
        if not chars:
            return Doubt.NONE
    if largest > LARGE_PICTURE:
        return Doubt.BEHIND_PICTURE
    if sum(_is_garbage(char) for char in chars) > MUCH_GARBAGE * len(chars):
        return Doubt.GARBAGE
    if sum(not char["upright"] for char in chars) > 0.5 * len(chars):
        return Doubt.SIDEWAYS
    if largest > SOME_PICTURE and _is_invisible(sheet):
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


def _is_garbage(char: Any) -> bool:
    text = char["text"]
    if text.startswith("(cid:"):
        return True
    if symbol_font(char.get("fontname") or ""):
        return False
    return any(not any(low <= ord(one) <= high for low, high in _READABLE) for one in text)


def _is_invisible(sheet: Any) -> bool:
    """Whether most of the text is not drawn: that of a scanning program under its picture."""
    import pypdfium2.raw as raw

    seen = hidden = 0
    for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
        if raw.FPDFTextObj_GetTextRenderMode(thing.raw) == INVISIBLE:
            hidden += 1
        else:
            seen += 1
    return hidden > seen
