"""A page without tables, read line by line where the engine finds text; cards that lie turned on it, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.ocr.protocol import Engine, Quad
from extractors.page import Line, PageImage, Paragraph, Run
from extractors.scan.place import place_of, upright_box
from extractors.scan.sheet import Rect, clipped

if TYPE_CHECKING:
    from extractors.page import Pixels

ON_ITS_SIDE = 1.5
"""A line so many times as high as wide runs up or down the page."""
LEGIBLE = 0.8
"""What is read the right way up has a higher mean probability a character than this."""
NEAR = 2.5
"""Lines less than this many of their heights apart belong to one card or paragraph."""
LEAST_TURNED = 8
"""Fewer characters are not taken to lie turned."""
LEAST_WORDS = 4
GLASS = 1.8
"""How much a small thing on an empty page is enlarged to find its lines."""
PAPER = 0.35
"""So many heights of a line."""
STANDS_OUT, SALTED = 60, 0.0025
"""A dot differs so much in grey from what is around it; a share of such pixels from which the paper is full of dots."""
SAME_ROW = 0.5
SPACE = 0.6
"""Pieces of a row with more than this many heights between them have a blank between them."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A line found: where, cut out along its longer side, whether it runs up or down, and how it is read."""

    box: Rect
    crop: Pixels
    sideways: bool
    line: Line

    @property
    def height(self) -> int:
        """Of its characters."""
        return min(self.box[2] - self.box[0], self.box[3] - self.box[1])


@dataclass(frozen=True, slots=True)
class Loose:
    """Lines of a page; `turns`: the quarter turns to the left that would make most of it upright."""

    paragraphs: tuple[Paragraph, ...]
    turns: int


def read_loose(image: PageImage, number: int, engine: Engine, clean: Pixels) -> Loose:
    """The lines of the page as the engine finds them; those of a card that lies turned behind them, row by row.

    `clean`: the picture without seals and rulings. Lines of a turned card have no `upright` box: cut out of the upright
    picture they would not be upright.
    """
    quads = _quads(image.pixels, engine)
    found = [_found(clean, quad, image) for quad in _drawn_out(quads)]
    read = engine.recognise([each.crop for each in found])
    found = [replace(each, line=line) for each, line in zip(found, read, strict=True)]
    order = {each.box: place for place, each in enumerate(found)}
    islands = [_right_way_up([found[place] for place in island], engine) for island in _islands(found)]
    islands = [_as_its_neighbour(island, islands, engine) for island in islands]
    turned: list[Paragraph] = []
    for island in islands:
        if island.turns:
            rows = _rows(island.lines, island.turns, image.pixels.shape[:2])
            turned += [Paragraph((_joined(row, image, number),)) for row in rows]
    found = [each for island in islands if not island.turns for each in island.lines]
    found.sort(key=lambda each: order[each.box])
    upright = tuple(
        Paragraph((Line(each.line.runs, place_of(image, number, each.box), upright_box(image, each.box)),))
        for each in found
        if each.line.runs
    )
    weight = [sum(_size(island.lines) for island in islands if island.turns == turns) for turns in range(4)]
    return Loose((*upright, *turned), max(range(4), key=lambda turns: weight[turns]))


def _quads(pixels: Pixels, engine: Engine) -> list[Quad]:
    """Where the engine finds lines; on a page that is empty but for something small, looked at through a glass."""
    pixels = _without_salt(pixels)
    quads = engine.detect(pixels)
    if not quads:
        return quads
    points = np.asarray(quads, np.float32).reshape(-1, 2)
    margin = 0.05 * max(pixels.shape[:2])
    x0, y0, x1, y1 = clipped((*(points.min(axis=0) - margin), *(points.max(axis=0) + margin)), pixels.shape)
    if max(x1 - x0, y1 - y0) * GLASS > max(pixels.shape[:2]):
        return quads
    part = np.asarray(cv2.resize(pixels[y0:y1, x0:x1], None, fx=GLASS, fy=GLASS, interpolation=cv2.INTER_CUBIC))
    found = engine.detect(np.asarray(part, np.uint8))
    return [_moved(quad, x0, y0) for quad in found] or quads


def _without_salt(pixels: Pixels) -> Pixels:
    """The picture without lone dots where it is full of them, as copiers and fax machines leave it."""
    even = np.asarray(cv2.medianBlur(pixels, 3), np.uint8)
    salt = cv2.absdiff(pixels, even)[..., 1] > STANDS_OUT
    return even if float(salt.mean()) > SALTED else pixels


def _moved(quad: Quad, x: int, y: int) -> Quad:
    a, b, c, d = ((px / GLASS + x, py / GLASS + y) for px, py in quad)
    return a, b, c, d


def _drawn_out(quads: Sequence[Quad]) -> list[Quad]:
    """The lines with some paper at both ends, where no other line stands: a lone 1 at an end is often missed."""
    boxes = [(min(x for x, _ in quad), max(x for x, _ in quad), quad) for quad in quads]
    made: list[Quad] = []
    for left, right, quad in boxes:
        top, bottom = min(y for _, y in quad), max(y for _, y in quad)
        height = bottom - top
        if height > right - left:
            made.append(quad)
            continue
        beside = [b for b in boxes if b[2] is not quad and _shares_rows(b[2], top, bottom)]
        before = min((left - b[1] for b in beside if b[0] < left), default=height)
        behind = min((b[0] - right for b in beside if b[1] > right), default=height)
        one, two = (min(PAPER * height, max(0.0, gap) / 2) for gap in (before, behind))
        a, b_, c, d = quad
        made.append(((a[0] - one, a[1]), (b_[0] + two, b_[1]), (c[0] + two, c[1]), (d[0] - one, d[1])))
    return made


def _shares_rows(quad: Quad, top: float, bottom: float) -> bool:
    return min(bottom, max(y for _, y in quad)) - max(top, min(y for _, y in quad)) > 0.2 * (bottom - top)


def _found(pixels: Pixels, quad: Quad, image: PageImage) -> _Found:
    """A line of text cut out along its corners; one higher than wide is taken to run up the page."""
    corners = np.asarray(quad, np.float32)
    width = max(2, round(float(np.linalg.norm(corners[1] - corners[0]))))
    height = max(2, round(float(np.linalg.norm(corners[3] - corners[0]))))
    target = np.asarray(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    crop = cv2.warpPerspective(pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    sideways = height > ON_ITS_SIDE * width
    crop = np.asarray(np.rot90(crop, 3) if sideways else crop, np.uint8)
    xs, ys = corners[:, 0], corners[:, 1]
    box = clipped((float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())), image.pixels.shape)
    return _Found(box, np.ascontiguousarray(crop), sideways, Line(()))


def _islands(found: Sequence[_Found]) -> list[list[int]]:
    """Lines that lie near each other and run the same way, by their numbers."""
    island = list(range(len(found)))
    for one, a in enumerate(found):
        for two in range(one):
            b = found[two]
            if island[one] != island[two] and a.sideways == b.sideways and _are_near(a, b):
                old, new = island[one], island[two]
                island = [new if each == old else each for each in island]
    return [[k for k, each in enumerate(island) if each == name] for name in dict.fromkeys(island)]


def _are_near(one: _Found, other: _Found) -> bool:
    reach = NEAR * max(one.height, other.height)
    a, b = one.box, other.box
    return max(a[0], b[0]) - min(a[2], b[2]) < reach and max(a[1], b[1]) - min(a[3], b[3]) < reach


@dataclass(frozen=True, slots=True)
class _Island:
    """Lines that belong together, read after so many quarter turns to the left."""

    lines: tuple[_Found, ...]
    turns: int

    def other_way(self, engine: Engine) -> _Island:
        """The same, read upside down."""
        read = engine.recognise([np.ascontiguousarray(each.crop[::-1, ::-1]) for each in self.lines])
        lines = tuple(
            replace(each, crop=np.ascontiguousarray(each.crop[::-1, ::-1]), line=line)
            for each, line in zip(self.lines, read, strict=True)
        )
        return _Island(lines, (self.turns + 2) % 4)


def _right_way_up(lines: Sequence[_Found], engine: Engine) -> _Island:
    """The lines as they read best, as they lie or upside down."""
    island = _Island(tuple(lines), 3 if lines[0].sideways else 0)
    if _legibility(lines) >= LEGIBLE:
        return island
    other = island.other_way(engine)
    if _size(other.lines) >= LEAST_TURNED and _legibility(other.lines) > max(LEGIBLE, _legibility(lines)):
        return other
    return island


def _as_its_neighbour(island: _Island, islands: Sequence[_Island], engine: Engine) -> _Island:
    """Figures read upside down are figures: an island without words lies as the nearest one with words does."""
    if _words(island.lines) >= LEAST_WORDS:
        return island
    near = [each for each in islands if _words(each.lines) >= LEAST_WORDS]
    near = [each for each in near if each.turns % 2 == island.turns % 2]
    nearest = min(near, key=lambda each: _distance(each, island), default=island)
    return island.other_way(engine) if nearest.turns != island.turns else island


def _distance(one: _Island, other: _Island) -> int:
    return min(
        max(0, max(a.box[0], b.box[0]) - min(a.box[2], b.box[2]))
        + max(0, max(a.box[1], b.box[1]) - min(a.box[3], b.box[3]))
        for a in one.lines
        for b in other.lines
    )


def _words(lines: Sequence[_Found]) -> int:
    """How many Chinese characters were read."""
    return sum("\u3400" <= c <= "\u9fff" for each in lines for run in each.line.runs for c in run.text)


def _size(lines: Sequence[_Found]) -> int:
    return sum(len(run.text.strip()) for each in lines for run in each.line.runs)


def _legibility(island: Sequence[_Found]) -> float:
    """The mean probability of a character; 0 where there is none."""
    seen = [glyph.confidence for each in island for run in each.line.runs for glyph in run.glyphs if glyph.text.strip()]
    return sum(seen) / len(seen) if seen else 0.0


def _rows(lines: Sequence[_Found], turns: int, size: tuple[int, ...]) -> list[list[tuple[Rect, _Found]]]:
    """The lines with their boxes on the page as turned, in rows from the top, each from the left."""
    rows: list[list[tuple[Rect, _Found]]] = []
    boxes = [(_turned(each.box, turns, size), each) for each in lines if each.line.runs]
    for box, each in sorted(boxes, key=lambda pair: pair[0][1] + pair[0][3]):
        first = rows[-1][0][0] if rows else None
        middle = (box[1] + box[3]) / 2
        reach = SAME_ROW * min(each.height, first[3] - first[1]) if first else 0.0
        if first and abs(middle - (first[1] + first[3]) / 2) < reach:
            rows[-1].append((box, each))
        else:
            rows.append([(box, each)])
    return [sorted(row, key=lambda pair: pair[0][0]) for row in rows]


def _turned(box: Rect, turns: int, size: tuple[int, ...]) -> Rect:
    """A rectangle on the page after so many quarter turns to the left."""
    height, width = size[:2]
    x0, y0, x1, y1 = box
    if turns == 1:
        return y0, width - x1, y1, width - x0
    if turns == 2:
        return width - x1, height - y1, width - x0, height - y0
    return height - y1, x0, height - y0, x1


def _joined(row: Sequence[tuple[Rect, _Found]], image: PageImage, number: int) -> Line:
    """A row as one line, blanks where its pieces lie apart."""
    runs: list[Run] = []
    reach = 0
    for box, each in row:
        if runs and box[0] - reach > SPACE * each.height:
            runs.append(Run("  "))
        runs += each.line.runs
        reach = box[2]
    around = [each.box for _, each in row]
    whole = (min(b[0] for b in around), min(b[1] for b in around), max(b[2] for b in around), max(b[3] for b in around))
    return Line(tuple(runs), place_of(image, number, whole))
