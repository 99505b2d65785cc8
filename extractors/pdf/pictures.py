"""The pictures of a PDF page, and what each looks like as it is displayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from extractors.likeness import Sheet, likeness
from extractors.page import Likeness
from extractors.pdf.lines import Frame

LOOK_DPI = 90.0
SMALLEST = 18.0
"""Points: smaller ones are ornaments."""
PAGE_SHARE = 0.25
MOST = 60
"""More pictures than this are ornaments or strips: only the largest are looked at."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture by its edges in points, y down."""

    likeness: Likeness
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle."""
        return (self.top + self.bottom) / 2


def pictures_of(
    page: Any, sheet: Any, frame: Frame, stamps: Sequence[tuple[float, float, float, float]]
) -> list[Placed]:
    """Pictures of the page of pdfplumber, and stamps and signatures, looked at as pdfium draws them (`sheet`)."""
    places = [(float(i["x0"]), float(i["top"]), float(i["x1"]), float(i["bottom"])) for i in page.images]
    places = _distinct([*places, *stamps], frame)
    if not places:
        return []
    drawn = sheet.render(scale=LOOK_DPI / 72).to_pil().convert("RGB")
    scale = drawn.width / frame.width
    found = []
    for x0, top, x1, bottom in places:
        if (x1 - x0) * (bottom - top) >= PAGE_SHARE * frame.width * frame.height:
            found.append(Placed(Likeness.PAGE, x0, top, x1, bottom))
            continue
        crop = drawn.crop((
            round((x0 - frame.x0) * scale), round((top - frame.top) * scale),
            max(round((x1 - frame.x0) * scale), round((x0 - frame.x0) * scale) + 1),
            max(round((bottom - frame.top) * scale), round((top - frame.top) * scale) + 1),
        ))  # fmt: skip
        data = BytesIO()
        crop.save(data, "PNG")
        looks = likeness(data.getvalue(), x1 - x0, bottom - top, Sheet(frame.width, frame.height))
        found.append(Placed(looks, x0, top, x1, bottom))
    return found


def _distinct(
    places: Sequence[tuple[float, float, float, float]], frame: Frame
) -> list[tuple[float, float, float, float]]:
    kept: list[tuple[float, float, float, float]] = []
    for place in sorted(places, key=lambda one: (one[0] - one[2]) * (one[3] - one[1])):
        x0, top, x1, bottom = place
        if min(x1 - x0, bottom - top) < SMALLEST or not frame.shows((x0 + x1) / 2, (top + bottom) / 2):
            continue
        if not any(max(abs(a - b) for a, b in zip(place, other, strict=True)) < 2 for other in kept):
            kept.append(place)
    return kept[:MOST]
