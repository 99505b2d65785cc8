"""Picture files to pixels: JPG, PNG, TIFF (all its pages), BMP, WebP, GIF, upright as their EXIF says."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from extractors.errors import CorruptFile, EmptyFile, TooLarge, UnsafeFile, UnsupportedFile

if TYPE_CHECKING:
    from PIL import Image

    from extractors.page import Pixels

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF")
MOST_PIXELS = 120_000_000
"""Of one page: A3 at 600 dpi is 70 million."""
MOST_PAGES = 200
BOMB_RATIO = 20_000
"""Pixels for each byte of the file: blank fax pages stay below, bombs do not."""


def load(data: bytes) -> list[Pixels]:
    """The pages of a picture file in BGR; what is transparent shows white.

    Raises EmptyFile, UnsupportedFile (no picture of these kinds), CorruptFile, TooLarge or UnsafeFile.
    """
    from PIL import Image, UnidentifiedImageError

    if not data:
        raise EmptyFile()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _pages(image, len(data))
        except UnidentifiedImageError as error:
            raise (CorruptFile() if _starts_like_a_picture(data) else UnsupportedFile()) from error
        except Image.DecompressionBombError as error:
            raise UnsafeFile() from error
        except MemoryError as error:
            raise TooLarge() from error
        except (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, ArithmeticError) as error:
            raise CorruptFile() from error


def _pages(image: Image.Image, size: int) -> list[Pixels]:
    count = min(getattr(image, "n_frames", 1), MOST_PAGES + 1) if image.format == "TIFF" else 1
    if count > MOST_PAGES:
        raise TooLarge()
    pages = []
    total = 0
    for number in range(count):
        image.seek(number)
        pixels = image.width * image.height
        total += pixels
        if pixels > MOST_PIXELS:
            raise TooLarge()
        if total > BOMB_RATIO * size:
            raise UnsafeFile()
        pages.append(_page(image))
    return pages


def _page(image: Image.Image) -> Pixels:
    import numpy as np
    from PIL import Image, ImageOps

    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith(("I", "F")):
        upright = Image.fromarray(_eight_bits(np.asarray(upright, np.float64)))
    if upright.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        upright = Image.alpha_composite(white, clear)
    return np.ascontiguousarray(np.asarray(upright.convert("RGB"), np.uint8)[..., ::-1])


def _eight_bits(levels: Pixels) -> Pixels:
    """16-bit and floating-point grey, spread over 0 to 255."""
    import numpy as np

    top = float(np.nanmax(levels, initial=0.0))
    full = 1.0 if top <= 1 else 255.0 if top <= 255 else max(65535.0, top)
    return np.asarray(np.nan_to_num(np.clip(levels, 0, full) * (255 / full)), np.uint8)


def _starts_like_a_picture(data: bytes) -> bool:
    heads = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"BM", b"GIF8")
    return data.startswith(heads) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
