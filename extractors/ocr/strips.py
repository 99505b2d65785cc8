"""From crops to the batches of equal strips that the recogniser's network takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from extractors.page import Pixels

    Floats = npt.NDArray[np.float32]

HEIGHT = 48
NARROWEST, WIDEST = 64, 2048
STEPS = ((320, 32), (1024, 64), (WIDEST, 128))
"""Up to the first number of pixels strips are as wide as a multiple of the second: a runtime prepares itself anew
for each shape of input, which costs more than the padding, so that few shapes may occur."""
SQUEEZED = 1.05
"""A crop at most this much wider than a strip is narrowed to fit in."""
TOGETHER = 4
"""So many strips make a batch where there are as many, else each goes alone; wider ones gain nothing from company."""
ALONE_FROM = 320


@dataclass(frozen=True, slots=True)
class Batch:
    """Strips of one width. `crops`: which crop each shows; `shares`: the part of the strip that it fills."""

    tensor: Floats
    crops: tuple[int, ...]
    shares: tuple[float, ...]


def batches(crops: Sequence[Pixels]) -> Iterator[Batch]:
    """The crops scaled to 48 pixels of height, those of like width together, filled up with the crop's background."""
    by_width: dict[int, list[int]] = {}
    for index, crop in enumerate(crops):
        if crop.shape[0] > 0 and crop.shape[1] > 0:
            by_width.setdefault(_strip_width(_width(crop)), []).append(index)
    for width in sorted(by_width):
        yield from (_batch(crops, members, width) for members in _companies(by_width[width], width))


def _companies(members: Sequence[int], width: int) -> Iterator[Sequence[int]]:
    whole = 0 if width > ALONE_FROM else len(members) - len(members) % TOGETHER
    for first in range(0, whole, TOGETHER):
        yield members[first : first + TOGETHER]
    for member in members[whole:]:
        yield [member]


def _width(crop: Pixels) -> int:
    """How wide the crop is when it is 48 pixels high."""
    return int(max(1, min(WIDEST, round(crop.shape[1] * HEIGHT / crop.shape[0]))))


@cache
def _widths() -> tuple[int, ...]:
    """How wide strips may be, in pixels."""
    widths = [NARROWEST]
    for most, step in STEPS:
        widths += range(widths[-1] + step, most + 1, step)
    return tuple(widths)


def _strip_width(width: int) -> int:
    return next(strip for strip in _widths() if width <= SQUEEZED * strip)


def _batch(crops: Sequence[Pixels], members: Sequence[int], width: int) -> Batch:
    import cv2
    import numpy as np

    tensor = np.empty((len(members), 3, HEIGHT, width), np.float32)
    shares = []
    for slot, index in enumerate(members):
        crop = crops[index]
        own = min(width, _width(crop))
        shrinks = crop.shape[0] > HEIGHT
        strip = cv2.resize(crop, (own, HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
        if own < width:
            background = tuple(int(v) for v in np.median(strip[:, -4:].reshape(-1, 3), axis=0))
            strip = cv2.copyMakeBorder(strip, 0, 0, 0, width - own, cv2.BORDER_CONSTANT, value=background)
        tensor[slot] = strip.transpose(2, 0, 1)
        shares.append(own / width)
    tensor *= 2 / 255
    tensor -= 1
    return Batch(tensor, tuple(members), tuple(shares))
