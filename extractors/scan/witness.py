"""A second, independent reading of what was read, and how sure both together make each character."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

import cv2
import numpy as np

from extractors.ocr.protocol import Engine
from extractors.page import Box, Glyph, Line, PageImage, Run
from extractors.scan.figures import written
from extractors.scan.lines import TextLine, crop_of, find_lines, stack_crop
from extractors.scan.place import rect_of
from extractors.scan.seal import find_seals, red_ink, without_seal
from extractors.scan.sheet import Rect, Sheet, prepare
from normalizers.script import simplify_name

if TYPE_CHECKING:
    from extractors.page import Pixels


class Manner(StrEnum):
    """How a second reading looks at a line so that it does not repeat the errors of the first."""

    WIDER = "wider"
    """Drawn out in width: the network's steps fall elsewhere in each character."""
    SMALLER = "smaller"
    """With more paper around, so that the characters are smaller and stand higher."""
    CONTRAST = "contrast"
    """Black on white: for grey, uneven or stamped print."""


FIGURES_OR_LETTERS = frozenset("0OoQD1lI|i")
"""Characters that a picture alone may not tell apart, where a letter and a figure meet."""
CASES = frozenset("CcKkOoPpSsUuVvWwXxZz")
"""Letters whose capital has the same shape, where capitals and small letters stand together."""
MIXED = 0.9
"""What such a character counts at most."""
UNSEEN = 0.25
"""What a character counts, times its probability, where the second reading has another one in its place."""
SMALL_MARKS = frozenset("、，。·．.,；;：:—-")
UNSEEN_MARK = 0.93
"""The same for a small mark that the second reading lacks: they are dropped far more often than invented."""
AROUND = 0.12
"""How much of the page around a box is cut out with it, in inches."""
_DASH = "—一－"
_DATE_ENDS = frozenset("0123456789年月日")
_DATE_BEGINS = frozenset("0123456789至今")
_YEAR = re.compile(r"(?:19[5-9]|20[0-2])[0-9](?![0-9])")
CALIBRATION_READ = (0.0, 0.3, 0.5, 0.7, 0.9, 0.97, 1.0)
CALIBRATION_RIGHT = (0.0, 0.35, 0.62, 0.86, 0.985, 0.998, 0.9999)
"""How often a character is right that was read with this probability, on printed and scanned lines."""
SURE_ALONE = 0.985
"""A line whose characters all have this probability is not read a second time."""
HEARD = 0.03
"""Nor is one read again in which no missed character has as much as this."""
OF_FIGURES, NO_FIGURES = frozenset("0123456789年月日Xx.-—/－ ："), frozenset("·•・‘’'`´)）(（|*°")
"""What dates and numbers are made of, and signs that mean nothing to them."""
LOUD = 0.15
"""From this probability a character nearly read at a blank step makes the line less sure."""


def read_again(image: PageImage, boxes: Sequence[Box], engine: Engine, manner: Manner = Manner.SMALLER) -> list[Line]:
    """Reads boxes of the upright picture once more, each as one line; an empty one gives a line without runs.

    `boxes` in fractions of the picture (`Line.upright`); several lines in a box are joined by line ends. The red of
    seals is taken away. Tick boxes are not looked for: give boxes of text. The lines have no place.
    """
    stamped = cache(lambda: bool(find_seals(image.pixels, image.dpi)))
    sheets = [_sheet_of(image, rect_of(image, box), stamped) for box in boxes]
    crops: list[Pixels] = []
    counts = []
    for sheet, rect in sheets:
        within = [line for line in find_lines(sheet, rect) if rect[1] <= (line.box[1] + line.box[3]) / 2 <= rect[3]]
        own = [crop for line in within for crop in _crops(sheet, line, manner)]
        crops += own
        counts.append(len(own))
    read = iter(engine.recognise(crops))
    return [_joined([next(read) for _ in range(count)]) for count in counts]


def agreement(first: Line, second: Line, told: Container[int] = ()) -> Line:
    """The first reading with its sureness as both make it: for each character, and for the whole of each run.

    A run's `confidence` is the estimated probability that all of its text is exactly right. Characters that the second
    reading has instead are put among the alternatives. `told`: see `is_sure_alone`.
    """
    first, second = _with_dashes(first), _with_dashes(second)
    seen = _aligned(_written(first), _written(second))
    doubted = {id(glyph) for place, glyph in enumerate(written(first)) if place not in told} & _ambiguous(first)
    place = 0
    runs = []
    for run in first.runs:
        if run.tick is not None or not run.glyphs:
            runs.append(run)
            continue
        glyphs = []
        at = 0
        for glyph in run.glyphs:
            if glyph.text:
                glyphs.append(_weighed(glyph, seen[place], ambiguous=id(glyph) in doubted))
                place += 1
                at += len(glyph.text)
            else:
                glyphs.append(glyph)
        extra = _left_over(first, second) if run is first.runs[-1] else 1.0
        runs.append(replace(run, glyphs=tuple(glyphs), confidence=_product(glyphs) * extra))
    return replace(first, runs=tuple(runs))


def is_sure_alone(line: Line, told: Container[int] = ()) -> bool:
    """Whether the first reading leaves nothing for a second to find: every character sure, none perhaps missed.

    `told`: the characters (places among those written) of which the page shows whether they are letters or figures.
    """
    missed = (glyph for run in line.runs for glyph in run.glyphs if not glyph.text and glyph.alternatives)
    if any(glyph.alternatives[0][0].strip() and glyph.alternatives[0][1] >= HEARD for glyph in missed):
        return False
    doubted = set(ambiguous_places(line))
    return all(
        _share_of_likes(glyph) >= SURE_ALONE and (place in told or place not in doubted)
        for place, glyph in enumerate(written(line))
    )


def ambiguous_places(line: Line) -> list[int]:
    """Which of the written characters of a line may be a letter or a figure, small or capital, for all one can read."""
    doubted = _ambiguous(line)
    return [place for place, glyph in enumerate(written(line)) if id(glyph) in doubted]


def _ambiguous(line: Line) -> set[int]:
    """The identities of those glyphs."""
    found = set()
    for run in line.runs:
        at = 0
        for glyph in run.glyphs:
            if glyph.text.strip() and _is_ambiguous(run.text, at):
                found.add(id(glyph))
            at += len(glyph.text)
    return found


def alone(line: Line) -> Line:
    """The line with its sureness as the first reading alone makes it."""
    line = _with_dashes(line)
    runs = []
    for run in line.runs:
        glyphs = [
            replace(glyph, confidence=1.0 if glyph.text.isspace() else _calibrated(_share_of_likes(glyph)))
            for glyph in run.glyphs
            if glyph.text
        ]
        runs.append(replace(run, glyphs=tuple(glyphs), confidence=_product(glyphs)) if glyphs else run)
    return replace(line, runs=tuple(runs))


def _with_dashes(line: Line) -> Line:
    """The line with what stands between two dates taken for a dash, also where it was read as the numeral 一."""
    runs = []
    for run in line.runs:
        glyphs = list(run.glyphs)
        written = [k for k, glyph in enumerate(glyphs) if glyph.text]
        for before, at, behind in zip(written, written[1:], written[2:], strict=False):
            glyph = glyphs[at]
            if glyph.text in _DASH and glyphs[before].text in _DATE_ENDS and glyphs[behind].text in _DATE_BEGINS:
                likes = sum(share for text, share in glyph.alternatives if text in _DASH)
                glyphs[at] = replace(glyph, text=_DASH[0], confidence=min(1.0, glyph.confidence + likes))
        text = "".join(glyph.text for glyph in glyphs) if glyphs else run.text
        runs.append(replace(run, text=text, glyphs=tuple(glyphs)))
    return replace(line, runs=tuple(runs))


def _weighed(glyph: Glyph, other: Glyph | None, *, ambiguous: bool) -> Glyph:
    """The glyph with the probability that it is right, given what the second reading has in its place."""
    if glyph.text.isspace():
        return replace(glyph, confidence=1.0)
    own = _share_of_likes(glyph)
    if other is not None and _plain(other.text) == _plain(glyph.text):
        sure = 1 - (1 - _calibrated(own)) * (1 - 0.5 * _calibrated(_share_of_likes(other)))
        alternatives = glyph.alternatives
    elif other is None and glyph.text in SMALL_MARKS:
        sure, alternatives = own * UNSEEN_MARK, glyph.alternatives
    else:
        share = dict(other.alternatives).get(glyph.text, 0.0) if other else 0.0
        sure = own * max(UNSEEN, min(0.9, 2 * share))
        instead = ((other.text, other.confidence * (1 - sure)),) if other else ()
        known = {pair[0] for pair in instead}
        alternatives = (*instead, *(pair for pair in glyph.alternatives if pair[0] not in known))
    if ambiguous:
        sure = min(sure, MIXED)
    return replace(glyph, confidence=sure, alternatives=alternatives)


def _share_of_likes(glyph: Glyph) -> float:
    """The probability of the character in any width and script: （ and ( are the same, 蒋 and 蔣 mean the same."""
    plain = _plain(glyph.text)
    likes = sum(share for text, share in glyph.alternatives if text and _plain(text) == plain)
    if glyph.confidence + likes < SURE_ALONE and "一" <= plain <= "鿿":
        simple = simplify_name(plain)
        others = ((text, share) for text, share in glyph.alternatives if text and _plain(text) != plain)
        likes += sum(share for text, share in others if simplify_name(text) == simple)
    return min(1.0, glyph.confidence + likes)


def _plain(text: str) -> str:
    return normalize("NFKC", text)


def _calibrated(probability: float) -> float:
    """How often a character read with this probability is right: the network is a little too modest below 0.9."""
    return float(np.interp(probability, CALIBRATION_READ, CALIBRATION_RIGHT))


def _is_ambiguous(text: str, place: int) -> bool:
    """Whether the character there has a likeness of another kind, and its neighbours do not tell which it is.

    A letter between letters and a figure between figures are told, and so is the 1 or 2 that begins a year (lixin1967).
    """
    character = text[place]
    if character in FIGURES_OR_LETTERS:
        if text[max(0, place - 2) : place + 1] == "ISO":
            return False
        beside = [c for c in (text[place - 1 : place], text[place + 1 : place + 2]) if c.isascii() and c.isalnum()]
        alike = all(c.isdigit() == character.isdigit() for c in beside)
        return bool(beside) and not alike and _YEAR.match(text, place) is None
    letters = [c for c in text if c.isascii() and c.isalpha()]
    return character in CASES and 0 < sum(c.isupper() for c in letters) < len(letters)


def _product(glyphs: Sequence[Glyph]) -> float:
    """The probability that all are right and none was missed.

    A speck beside a date or number that nearly looks like a sign which neither has is no loss.
    """
    of_figures = all(glyph.text in OF_FIGURES for glyph in glyphs if glyph.text)
    sure = 1.0
    for glyph in glyphs:
        if glyph.text:
            sure *= glyph.confidence
        elif glyph.alternatives:
            text, share = glyph.alternatives[0]
            if share >= LOUD and text.strip() and not (of_figures and text in NO_FIGURES):
                sure *= 1 - share
    return sure


def _written(line: Line) -> list[Glyph]:
    return [glyph for run in line.runs if run.tick is None for glyph in run.glyphs if glyph.text]


def _aligned(first: Sequence[Glyph], second: Sequence[Glyph]) -> list[Glyph | None]:
    """For each glyph of the first reading the one that the second has in its place, if any."""
    found: list[Glyph | None] = [None] * len(first)
    matcher = SequenceMatcher(None, [_plain(g.text) for g in first], [_plain(g.text) for g in second], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            for a, b in zip(range(a0, a1), range(b0, b1), strict=False):
                found[a] = second[b]
    return found


def _left_over(first: Line, second: Line) -> float:
    """How sure it is that nothing is missing, given what the second reading has more than the first."""
    ours = [_plain(glyph.text) for glyph in _written(first) if glyph.text.strip()]
    theirs = [glyph for glyph in _written(second) if glyph.text.strip()]
    sure = 1.0
    matcher = SequenceMatcher(None, ours, [_plain(glyph.text) for glyph in theirs], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind in ("insert", "replace"):
            for glyph in theirs[b0 + (a1 - a0) : b1]:
                sure *= 1 - 0.8 * glyph.confidence
    return sure


def _crops(sheet: Sheet, line: TextLine, manner: Manner) -> Iterator[Pixels]:
    if line.stacked:
        yield _changed(stack_crop(sheet.clean, line), manner)
    else:
        for piece in line.pieces:
            yield _changed(crop_of(sheet.clean, piece), manner)


def _changed(crop: Pixels, manner: Manner) -> Pixels:
    height = crop.shape[0]
    if manner is Manner.WIDER:
        return np.asarray(cv2.resize(crop, None, fx=1.2, fy=1.0, interpolation=cv2.INTER_CUBIC), np.uint8)
    if manner is Manner.CONTRAST:
        low, high = np.percentile(crop, (2, 88))
        stretched = (crop.astype(np.float32) - low) * (255 / max(1.0, high - low))
        return np.asarray(np.clip(stretched, 0, 255), np.uint8)
    paper = tuple(int(v) for v in np.percentile(crop.reshape(-1, 3), 85, axis=0))
    around = (height // 7, height // 5, height // 6, height // 6)
    padded = cv2.copyMakeBorder(crop, *around, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(cv2.resize(padded, None, fx=1.2, fy=1.0, interpolation=cv2.INTER_CUBIC), np.uint8)


def _joined(lines: Sequence[Line]) -> Line:
    runs: list[Run] = []
    for line in lines:
        if runs and line.runs:
            runs.append(Run("\n"))
        runs += line.runs
    return Line(tuple(runs))


def _sheet_of(image: PageImage, rect: Rect, stamped: Callable[[], bool]) -> tuple[Sheet, Rect]:
    """The part of the page with a rectangle as a sheet of its own, and the rectangle in its pixels."""
    x0, y0, x1, y1 = rect
    margin = round(AROUND * image.dpi)
    left, top = max(0, x0 - margin), max(0, y0 - margin)
    part = np.ascontiguousarray(image.pixels[top : y1 + margin, left : x1 + margin])
    if red_ink(part).any() and stamped():
        part = without_seal(part)
    return prepare(PageImage(part, image.dpi)), (x0 - left, y0 - top, x1 - left, y1 - top)
