"""Numbers, boxes and transforms of OFD (GB/T 33190-2016, 7.3 and 8.2), in millimetres until the page is left."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, isfinite

from extractors.layer.model import Rect
from extractors.layer.strokes import Point

MM = 72 / 25.4
"""Points a millimetre."""
LARGEST = 1e6
"""Numbers beyond this are errors; they count as 0."""


def number(text: str | None, default: float = 0.0) -> float:
    """A number, `default` where there is none, 0 where it is beyond all measure."""
    try:
        value = float((text or "").strip())
    except ValueError:
        return default
    return value if isfinite(value) and abs(value) <= LARGEST else 0.0


def numbers(text: str | None) -> list[float]:
    """Numbers with blanks (or, against the standard, commas) between them."""
    return [number(part) for part in (text or "").replace(",", " ").split()]


def switch(text: str | None, default: bool) -> bool:
    """An xs:boolean."""
    return default if text is None else text.strip().lower() in ("true", "1")


@dataclass(frozen=True, slots=True)
class Transform:
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> Point:
        """Where a point goes, kept within all measure."""
        across, down = self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f
        return _bounded(across), _bounded(down)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """The edges of what a rectangle becomes."""
        return edges_of([self.point(x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))])

    def after(self, first: Transform) -> Transform:
        """This one applied to what `first` gives."""
        a, b = self._turned(first.a, first.b)
        c, d = self._turned(first.c, first.d)
        e, f = self.point(first.e, first.f)
        return Transform(a, b, c, d, e, f)

    def _turned(self, x: float, y: float) -> Point:
        return _bounded(self.a * x + self.c * y), _bounded(self.b * x + self.d * y)

    @property
    def level(self) -> bool:
        """Whether what is level and upright stays so."""
        return self.a > 0 and self.d > 0 and max(abs(self.b), abs(self.c)) <= 0.02 * max(self.a, self.d)

    @property
    def slanted(self) -> bool:
        """Whether what is level becomes neither level nor upright."""
        return min(abs(self.a), abs(self.b)) > 0.05 * max(abs(self.a), abs(self.b))

    @property
    def turn(self) -> int:
        """Where what runs to the right goes, in quarter turns clockwise: 0 right, 1 down, 2 left, 3 up."""
        if abs(self.a) >= abs(self.b):
            return 0 if self.a >= 0 else 2
        return 1 if self.b > 0 else 3

    @property
    def scale(self) -> float:
        """How much higher things become."""
        return hypot(self.c, self.d)


def matrix(text: str | None) -> Transform:
    """A CTM; without six numbers, the one that changes nothing."""
    values = numbers(text)
    return Transform(*values) if len(values) == 6 else Transform()


def placed(ctm: str | None, boundary: str | None, outer: Transform) -> Transform:
    """From the coordinates of an object to those around it: its CTM, then the corner of its boundary."""
    corner = numbers(boundary)[:2]
    x, y = corner if len(corner) == 2 else (0.0, 0.0)
    return outer.after(Transform(e=x, f=y)).after(matrix(ctm))


def turned_back(turn: int, width: float, height: float) -> Transform:
    """From a page of that size, turned by so many quarter turns clockwise, to the page upright."""
    return (
        Transform(),
        Transform(0, -1, 1, 0, 0, width),
        Transform(-1, 0, 0, -1, width, height),
        Transform(0, 1, -1, 0, height, 0),
    )[turn]


def rect(text: str | None) -> Rect | None:
    """A box given as x, y, width, height; None where it is none."""
    values = numbers(text)
    if len(values) != 4 or min(values[2:]) <= 0:
        return None
    x, y, width, height = values
    return x, y, x + width, y + height


def edges_of(points: list[Point]) -> Rect:
    """The edges of points."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _bounded(value: float) -> float:
    return value if isfinite(value) and abs(value) <= LARGEST else 0.0
