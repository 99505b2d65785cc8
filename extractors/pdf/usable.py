"""Whether the text layer of a page can be trusted to be what one sees on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from statistics import median
from typing import Any

from extractors.glyphs import is_readable

FEW = 12
"""Characters fewer than this beside pictures or outlines are no text layer."""
LARGE_PICTURE = 0.6
SOME_PICTURE = 0.25
OUTLINES = 300
"""Curves more than this without text: characters turned into outlines."""
MUCH_GARBAGE = 0.05
SIZES = (3.0, 45.0)
"""Points: on a page whose characters are mostly smaller or larger, a point is no point."""
SIGNS = frozenset("!\"#$%&'()*+,/:;<=>?@’")
MANY_SIGNS = 0.4
"""Signs of ASCII more than this: codes of a font that were taken for characters."""
RARE = 0.3
"""Of Chinese characters more than this outside of the common ones: codes that were mapped wrongly."""


class Doubt(Enum):
    """Why a text layer is not taken."""

    NONE = auto()
    NO_TEXT = auto()
    GARBAGE = auto()
    BEHIND_PICTURE = auto()
    STRANGE_SIZE = auto()


def doubt_of(page: Any, hidden: int) -> Doubt:
    """The reason not to take the text of the page (pdfplumber's), besides which `hidden` characters are not drawn."""
    chars = [char for char in page.chars if char["text"].strip()]
    largest = _largest_picture(page)
    if len(chars) < FEW:
        if largest > SOME_PICTURE or len(page.curves) > OUTLINES or hidden > FEW:
            return Doubt.NO_TEXT
        if not chars:
            return Doubt.NONE
    if not SIZES[0] <= median(float(char["size"]) for char in chars) <= SIZES[1]:
        return Doubt.STRANGE_SIZE
    if largest > LARGE_PICTURE:
        return Doubt.BEHIND_PICTURE
    if _is_garbled(chars):
        return Doubt.GARBAGE
    if _is_mapped_wrongly("".join(char["text"] for char in chars)):
        return Doubt.GARBAGE
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


def _is_garbled(chars: Sequence[Any]) -> bool:
    """Whether many of the characters are codes without a meaning; where there are few, their places will be read."""
    bad = sum(not is_readable(char["text"], char.get("fontname") or "") for char in chars)
    return bad > MUCH_GARBAGE * len(chars)


def turn_of(page: Any) -> int:
    """By how many quarter turns clockwise a page must be turned for most of its text to be level; 0 if unclear."""
    turns = Counter(_turn(char["matrix"]) for char in page.chars if char["text"].strip())
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    return turn if count > 0.5 * turns.total() else 0


def _turn(matrix: Sequence[float]) -> int:
    across, up = float(matrix[0]), float(matrix[1])
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 2
    return 1 if up > 0 else 3
