"""The pictures of an OFD page: what each looks like, and the page drawn from them where they are all there is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.errors import CorruptFile, EmptyFile, ReadError, TooLarge, UnsupportedFile
from extractors.layer.model import Layer, PageToRead, Placed, Rect
from extractors.likeness import CM, Sheet, likeness
from extractors.ofd.content import Image
from extractors.ofd.package import Package
from extractors.page import Likeness
from extractors.picture import load

if TYPE_CHECKING:
    from extractors.page import Pixels

SMALLEST = 18.0
"""Points: smaller ones are ornaments."""
MOST = 60
PAGE_SHARE = 0.25
LOOK_DPI = 90.0
COARSEST_DPI, FINEST_DPI = 100.0, 250.0
LOWEST_DPI = 50.0
MAX_PIXELS = 40_000_000
SAME_SEAL = 12.0
"""Points: a picture whose edges differ by less from those of a known seal is that seal."""


def pictures_of(
    images: Sequence[Image], stamps: Sequence[Placed], package: Package, layer: Layer, rings: Sequence[Rect]
) -> list[Placed]:
    """The pictures of a page looked at, with the stamps of its signatures and the seals drawn as lines (`rings`)."""
    x0, top, x1, bottom = layer.frame
    sheet = Sheet(x1 - x0, bottom - top)
    found = [*stamps, *(Placed(Likeness.SEAL, *ring) for ring in rings)]
    known = [(one.x0, one.top, one.x1, one.bottom) for one in found]
    for image in sorted(images, key=lambda one: -_area(one.box))[:MOST]:
        left, high, right, low = image.box
        if min(right - left, low - high) < SMALLEST or any(_same(image.box, one) for one in known):
            continue
        if _area(image.box) >= PAGE_SHARE * _area(layer.frame):
            found.append(Placed(Likeness.PAGE, *image.box))
        else:
            found.append(_looked_at(image, package, sheet))
        known.append(image.box)
    return found


def _looked_at(image: Image, package: Package, sheet: Sheet) -> Placed:
    """The picture by itself; one large enough to hold a seal is searched for it."""
    left, high, right, low = image.box
    width, height = right - left, low - high
    try:
        looks = likeness(package.blob(image.media), width, height, sheet)
    except ReadError:
        looks = Likeness.OTHER
    if looks is not Likeness.OTHER or max(width, height) < 3 * CM:
        return Placed(looks, *image.box)
    seal = _seal_in(image, package)
    return Placed(Likeness.SEAL, *seal) if seal else Placed(looks, *image.box)


def _seal_in(image: Image, package: Package) -> Rect | None:
    """Where a seal lies within a picture."""
    from extractors.scan.seal import find_seals

    left, high, right, low = image.box
    drawn = _drawn((image,), package, image.box, LOOK_DPI)
    seal = next(iter(find_seals(drawn, LOOK_DPI)), None) if drawn is not None else None
    if seal is None:
        return None
    scale = 72 / LOOK_DPI
    x0, y0, x1, y1 = (float(edge) * scale for edge in seal.rect)
    return left + x0, high + y0, min(left + x1, right), min(high + y1, low)


def drawn_page(images: Sequence[Image], package: Package, layer: Layer, number: int) -> PageToRead | None:
    """The page with its pictures alone, None where none can be decoded. Raises TooLarge."""
    dpi = min(_own_dpi(images, package), 72.0 * math.sqrt(MAX_PIXELS / max(_area(layer.frame), 1.0)))
    if dpi < LOWEST_DPI:
        raise TooLarge
    pixels = _drawn(images, package, layer.frame, dpi)
    return None if pixels is None else PageToRead(number, pixels, dpi)


def _own_dpi(images: Sequence[Image], package: Package) -> float:
    """The resolution of the largest picture, within reason."""
    largest = max(images, key=lambda one: _area(one.box))
    pixels = decoded(package, largest.media)
    if pixels is None:
        return COARSEST_DPI
    own = 72.0 * math.sqrt(pixels.shape[0] * pixels.shape[1] / max(_area(largest.box), 1.0))
    return min(max(own, COARSEST_DPI), FINEST_DPI)


def _drawn(images: Sequence[Image], package: Package, frame: Rect, dpi: float) -> Pixels | None:
    """Pictures laid on white paper in their order, None where none of them can be decoded."""
    import cv2
    import numpy as np

    scale = dpi / 72
    width = max(1, round((frame[2] - frame[0]) * scale))
    height = max(1, round((frame[3] - frame[1]) * scale))
    paper = np.full((height, width, 3), 255, np.uint8)
    seen = False
    for image in images:
        pixels = decoded(package, image.media)
        if pixels is None:
            continue
        seen = True
        move, (high, wide) = image.transform, pixels.shape[:2]
        matrix = np.array([
            [move.a * scale / wide, move.c * scale / high, (move.e - frame[0]) * scale],
            [move.b * scale / wide, move.d * scale / high, (move.f - frame[1]) * scale],
        ])  # fmt: skip
        shrinks = abs(np.linalg.det(matrix[:, :2])) < 0.5
        if shrinks:
            small = max(1, round(wide * np.hypot(*matrix[:, 0]))), max(1, round(high * np.hypot(*matrix[:, 1])))
            pixels = np.asarray(cv2.resize(pixels, small, interpolation=cv2.INTER_AREA), np.uint8)
            matrix[:, 0] *= wide / small[0]
            matrix[:, 1] *= high / small[1]
        cv2.warpAffine(
            pixels, matrix, (width, height), dst=paper, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
        )
    return paper if seen else None


def decoded(package: Package, media: str) -> Pixels | None:
    """The pixels of a picture (BGR), None where it is damaged or of an unknown kind. Raises TooLarge, UnsafeFile."""
    try:
        return next(iter(load(package.blob(media))), None)
    except (CorruptFile, EmptyFile, UnsupportedFile):
        return None


def _area(box: Rect) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _same(one: Rect, other: Rect) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < SAME_SEAL
