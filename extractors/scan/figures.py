"""A letter or a figure (o or 0, l or 1): told by the page's own figures, those that stand among nothing but figures.

A recogniser knows such characters by their company; in an e-mail address company says little. But a page that shows
an ID number shows what its 0 and its 1 look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import Glyph, Line, PageImage
from extractors.scan.place import rect_of

if TYPE_CHECKING:
    Patch = npt.NDArray[np.float32]

FIGURE_OF = dict.fromkeys("0OoQD", "0") | dict.fromkeys("1lI|i", "1")
"""The figure that a character may be taken for."""
TOLD_BY_LIKENESS = frozenset("0")
"""Figures that no letter looks like in any usual print; an l may be drawn just as a 1 is."""
SURE_FIGURE = 0.98
"""Characters of this probability in numbers are taken as what the page's figures look like."""
LEAST_SHOWN = 3
"""So many of a figure show how much it varies on the page."""
SAME, OTHER = -0.02, -0.07
"""By how much the likeness to the page's figures may fall short of that among themselves, and from where on it is none.
"""
READ_FIGURE, READ_LETTER = 0.998, 0.98
"""The probability that the recogniser itself must give."""
TALL, WIDE = 24, 30
"""The size in pixels of the patches that are compared: the height of a figure, and room for the widest character."""
LEAST_HEIGHT = 8
FULL_HEIGHT = frozenset("0123456789bdfhkltABCDEFGHIJKLMNOPQRSTUVWXYZ")
ON_BASE = frozenset("0123456789abcdehiklmnorstuvwxzABCDEFGHIKLMNOPRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figures of a page look like: patches of each, and how alike at least nine in ten are to their likes."""

    patches: Mapping[str, Sequence[Patch]]
    likeness: Mapping[str, float]


def figures_of(image: PageImage, lines: Iterable[Line]) -> Figures:
    """The 0s and 1s of a page's numbers. `lines`: those of the page, with their glyphs."""
    patches: dict[str, list[Patch]] = {"0": [], "1": []}
    for line in lines:
        glyphs = written(line)
        if len(glyphs) >= 4 and all(glyph.text in "0123456789Xx-— " for glyph in glyphs):
            for place, patch in _patches(image, line, glyphs).items():
                glyph = glyphs[place]
                if glyph.text in patches and glyph.confidence >= SURE_FIGURE:
                    patches[glyph.text].append(patch)
    likeness = {}
    for figure, own in patches.items():
        if len(own) >= LEAST_SHOWN:
            best = [max(_alike(a, b) for b in own if b is not a) for a in own]
            likeness[figure] = float(np.percentile(best, 10))
    return Figures(patches, likeness)


def told_apart(image: PageImage, line: Line, figures: Figures, places: Sequence[int]) -> dict[int, bool]:
    """Of the characters at these places of a line's written ones: true for a figure, false for a letter.

    Those that the page's figures cannot tell, or tell otherwise than they were read, are left out.
    """
    glyphs = written(line)
    patches = _patches(image, line, glyphs)
    told = {}
    for place in places:
        glyph = glyphs[place]
        figure = FIGURE_OF.get(glyph.text, "")
        if place not in patches or figure not in figures.likeness:
            continue
        best = max(_alike(patches[place], other) for other in figures.patches[figure])
        short = best - figures.likeness[figure]
        if glyph.text in TOLD_BY_LIKENESS and short >= SAME and glyph.confidence >= READ_FIGURE:
            told[place] = True
        elif glyph.text.isalpha() and short <= OTHER and glyph.confidence >= READ_LETTER:
            told[place] = False
    return told


def written(line: Line) -> list[Glyph]:
    """The characters of a line, without blanks and places where one may have been missed."""
    return [glyph for run in line.runs if run.tick is None for glyph in run.glyphs if glyph.text.strip()]


def _patches(image: PageImage, line: Line, glyphs: Sequence[Glyph]) -> dict[int, Patch]:
    """The picture of each character that stands apart from its neighbours, all to the measure of the line's figures."""
    if line.upright is None:
        return {}
    x0, y0, x1, y1 = rect_of(image, line.upright)
    gray = np.asarray(cv2.cvtColor(image.pixels[y0:y1, x0:x1], cv2.COLOR_BGR2GRAY), np.uint8)
    if gray.size == 0:
        return {}
    paper, dark = float(np.percentile(gray, 90)), float(np.percentile(gray, 2))
    ink = _without_dust(np.asarray(gray < paper - 0.42 * (paper - dark), np.uint8))
    spans = _owned(_columns(ink), glyphs, x1 - x0)
    heights = {place: np.flatnonzero(ink[:, a:b].any(axis=1)) for place, (a, b) in spans.items()}
    tops = [rows[0] for place, rows in heights.items() if glyphs[place].text in FULL_HEIGHT]
    bottoms = [rows[-1] + 1 for place, rows in heights.items() if glyphs[place].text in ON_BASE]
    if not tops or not bottoms:
        return {}
    top, bottom = int(np.median(tops)), int(np.median(bottoms))
    if bottom - top < LEAST_HEIGHT:
        return {}
    darkness = np.clip((paper - gray.astype(np.float32)) / max(1.0, paper - dark), 0, 1)
    rows = slice(max(0, top - 1), bottom + 1)
    return {
        place: _measured(darkness[rows, max(0, a - 1) : b + 1], TALL / (bottom - top))
        for place, (a, b) in spans.items()
        if b - a <= 1.15 * (bottom - top)
    }


def _without_dust(ink: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= 4
    kept[0] = False
    return np.asarray(kept.astype(np.uint8)[labels], np.uint8)


def _columns(ink: npt.NDArray[np.uint8]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ink.any(axis=0).astype(np.int8), [0])))).reshape(-1, 2)
    return [(int(a), int(b)) for a, b in edges]


def _owned(columns: Sequence[tuple[int, int]], glyphs: Sequence[Glyph], width: int) -> dict[int, tuple[int, int]]:
    """The inked columns of each character: one for one where they are as many, else those that hold one middle only."""
    if len(columns) == len(glyphs):
        return dict(enumerate(columns))
    held: dict[tuple[int, int], list[int]] = {}
    for place, glyph in enumerate(glyphs):
        middle = (glyph.x0 + glyph.x1) / 2 * width
        for span in columns:
            if span[0] - 2 <= middle <= span[1] + 2:
                held.setdefault(span, []).append(place)
    times = [place for places in held.values() for place in places]
    return {places[0]: span for span, places in held.items() if len(places) == 1 and times.count(places[0]) == 1}


def _measured(darkness: Patch, scale: float) -> Patch:
    size = min(WIDE, max(3, round(darkness.shape[1] * scale))), TALL + 2
    made = cv2.resize(darkness, size, interpolation=cv2.INTER_AREA)
    left = (WIDE - size[0]) // 2
    return np.asarray(cv2.copyMakeBorder(made, 0, 0, left, WIDE - size[0] - left, cv2.BORDER_CONSTANT), np.float32)


def _alike(one: Patch, other: Patch) -> float:
    """How alike two patches are, moved over each other by a pixel or two; 1 = the same."""
    room = cv2.copyMakeBorder(one, 1, 1, 2, 2, cv2.BORDER_CONSTANT, value=0)
    return float(cv2.matchTemplate(room, other, cv2.TM_CCOEFF_NORMED).max())
