"""AbbreviatedData (GB/T 33190-2016, 9.3.1): the figures of a path as lines of points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, ceil, cos, degrees, hypot, pi, radians, sin, sqrt

from extractors.layer.strokes import CURVE_STEPS, Point
from extractors.ofd.geometry import number

MOST_POINTS = 20_000
"""Of one path: more is a drawing, not a form."""
ARC_STEP = 9.0
"""Degrees: arcs are followed in steps of this."""
OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass
class Figure:
    """One figure of a path, from one moving of the pen to the next; `closed` with C."""

    points: list[Point] = field(default_factory=list)
    closed: bool = False


def figures_of(data: str) -> list[Figure]:
    """The figures of a path with two points and more, in its own coordinates."""
    figures: list[Figure] = []
    count = 0
    for operator, values in _steps(data):
        if operator in "SM":
            figures.append(Figure([(values[0], values[1])]))
            continue
        if not figures:
            continue
        figure = figures[-1]
        if operator == "C":
            figure.closed = True
            figures.append(Figure(figure.points[:1]))
            continue
        added = list(_points(operator, figure.points[-1], values))
        count += len(added)
        if count > MOST_POINTS:
            break
        figure.points += added
    return [figure for figure in figures if len(figure.points) > 1]


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each operator with its numbers; what lacks some, or is unknown, ends the path."""
    words = iter(data.replace(",", " ").split())
    for word in words:
        wanted = OPERANDS.get(word)
        if wanted is None:
            return
        values = [number(value) for _, value in zip(range(wanted), words, strict=False)]
        if len(values) < wanted:
            return
        yield word, values


def _points(operator: str, start: Point, values: list[float]) -> Iterator[Point]:
    if operator == "L":
        yield values[0], values[1]
    elif operator == "A":
        yield from _arc(start, *values)
    else:
        stops = [start, *zip(values[::2], values[1::2], strict=True)]
        for step in range(1, CURVE_STEPS + 1):
            yield _on_curve(stops, step / CURVE_STEPS)


def _on_curve(stops: list[Point], t: float) -> Point:
    """A point of a Bézier curve, by halving it in the ratio t (de Casteljau)."""
    while len(stops) > 1:
        stops = [(ax + (bx - ax) * t, ay + (by - ay) * t) for (ax, ay), (bx, by) in pairwise(stops)]
    return stops[0]


def _arc(
    start: Point, rx: float, ry: float, angle: float, large: float, clockwise: float, x: float, y: float
) -> Iterator[Point]:
    """An elliptic arc from a point to another, as SVG has it (appendix B.2.4 there: centre parametrisation)."""
    rx, ry = abs(rx), abs(ry)
    if min(rx, ry) < 1e-6 or start == (x, y):
        yield x, y
        return
    turn = radians(angle % 360)
    dx, dy = (start[0] - x) / 2, (start[1] - y) / 2
    px, py = cos(turn) * dx + sin(turn) * dy, -sin(turn) * dx + cos(turn) * dy
    grow = max(1.0, hypot(px / rx, py / ry))
    rx, ry = rx * grow, ry * grow
    left = max(0.0, (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2)
    root = sqrt(left / max((rx * py) ** 2 + (ry * px) ** 2, 1e-12))
    root = -root if bool(large) == bool(clockwise) else root
    cx, cy = root * rx * py / ry, -root * ry * px / rx
    first = atan2((py - cy) / ry, (px - cx) / rx)
    sweep = atan2((-py - cy) / ry, (-px - cx) / rx) - first
    sweep += 2 * pi * ((clockwise and sweep < 0) - (not clockwise and sweep > 0))
    mx, my = (start[0] + x) / 2, (start[1] + y) / 2
    steps = max(1, ceil(abs(degrees(sweep)) / ARC_STEP))
    for step in range(1, steps + 1):
        at = first + sweep * step / steps
        ex, ey = cx + rx * cos(at), cy + ry * sin(at)
        yield mx + cos(turn) * ex - sin(turn) * ey, my + sin(turn) * ex + cos(turn) * ey
