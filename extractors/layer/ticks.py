"""Tick boxes of a page, of characters or lines, with the ticks, rings and fillings drawn on them; words ringed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from extractors.layer.drawn import LARGEST_BOX, SMALLEST_BOX
from extractors.layer.marks import Mark
from extractors.layer.model import Rect
from extractors.layer.strokes import Stroke, is_round, is_straight, is_tick, lowest, share_within, surrounds
from extractors.page import Tick

TICK_LETTERS = "xXvV×√✓✔✗✘✕✖╳●•■◆★*\\/∨"
"""Characters that tick the box they stand in; others are framed by it."""
LARGEST_TICK = 3.6
"""A tick is no larger than this many sides of its box."""
MOST_OUTSIDE = 0.65
"""Strokes with more than this share of their length outside of a box do not tick it, but for their foot."""
TIE = 0.7
"""Where another box holds this share of what the first holds of a stroke, it is not clear whose it is."""
LARGEST_RING = 64.0
WIDEST_RING = 260.0
INK_OF_BOX = 0.76
"""The side of the square in □ as a share of the font's size."""


@dataclass
class _Place:
    """A tick box: its `rect`, the character that it is, the characters in it, and the strokes on it."""

    rect: Rect
    mark: Mark | None = None
    inside: list[Mark] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    ringed: bool = False
    doubtful: bool = False

    @property
    def side(self) -> float:
        return min(self.rect[2] - self.rect[0], self.rect[3] - self.rect[1])


def ticked(marks: Sequence[Mark], boxes: Iterable[Rect], strokes: Sequence[Stroke]) -> list[Mark]:
    """The marks of a page with its drawn boxes and bare ticks among them, each box in its state, words ringed."""
    left, places = _places(marks, boxes)
    rings = [stroke for stroke in strokes if not stroke.filled and surrounds(stroke)]
    for ring in rings:
        left = _ringed(ring, left, places)
    free = []
    for stroke in strokes:
        if stroke in rings:
            continue
        if not _give(stroke, places):
            free.append(stroke)
    found = [_state(place) for place in places]
    return left + found + list(_bare(free, left + found))


def _places(marks: Sequence[Mark], boxes: Iterable[Rect]) -> tuple[list[Mark], list[_Place]]:
    """The tick boxes among the marks and drawn ones, and the marks that are neither boxes nor in one."""
    left = list(marks)
    places = []
    for x0, top, x1, bottom in boxes:
        inside = [mark for mark in left if x0 <= mark.x <= x1 and top <= mark.y <= bottom]
        if any(_is_ringed_box(mark, x1 - x0, bottom - top) for mark in inside):
            places.append(_Place(_ink(inside[0]), inside[0], ringed=True))
        elif any(mark.tick is None and mark.text not in TICK_LETTERS for mark in inside):
            left = [replace(mark, boxed=True) if mark in inside else mark for mark in left]
            continue
        else:
            places.append(_Place((x0, top, x1, bottom), None, inside))
        left = [mark for mark in left if mark not in inside]
    places += [_Place(_ink(mark), mark) for mark in left if mark.tick is Tick.UNCHECKED]
    return [mark for mark in left if mark.tick is not Tick.UNCHECKED], places


def _is_ringed_box(mark: Mark, width: float, height: float) -> bool:
    x0, top, x1, bottom = _ink(mark)
    return mark.tick is Tick.UNCHECKED and min(width / (x1 - x0), height / (bottom - top)) > 1.35


def _ink(mark: Mark) -> Rect:
    """Where the square of a box character is: fonts agree on this well enough."""
    side = min(mark.x1 - mark.x0, INK_OF_BOX * mark.size)
    return mark.x - side / 2, mark.y - side / 2, mark.x + side / 2, mark.y + side / 2


def _ringed(ring: Stroke, marks: list[Mark], places: Sequence[_Place]) -> list[Mark]:
    """A ring around words frames them; one around a box, with or without its words, ticks it."""
    if ring.height > LARGEST_RING or ring.width > WIDEST_RING or (ring.red and ring.height > 0.8 * LARGEST_RING):
        return marks
    held = [mark for mark in marks if _holds(ring, mark.x, mark.y)]
    for place in places:
        x, y = (place.rect[0] + place.rect[2]) / 2, (place.rect[1] + place.rect[3]) / 2
        larger = ring.height > 1.2 * place.side
        place.ringed |= larger and is_round(ring) and _holds(ring, x, y)
    return [replace(mark, boxed=True) if mark in held else mark for mark in marks]


def _holds(ring: Stroke, x: float, y: float) -> bool:
    return ((x - ring.x) / (ring.width / 2)) ** 2 + ((y - ring.y) / (ring.height / 2)) ** 2 <= 1


def _give(stroke: Stroke, places: Sequence[_Place]) -> bool:
    """Give a stroke to the box that it is drawn on, if any: where most of it is, or where its foot is."""
    near = []
    for place in places:
        if max(stroke.width, stroke.height) > LARGEST_TICK * place.side:
            continue
        share = share_within(stroke, place.rect, 0.15 * place.side)
        if share > 0:
            near.append((share, place))
    if not near:
        return False
    near.sort(key=lambda one: -one[0])
    share, best = near[0]
    foot = next((place for _, place in near if _in(lowest(stroke), place.rect, 0.25 * place.side)), None)
    if is_tick(stroke) and foot is not None:
        best, share = foot, 1.0
    if share < 1 - MOST_OUTSIDE:
        return False
    best.strokes.append(stroke)
    for other, place in near[1:]:
        if place is not best and other > TIE * near[0][0] and not (is_tick(stroke) and best is near[0][1]):
            best.doubtful = place.doubtful = True
    return True


def _in(point: tuple[float, float], rect: Rect, margin: float) -> bool:
    x, y = point
    return rect[0] - margin <= x <= rect[2] + margin and rect[1] - margin <= y <= rect[3] + margin


def _state(place: _Place) -> Mark:
    """The box as one mark: checked by what is in it; in doubt with a mere dash, or another box's tick."""
    size = place.mark.size if place.mark else place.rect[3] - place.rect[1]
    box = place.mark or Mark("□", *place.rect, size, Tick.UNCHECKED)
    drawn = [one for one in place.strokes if max(one.width, one.height) >= 0.35 * place.side]
    dash = bool(drawn) and all(one.height < 0.12 * place.side for one in drawn)
    typed = [mark for mark in place.inside if mark.tick is not Tick.UNCHECKED]
    if (dash and not typed and not place.ringed) or (place.doubtful and not typed):
        return replace(box, text="□", tick=Tick.UNKNOWN)
    if not (drawn or typed or place.ringed):
        return box
    crossed = any(mark.tick is Tick.CROSS or mark.text in "xX×✗✘" for mark in typed)
    crossed |= not typed and len(drawn) == 2 and all(is_straight(one) for one in drawn)
    return replace(box, text="☒" if crossed else "☑", tick=Tick.CHECKED)


def _bare(strokes: Sequence[Stroke], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Ticks and crosses drawn without a box, and filled squares, as marks in the line that they stand in."""
    small = [one for one in strokes if 4 <= max(one.width, one.height) <= 2 * LARGEST_BOX]
    for stroke in small:
        if stroke.filled and surrounds(stroke) and min(stroke.width, stroke.height) >= SMALLEST_BOX:
            if max(stroke.width, stroke.height) <= LARGEST_BOX and 0.7 <= stroke.width / stroke.height <= 1.43:
                yield Mark("■", *_in_line(stroke, marks), stroke.height, Tick.CHECKED)
        elif is_tick(stroke):
            yield Mark("√", *_in_line(stroke, marks), stroke.height, Tick.MARK)
    for one, other in combinations([one for one in small if is_diagonal(one)], 2):
        if crosses(one, other):
            yield Mark("×", *_in_line(one, marks), one.height, Tick.CROSS)


def is_diagonal(stroke: Stroke) -> bool:
    """Whether it is straight and aslant, as the strokes of a cross are."""
    return is_straight(stroke) and 0.4 <= stroke.width / max(stroke.height, 0.1) <= 2.5


def crosses(one: Stroke, other: Stroke) -> bool:
    """Whether two diagonals make a ×."""
    size = max(one.width, one.height)
    if abs(one.x - other.x) > 0.25 * size or abs(one.y - other.y) > 0.25 * size:
        return False
    rises = [(s.points[-1][1] - s.points[0][1]) * (s.points[-1][0] - s.points[0][0]) > 0 for s in (one, other)]
    return rises[0] != rises[1]


def _in_line(stroke: Stroke, marks: Sequence[Mark]) -> Rect:
    """The place of a bare tick: across by its foot, up and down that of the text beside it."""
    x, foot = (stroke.x, stroke.y) if stroke.filled else lowest(stroke)
    half = min(stroke.width, stroke.height) / 2
    beside = [
        mark
        for mark in marks
        if abs(mark.x - x) < 60 and mark.top - 0.3 * mark.size < foot < mark.bottom + 0.5 * mark.size
    ]
    if not beside:
        return x - half, stroke.top, x + half, stroke.bottom
    near = min(beside, key=lambda mark: abs(mark.x - x) + 4 * abs(mark.y - stroke.y))
    return x - half, near.top, x + half, near.bottom
