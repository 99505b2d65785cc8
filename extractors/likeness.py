"""What a picture laid into a document looks like, by its size there and a thumbnail of it.

Figures: a 二寸 photo is 3.5 × 4.9 cm, a 一寸 one 2.5 × 3.5 cm; company seals are 3.8 to 5 cm across; an ID card is
8.56 cm wide. Sizes in points (1/72 inch).
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from extractors.page import Likeness

if TYPE_CHECKING:
    from PIL import Image

CM = 72 / 2.54
MAX_PIXELS = 40_000_000
"""A picture of more is not decoded."""

_MAGIC = ((b"\x89PNG", "PNG"), (b"\xff\xd8", "JPEG"), (b"BM", "BMP"), (b"GIF8", "GIF"))
_RARE_MAGIC = ((b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"RIFF", "WEBP"))
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error, MemoryError)
_THUMBNAIL = 96
_INK = 200
"""A pixel with a channel under this is ink, else paper."""
RED_SHARE = 0.45
"""Ink is red where red leads the other channels by this share of what they lack to white, however thin it lies."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page that a picture is laid on: its size in points."""

    width: float = 595.3
    height: float = 841.9


def likeness(data: bytes, width: float, height: float, sheet: Sheet, decode: bool = True) -> Likeness:
    """What the picture looks like when shown `width` × `height` points large (0: by its pixels at 96 per inch).

    Without `decode`, its size alone must tell, and no seal is found. A picture that cannot be decoded is OTHER.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = _opened(data)
            if image is None:
                return Likeness.OTHER
            shown = (width, height) if width > 0 and height > 0 else (image.width * 0.75, image.height * 0.75)
            if _is_scan(shown, image.width * image.height, sheet):
                return Likeness.PAGE
            if not decode or image.width * image.height > MAX_PIXELS:
                return Likeness.PORTRAIT if _is_portrait_size(*shown) else Likeness.OTHER
            return _of_small(_thumbnail(image), shown)
        except (*_UNREADABLE, Image.DecompressionBombError):
            return Likeness.OTHER


def _opened(data: bytes) -> Image.Image | None:
    from PIL import Image

    for magic, kind in (*_MAGIC, *_RARE_MAGIC):
        if data.startswith(magic):
            return Image.open(BytesIO(data), formats=(kind,))
    return None


def _is_scan(shown: tuple[float, float], pixels: int, sheet: Sheet) -> bool:
    """A quarter of the page and more; or as large as the copy of a card or certificate, with pixels enough to read."""
    width, height = shown
    if pixels < 100_000:
        return False
    if width * height >= 0.25 * sheet.width * sheet.height:
        return True
    return width >= 7 * CM and height >= 4 * CM and 0.4 <= width / height <= 2.6 and pixels >= 200_000


def _is_portrait_size(width: float, height: float) -> bool:
    return 1.6 * CM <= width <= 5.4 * CM and 0.6 <= width / height <= 0.9


def _thumbnail(image: Image.Image) -> Image.Image:
    """At most 96 pixels a side, on white."""
    from PIL import Image

    image.draft("RGB", (2 * _THUMBNAIL, 2 * _THUMBNAIL))
    image.thumbnail((_THUMBNAIL, _THUMBNAIL), Image.Resampling.BOX)
    layered = image.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered).convert("RGB")


def _of_small(small: Image.Image, shown: tuple[float, float]) -> Likeness:
    width, height = shown
    pixels = list(zip(*(iter(small.tobytes()),) * 3, strict=True))
    ink = [pixel for pixel in pixels if min(pixel) < _INK]
    covered = len(ink) / len(pixels)
    sealed_size = min(shown) >= 1.2 * CM and max(shown) <= 8 * CM and 0.5 <= width / height <= 2
    if sealed_size and 0.03 <= covered <= 0.7 and _is_red(ink) and _is_bare_at_corners(small):
        return Likeness.SEAL
    if _is_portrait_size(width, height) and covered >= 0.25:
        return Likeness.PORTRAIT
    return Likeness.OTHER


def _is_red(ink: Sequence[tuple[int, ...]]) -> bool:
    """Whether the most of it is."""
    red = sum(r > 100 and r - max(g, b) >= RED_SHARE * (255 - min(g, b)) for r, g, b in ink)
    return red >= 0.6 * len(ink)


def _is_bare_at_corners(small: Image.Image) -> bool:
    from PIL import Image

    grey = small.convert("L").resize((12, 12), Image.Resampling.BOX).tobytes()
    return sum(grey[at] >= _INK for at in (0, 11, 132, 143)) >= 3
