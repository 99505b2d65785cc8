"""Paths painted on a page as lines of points, and what their form tells: rings, ticks, straight strokes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, ceil, dist, hypot, pi
from typing import Any

Point = tuple[float, float]
Colour = tuple[float, ...]
"""Grey, RGB or CMYK from 0 to 1; empty where it is a pattern or unknown."""

STEP = 1.5
"""Points: a path is followed in steps of about this."""
MOST_STEPS = 60
CURVE_STEPS = 10
DIRECTIONS = 12
DARK = 0.65
"""Brightness (0 black, 1 white) under which a filling is ink, not a tint of the paper."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A painted path: points along it (y down), its edges, whether it is `filled` dark, `closed`, and `red`."""

    points: tuple[Point, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool = False
    closed: bool = False
    red: bool = False

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """From its left to its right edge."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From its top to its bottom."""
        return self.bottom - self.top


def stroke_of(corners: Sequence[Point], *, filled: bool = False, closed: bool = False, red: bool = False) -> Stroke:
    """A stroke through these points, in straight pieces."""
    points = [corners[0]]
    for (ax, ay), (bx, by) in pairwise(corners):
        steps = max(1, min(MOST_STEPS, ceil(hypot(bx - ax, by - ay) / STEP)))
        points += [(ax + (bx - ax) * k / steps, ay + (by - ay) * k / steps) for k in range(1, steps + 1)]
    across, down = [x for x, _ in points], [y for _, y in points]
    x0, top, x1, bottom = min(across), min(down), max(across), max(down)
    near = dist(points[0], points[-1]) <= max(1.5, 0.2 * max(x1 - x0, bottom - top))
    return Stroke(tuple(points), x0, top, x1, bottom, filled, closed or (near and len(corners) > 3), red)


def corners_of(path: Iterable[Any]) -> list[Point]:
    """The points of a path (PDF's operators in small letters, points…), its curves in short straight pieces."""
    corners: list[Point] = []
    for operator, *raw in path:
        points = [(float(x), float(y)) for x, y in raw]
        if operator in "ml":
            corners += points
        elif operator == "h" and corners:
            corners.append(corners[0])
        elif corners and points:
            corners += _curve(corners[-1], operator, points)
    return corners


def _curve(start: Point, operator: str, points: Sequence[Point]) -> list[Point]:
    if operator == "c" and len(points) == 3:
        first, second, end = points
    elif len(points) == 2:
        first, second, end = (start, *points) if operator == "v" else (points[0], points[1], points[1])
    else:
        return list(points)
    found = []
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((
            a * start[0] + b * first[0] + c * second[0] + d * end[0],
            a * start[1] + b * first[1] + c * second[1] + d * end[1],
        ))  # fmt: skip
    return found


def surrounds(stroke: Stroke) -> bool:
    """Whether it goes around its middle: a ring, a box, a frame with round corners."""
    if not stroke.closed or min(stroke.width, stroke.height) < 2:
        return False
    reach = _reaches(stroke)
    return sum(one >= 0.72 for one in reach) >= 0.92 * len(reach) and directions(stroke) >= DIRECTIONS - 1


def is_round(stroke: Stroke) -> bool:
    """Whether it is a ring rather than a frame: no corners."""
    reach = _reaches(stroke)
    return surrounds(stroke) and sum(one > 1.22 for one in reach) <= 0.06 * len(reach)


def _reaches(stroke: Stroke) -> list[float]:
    """How far each point is from the middle, 1 on the ellipse within its edges."""
    rx, ry = max(stroke.width / 2, 0.1), max(stroke.height / 2, 0.1)
    return [hypot((x - stroke.x) / rx, (y - stroke.y) / ry) for x, y in stroke.points]


def directions(stroke: Stroke) -> int:
    """In how many of twelve directions from its middle it has points."""
    rx, ry = max(stroke.width, 0.1), max(stroke.height, 0.1)
    turns = (atan2((y - stroke.y) / ry, (x - stroke.x) / rx) for x, y in stroke.points)
    return len({int((turn + pi) / (2 * pi) * DIRECTIONS) % DIRECTIONS for turn in turns})


def lowest(stroke: Stroke) -> Point:
    """Its lowest point: that of a tick is where it was meant to stand."""
    return max(stroke.points, key=lambda point: point[1])


def is_tick(stroke: Stroke) -> bool:
    """Whether it has the form of ✓: down to the right, then up to the right and higher than it began."""
    if min(stroke.width, stroke.height) < 2.5:
        return False
    if stroke.closed:
        return stroke.filled and _is_tick_outline(stroke)
    points = stroke.points if stroke.points[0][0] <= stroke.points[-1][0] else stroke.points[::-1]
    turn = max(points, key=lambda point: point[1])
    (ax, ay), (bx, by) = points[0], points[-1]
    left, right = turn[1] - ay, turn[1] - by
    length = sum(dist(one, other) for one, other in pairwise(points))
    direct = dist(points[0], turn) + dist(turn, points[-1])
    return (
        ax < turn[0] < bx
        and left >= 0.1 * stroke.height
        and right >= 0.9 * stroke.height
        and left <= 1.05 * right
        and length <= 1.25 * direct
    )


def _is_tick_outline(stroke: Stroke) -> bool:
    foot = (lowest(stroke)[0] - stroke.x0) / stroke.width
    head = (min(stroke.points, key=lambda point: point[1])[0] - stroke.x0) / stroke.width
    left = (min(stroke.points)[1] - stroke.top) / stroke.height
    return 0.15 <= foot <= 0.62 and head >= 0.7 and 0.3 <= left <= 0.9


def is_straight(stroke: Stroke) -> bool:
    """Whether it goes from one end to the other without a detour."""
    length = sum(dist(one, other) for one, other in pairwise(stroke.points))
    return not stroke.closed and length <= 1.08 * dist(stroke.points[0], stroke.points[-1])


def share_within(stroke: Stroke, box: tuple[float, float, float, float], margin: float = 0.0) -> float:
    """The share of its points in a rectangle widened by a margin."""
    x0, top, x1, bottom = box
    held = sum(x0 - margin <= x <= x1 + margin and top - margin <= y <= bottom + margin for x, y in stroke.points)
    return held / len(stroke.points)


def is_white(colour: Colour) -> bool:
    """Whether a colour is that of paper."""
    if len(colour) == 4:
        return max(colour) < 0.03
    return bool(colour) and min(colour) > 0.97


def is_dark(colour: Colour) -> bool:
    """Whether a colour is that of ink; an unknown one counts as dark."""
    values = colour
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        values = tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
    if len(values) == 3:
        return 0.3 * values[0] + 0.59 * values[1] + 0.11 * values[2] < DARK
    return not values or values[0] < DARK


def is_red(colour: Colour) -> bool:
    """Whether a colour is the red of seals."""
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        return min(magenta, yellow) > 0.5 and cyan < 0.4 and black < 0.5
    if len(colour) != 3:
        return False
    return colour[0] > 0.5 and colour[0] - max(colour[1:]) > 0.3
