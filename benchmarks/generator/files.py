"""Writes pictures to files, the same bytes every time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

EPOCH = time.struct_time((2021, 9, 24, 0, 0, 0, 4, 267, 0))


def _bits(image: Image.Image) -> Image.Image:
    return image.convert("1", dither=Image.Dither.NONE)


def save_png(image: Image.Image, path: Path, dpi: int, *, two_tone: bool = False, colours: int = 0) -> None:
    """A PNG; `two_tone` with one bit a pixel, else with so many colours (0 = all)."""
    if colours:
        image = image.quantize(colours, dither=Image.Dither.NONE)
    (_bits(image) if two_tone else image).save(path, dpi=(dpi, dpi), optimize=True)


def save_jpg(image: Image.Image, path: Path, dpi: int, quality: int = 80) -> None:
    """A JPEG."""
    image.save(path, dpi=(dpi, dpi), quality=quality)


def save_scan(
    images: Sequence[Image.Image], path: Path, dpi: int, *, two_tone: bool = False, quality: int = 70
) -> None:
    """A PDF of pictures, one a page, without a text layer."""
    pages = [_bits(image) if two_tone else image for image in images]
    pages[0].save(
        path,
        "PDF",
        resolution=float(dpi),
        save_all=True,
        append_images=pages[1:],
        creationDate=EPOCH,
        modDate=EPOCH,
        **({} if two_tone else {"quality": quality}),
    )
