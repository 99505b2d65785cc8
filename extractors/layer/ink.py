"""Ink on a page that no character, ruling, tick or known picture accounts for: handwriting, pasted words, outlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from extractors.glyphs import is_readable
from extractors.layer.drawn import LARGEST_BOX, THICKEST, Drawn, drawn_on
from extractors.layer.model import Char, Layer, Path, Rect
from extractors.layer.strokes import Stroke, is_dark, is_straight, is_tick, is_white, surrounds
from extractors.layer.ticks import crosses, is_diagonal
from extractors.page import Box, Likeness, Line, Page, Paragraph, Picture

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from extractors.page import Pixels

    Mask = npt.NDArray[np.bool_]

DARK_INK = 150
"""Brightness (0 to 255) under which a pixel is ink."""
RED = 60
"""Red is ink of seals where it exceeds the other channels by so much."""
INSET = 2.0
"""Points along the edges of a cell in which its own rulings lie."""
LEAST_HEIGHT = 4.5
LEAST_AREA = 2.5
"""Points, and square points: less ink than this is dust."""
AROUND_CHAR = 1.2
TICK_REACH = 1.3
"""How many sides of its box a tick may reach over it."""
PORTRAIT_HEIGHT = 40.0
LEVEL_RATIO = 4.0
OVERPRINT = 0.55
"""Two characters that share this part of the smaller one's place are printed over each other."""
SHORTEST_RULING = 10.0
MOST_DIAGONALS = 200
BOXES = "□☐☑☒■○●◯◻▢"


def unread_places(layer: Layer, page: Page, pixels: Pixels) -> tuple[Box, ...]:
    """The places of cells, and of lines beside tables, with ink that nothing on `layer` accounts for.

    `pixels`: the page as displayed, BGR.
    """
    look = _Look(layer, pixels)
    known = look.known()
    for picture in _pictures(page):
        if _is_understood(picture) and picture.place and picture.place.box:
            look.cover(known, picture.place.box)
    ink = look.ink() & ~known
    cells = [cell.place.box for table in page.tables for cell in table.cells if cell.place and cell.place.box]
    lines = [line_place(line) for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]
    places = [*((box, INSET) for box in cells), *((box, 0.0) for box in lines if box)]
    return tuple(box for box, inset in places if look.holds_ink(ink, box, inset))


def without_unseen(layer: Layer, pixels: Pixels, borrowed: Container[str] = ()) -> tuple[Layer, float]:
    """The layer without words at whose place nothing is to be seen, and the share of unseen letters and digits.

    Of a word that is cut off at the edge of its field all characters stay, those out of sight marked so.

    `borrowed`: fonts that the file does not bring along. Where this machine lacks one too, all its characters are
    missing in the picture; they stay and do not count.
    """
    look = _Look(layer, pixels)
    uneven = look.uneven()
    asked = [char for char in layer.chars if char.text.isalnum() and not is_white(char.colour)]
    unseen = {id(char) for char in asked if not look.shows(uneven, char)}
    missing = {char.font for char in asked if char.font in borrowed} - {
        char.font for char in asked if id(char) not in unseen
    }
    asked = [char for char in asked if char.font not in missing]
    unseen &= {id(char) for char in asked}
    share = len(unseen) / len(asked) if asked else 0.0
    return replace(layer, chars=tuple(_seen(layer.chars, unseen))) if unseen else layer, share


def _seen(chars: Sequence[Char], unseen: Container[int]) -> Iterator[Char]:
    """The characters but the unseen; those that go on a word of which a part is seen stay, as unseen."""
    shown: Char | None = None
    for char in chars:
        if id(char) not in unseen:
            shown = char
            yield char
        elif shown is not None and _goes_on(shown, char):
            shown = char
            yield replace(char, unseen=True)
        else:
            shown = None


def _goes_on(one: Char, other: Char) -> bool:
    level = one.font == other.font and one.baseline == other.baseline
    return level and -0.2 * other.size < other.x0 - one.x1 < other.size


def _overprinted(chars: Sequence[Char]) -> set[int]:
    """The `id` of letters and digits that are printed over each other: an old text with a new one on it."""
    near: dict[tuple[int, int], list[Char]] = defaultdict(list)
    found: set[int] = set()
    for char in chars:
        if not char.text.isalnum() or char.turned or not is_dark(char.colour):
            continue
        x0, top, x1, bottom = _char_box(char)
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        across, down = round(x / 12), round(y / 12)
        for other in (one for i in (-1, 0, 1) for j in (-1, 0, 1) for one in near[across + i, down + j]):
            left, high, right, low = _char_box(other)
            width, height = min(x1, right) - max(x0, left), min(bottom, low) - max(top, high)
            smaller = min((x1 - x0) * (bottom - top), (right - left) * (low - high))
            if other.text != char.text and min(width, height) > 0 and width * height > OVERPRINT * smaller:
                found |= {id(char), id(other)}
        near[across, down].append(char)
    return found


def line_place(line: Line) -> Box | None:
    """The place of a line beside tables, with what was written a little over and under it and at its end."""
    box = line.place.box if line.place else None
    if box is None:
        return None
    height = box.y1 - box.y0
    return Box(box.x0, max(0.0, box.y0 - 0.3 * height), min(1.0, box.x1 + 2 * height), min(1.0, box.y1 + 0.3 * height))


class _Look:
    """The picture of a page, with its points turned into pixels."""

    def __init__(self, layer: Layer, pixels: Pixels) -> None:
        self.layer, self.pixels = layer, pixels
        x0, top, x1, bottom = layer.frame
        self.x0, self.top = x0, top
        self.across, self.down = pixels.shape[1] / max(x1 - x0, 1.0), pixels.shape[0] / max(bottom - top, 1.0)

    def span(self, rect: Rect, margin: float = 0.0) -> tuple[int, int, int, int]:
        """A rectangle in points as pixels, within the picture."""
        height, width = self.pixels.shape[:2]
        left, right = (rect[0] - margin - self.x0) * self.across, (rect[2] + margin - self.x0) * self.across
        high, low = (rect[1] - margin - self.top) * self.down, (rect[3] + margin - self.top) * self.down
        return (
            min(max(int(left), 0), width),
            min(max(int(high), 0), height),
            min(max(int(right) + 1, 0), width),
            min(max(int(low) + 1, 0), height),
        )

    def ink(self) -> Mask:
        """What is dark, but for the red of seals."""
        values = self.pixels.astype(int)
        blue, green, red = values[:, :, 0], values[:, :, 1], values[:, :, 2]
        dark = 114 * blue + 587 * green + 299 * red < 1000 * DARK_INK
        found: Mask = dark & ~((red - green > RED) & (red - blue > RED))
        return found

    def uneven(self) -> Mask:
        """What is not of the colour of the paper around it."""
        import numpy as np

        values = self.pixels.min(axis=2).astype(int)
        found = np.zeros(values.shape, bool)
        found[:, 1:] |= abs(np.diff(values, axis=1)) > 12
        found[1:, :] |= abs(np.diff(values, axis=0)) > 12
        return found

    def shows(self, uneven: Mask, char: Char) -> bool:
        """Whether anything is to be seen in the middle of a character's place."""
        x0, top, x1, bottom = _char_box(char)
        inset = 0.1 * (x1 - x0)
        left, high, right, low = self.span((x0 + inset, top, x1 - inset, bottom))
        return bool(right <= left or low <= high or uneven[high:low, left:right].any())

    def known(self) -> Mask:
        """Where ink is accounted for."""
        import numpy as np

        known = np.zeros(self.pixels.shape[:2], bool)
        drawn = drawn_on(self.layer.paths, self.layer.notes.ink)
        for rect, margin in _known_rects(self.layer, drawn):
            x0, top, x1, bottom = self.span(rect, margin)
            known[top:bottom, x0:x1] = True
        for stroke in _read_strokes(drawn.strokes):
            for (ax, ay), (bx, by) in pairwise(stroke.points):
                rect = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
                x0, top, x1, bottom = self.span(rect, 1.5)
                known[top:bottom, x0:x1] = True
        return known

    def cover(self, mask: Mask, box: Box) -> None:
        """Mark a place in fractions of the page."""
        height, width = mask.shape
        x0, x1 = int(box.x0 * width) - 2, int(box.x1 * width) + 3
        mask[max(int(box.y0 * height) - 2, 0) : int(box.y1 * height) + 3, max(x0, 0) : x1] = True

    def holds_ink(self, ink: Mask, box: Box, inset: float) -> bool:
        """Whether a place, less so many points at its edges, holds as much of this ink as a character is made of."""
        import numpy as np

        height, width = ink.shape
        left, right = box.x0 * width + inset * self.across, box.x1 * width - inset * self.across
        high, low = box.y0 * height + inset * self.down, box.y1 * height - inset * self.down
        part = ink[round(high) : round(low), round(left) : round(right)]
        if not part.any():
            return False
        rows = np.flatnonzero(part.any(axis=1))
        tall = (int(rows[-1]) - int(rows[0]) + 1) / self.down
        return bool(tall >= LEAST_HEIGHT and int(part.sum()) / (self.across * self.down) >= LEAST_AREA)


def _known_rects(layer: Layer, drawn: Drawn) -> Iterator[tuple[Rect, float]]:
    """Places with the points around them that are theirs too."""
    notes = layer.notes
    overprinted = _overprinted(layer.chars)
    for char in layer.chars:
        if id(char) not in overprinted and not is_white(char.colour) and is_readable(char.text, char.font):
            yield _char_box(char), AROUND_CHAR
    for mark in notes.marks:
        yield (mark.x0, mark.top, mark.x1, mark.bottom), AROUND_CHAR
    boxes = [*drawn.boxes, *(_char_box(char) for char in layer.chars if char.text in BOXES)]
    boxes += [(mark.x0, mark.top, mark.x1, mark.bottom) for mark in notes.marks if mark.tick]
    yield from ((_reach(box), 0.0) for box in boxes)
    yield from ((rect, 1.0) for rect in notes.known)
    yield from ((rect, 4.0) for rect in notes.struck)
    for path in layer.paths:
        if _is_ruling(path) or _is_ground(path):
            yield path.box, AROUND_CHAR
        elif path.stroke is not None:
            yield from ((edge, AROUND_CHAR) for edge in _edges(path))
    for table in drawn.tables:
        for cell in table.cells:
            yield from ((side, INSET) for side in _sides((cell.x0, cell.y0, cell.x1, cell.y1)))


def _read_strokes(strokes: Sequence[Stroke]) -> Iterator[Stroke]:
    """Strokes understood by their form alone: ticks, crosses, rings, strikes and rulings, pieces of a seal."""
    for stroke in strokes:
        if stroke.red or is_tick(stroke) or (surrounds(stroke) and not stroke.filled) or _is_rule(stroke):
            yield stroke
    diagonals = [stroke for stroke in strokes if is_diagonal(stroke) and stroke.height < 2 * LARGEST_BOX]
    for one, other in combinations(diagonals[:MOST_DIAGONALS], 2):
        if crosses(one, other):
            yield one
            yield other


def _is_rule(stroke: Stroke) -> bool:
    """A line drawn through words, under them, or across a cell to say that it is empty."""
    longest = max(stroke.width, stroke.height)
    return is_straight(stroke) and (stroke.width > LEVEL_RATIO * stroke.height or longest > 2 * LARGEST_BOX)


def _is_ruling(path: Path) -> bool:
    width, height = path.x1 - path.x0, path.bottom - path.top
    return min(width, height) <= THICKEST and max(width, height) > LEVEL_RATIO * max(min(width, height), 2.0)


def _is_ground(path: Path) -> bool:
    """A dark ground under words."""
    return path.rectangle and path.fill is not None and is_dark(path.fill) and path.x1 - path.x0 > LARGEST_BOX


def _edges(path: Path) -> Iterator[Rect]:
    """The pieces of a path that run straight across or down, long enough for a ruling."""
    for (ax, ay), (bx, by) in pairwise(path.corners):
        across, down = abs(ax - bx), abs(ay - by)
        if min(across, down) < 1 and max(across, down) > SHORTEST_RULING:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _sides(rect: Rect) -> tuple[Rect, Rect, Rect, Rect]:
    x0, top, x1, bottom = rect
    return (x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)


def _reach(rect: Rect) -> Rect:
    """A tick box with the room that a tick on it may take."""
    x0, top, x1, bottom = rect
    side = min(x1 - x0, bottom - top)
    over = TICK_REACH * side
    return x0 - 0.6 * side, top - over, x1 + over, bottom + 0.6 * side


def _char_box(char: Char) -> Rect:
    top, bottom = char.top, char.bottom
    if char.baseline is not None:
        top, bottom = min(top, char.baseline - 0.9 * char.size), max(bottom, char.baseline + 0.2 * char.size)
    return char.x0, top, char.x1, bottom


def _pictures(page: Page) -> Iterable[Picture]:
    yield from page.pictures
    for table in page.tables:
        for cell in table.cells:
            yield from cell.pictures


def _is_understood(picture: Picture) -> bool:
    """Whether it is seen for what it is; also what has the form of a photo. Beside the red of a seal may be writing."""
    upright = 1.15 * picture.width <= picture.height <= 1.7 * picture.width
    return picture.likeness in (Likeness.PORTRAIT, Likeness.PAGE) or (upright and picture.height >= PORTRAIT_HEIGHT)
