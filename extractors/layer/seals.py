"""Seals drawn as lines on a page: a red ring of the size of one, with star and writing in it."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, hypot, pi

from extractors.layer.marks import Mark
from extractors.layer.model import Rect
from extractors.layer.strokes import Stroke
from extractors.likeness import CM

SMALLEST, LARGEST = 2.2 * CM, 6.5 * CM
"""Company seals are 3.8 to 5 cm across, oval ones 4.5 × 3 cm; copies vary."""
LEAST_RATIO = 0.55
DIRECTIONS = 36
SEEN = 0.6
"""The share of all directions in which the ring must be there."""
MOST_STROKES = 600


def drawn_seals(strokes: Sequence[Stroke]) -> list[Rect]:
    """The places of seals among the strokes of a page: what hangs together of the red ones, with a ring around it."""
    groups = _groups([stroke for stroke in strokes if stroke.red][:MOST_STROKES])
    return [_around(group) for group in groups if _is_seal(group)]


def without_seals(marks: Sequence[Mark], seals: Sequence[Rect]) -> list[Mark]:
    """The marks that are no writing of a seal: neither red nor turned in its ring."""
    return [mark for mark in marks if not ((mark.red or mark.turned) and any(_holds(seal, mark) for seal in seals))]


def strokes_beside(strokes: Sequence[Stroke], seals: Sequence[Rect]) -> tuple[Stroke, ...]:
    """The strokes that are no part of a seal."""
    return tuple(
        stroke
        for stroke in strokes
        if not (
            stroke.red
            and any(seal[0] - 3 < stroke.x < seal[2] + 3 and seal[1] - 3 < stroke.y < seal[3] + 3 for seal in seals)
        )
    )


def _groups(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Strokes whose rectangles overlap or nearly touch, together."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        near = [group for group in groups if any(_touch(stroke, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([stroke, *(one for group in near for one in group)])
    return groups


def _touch(one: Stroke, other: Stroke) -> bool:
    gap = 3.0
    return (
        one.x0 - gap < other.x1
        and other.x0 - gap < one.x1
        and one.top - gap < other.bottom
        and other.top - gap < one.bottom
    )


def _around(group: Sequence[Stroke]) -> Rect:
    return (
        min(stroke.x0 for stroke in group),
        min(stroke.top for stroke in group),
        max(stroke.x1 for stroke in group),
        max(stroke.bottom for stroke in group),
    )


def _is_seal(group: Sequence[Stroke]) -> bool:
    x0, top, x1, bottom = _around(group)
    width, height = x1 - x0, bottom - top
    if not SMALLEST <= max(width, height) <= LARGEST or min(width, height) < LEAST_RATIO * max(width, height):
        return False
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    seen = set()
    rim = total = 0
    for stroke in group:
        for px, py in stroke.points:
            across, down = (px - x) / (width / 2), (py - y) / (height / 2)
            total += 1
            if 0.9 <= hypot(across, down) <= 1.06:
                rim += 1
                seen.add(int((atan2(down, across) + pi) / (2 * pi) * DIRECTIONS) % DIRECTIONS)
    return len(seen) >= SEEN * DIRECTIONS and rim >= 0.1 * total


def _holds(seal: Rect, mark: Mark) -> bool:
    x0, top, x1, bottom = seal
    return hypot((mark.x - (x0 + x1) / 2) / ((x1 - x0) / 2), (mark.y - (top + bottom) / 2) / ((bottom - top) / 2)) < 1
