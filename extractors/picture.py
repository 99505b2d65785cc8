"""Picture files to pixels, upright as EXIF says: JPG, PNG, TIFF (all pages), BMP, WebP, GIF, HEIC, AVIF, JPEG 2000."""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.errors import CorruptFile, EmptyFile, TooLarge, UnsafeFile, UnsupportedFile

if TYPE_CHECKING:
    from PIL import Image

    from extractors.page import Pixels

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF", "AVIF", "JPEG2000", "HEIF")
MOST_PIXELS = 120_000_000
"""Of one page: A3 at 600 dpi is 70 million."""
MOST_PAGES = 300
BOMB_RATIO = 20_000
"""Pixels for each byte of the file: blank fax pages stay below, bombs do not."""
DARKEST_PAPER = 0.25
"""Two-tone and four-colour pages brighter than this (0 black, 1 white) are no negatives."""
RESOLUTIONS = (50.0, 1300.0)
UNEQUAL = (1.15, 3.0)
"""The finer over the coarser resolution of fax pages whose pixels are no squares."""
LOST_ROWS = 16
"""So many rows of the grey that decoders put in for lost data at the foot of a JPEG show that it was cut off."""

_SUBFILE_TYPE, _X_RESOLUTION, _Y_RESOLUTION = 254, 282, 283
_REDUCED_OR_MASK = 0b101


def load(data: bytes, most_pixels: int = MOST_PIXELS, most_pages: int = MOST_PAGES) -> Iterator[Pixels]:
    """The pages of a picture file in BGR, one by one; what is transparent shows white, of a film the first picture.

    Raises EmptyFile, UnsupportedFile (no picture of these kinds), CorruptFile (also: cut off), TooLarge (more than
    `most_pixels` on a page or `most_pages`) or UnsafeFile (pixels beyond all proportion to the bytes).
    """
    from PIL import Image, UnidentifiedImageError

    if not data:
        raise EmptyFile
    _prepare(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_formats(data)) as image:
                yield from _pages(image, len(data), most_pixels, most_pages)
        except UnidentifiedImageError as error:
            raise (CorruptFile() if _starts_like_a_picture(data) else UnsupportedFile()) from error
        except Image.DecompressionBombError as error:
            raise UnsafeFile from error
        except MemoryError as error:
            raise TooLarge from error
        except (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError) as error:
            raise CorruptFile from error
        except (RuntimeError, AttributeError, AssertionError) as error:
            raise CorruptFile from error


def _prepare(data: bytes) -> None:
    if _is_heif(data):
        import pillow_heif

        pillow_heif.register_heif_opener()


def _is_heif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and b"avi" not in data[8:12]


def _formats(data: bytes) -> tuple[str, ...]:
    return FORMATS if _is_heif(data) else FORMATS[:-1]


def _pages(image: Image.Image, size: int, most_pixels: int, most_pages: int) -> Iterator[Pixels]:
    count = min(getattr(image, "n_frames", 1), most_pages + 1) if image.format == "TIFF" else 1
    if count > most_pages:
        raise TooLarge
    total = 0
    for number in range(count):
        if count > 1:
            image.seek(number)
            if int(_tag(image, _SUBFILE_TYPE)) & _REDUCED_OR_MASK:
                continue
        pixels = image.width * image.height
        total += pixels
        if pixels > most_pixels:
            raise TooLarge
        if total > BOMB_RATIO * size:
            raise UnsafeFile
        page = _page(image)
        if image.format in ("JPEG", "MPO") and _is_cut_off(page):
            raise CorruptFile
        yield page


def _page(image: Image.Image) -> Pixels:
    import numpy as np
    from PIL import Image

    squeezed = _unequal(image)
    may_be_negative = image.mode in ("1", "CMYK")
    image.load()
    upright = _turned(_with_squares(image, squeezed))
    if upright.mode.startswith(("I", "F")):
        upright = Image.fromarray(_eight_bits(np.asarray(upright, np.float64)))
    if upright.mode == "LAB":
        upright = upright.getchannel(0)
    if upright.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        upright = Image.alpha_composite(white, clear)
    pixels = np.ascontiguousarray(np.asarray(upright.convert("RGB"), np.uint8)[..., ::-1])
    return 255 - pixels if may_be_negative and pixels.mean() < 255 * DARKEST_PAPER else pixels


def _turned(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says; as it is where the EXIF makes no sense."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, struct.error):
        return image


def _unequal(image: Image.Image) -> float:
    """How many times finer a fax page is across than down; 1 where its pixels are squares or nobody says."""
    across, down = _tag(image, _X_RESOLUTION), _tag(image, _Y_RESOLUTION)
    if not all(RESOLUTIONS[0] <= value <= RESOLUTIONS[1] for value in (across, down)):
        return 1.0
    ratio = across / down
    return ratio if UNEQUAL[0] <= max(ratio, 1 / ratio) <= UNEQUAL[1] else 1.0


def _tag(image: Image.Image, number: int) -> float:
    """A number in the tags of a TIFF page; 0 where there is none."""
    value = getattr(image, "tag_v2", {}).get(number, 0) if image.format == "TIFF" else 0
    try:
        return float(value[0] if isinstance(value, tuple) else value)
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        return 0.0


def _with_squares(image: Image.Image, ratio: float) -> Image.Image:
    """The page stretched so that its pixels are squares."""
    from PIL import Image

    if ratio == 1:
        return image
    width, height = image.width * max(1.0, 1 / ratio), image.height * max(1.0, ratio)
    grey = image.convert("L") if image.mode == "1" else image
    return grey.resize((round(width), round(height)), Image.Resampling.BILINEAR)


def _eight_bits(levels: Pixels) -> Pixels:
    """Grey of any depth as 0 to 255: of fractions 1 is white, of whole numbers the most that their bits can hold."""
    import numpy as np

    levels = np.nan_to_num(levels, posinf=0.0, neginf=0.0)
    top = float(levels.max(initial=0.0))
    bits = 8 if top <= 255 else max(10, math.ceil(math.log2(top + 1)))
    full = 1.0 if top <= 1 else 2.0**bits - 1
    return np.asarray(np.clip(levels, 0, full) * (255 / full), np.uint8)


def _is_cut_off(pixels: Pixels) -> bool:
    foot = pixels[-LOST_ROWS:].astype(int)
    return pixels.shape[0] > 2 * LOST_ROWS and int(abs(foot - 128).max()) <= 1 and pixels.std() > 1


def _starts_like_a_picture(data: bytes) -> bool:
    heads = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"BM", b"GIF8", b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")
    return (
        data.startswith(heads)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:12] in (b"ftypavif", b"ftypavis")
        or _is_heif(data)
    )
