"""Small marks that a recogniser passed over: stops and commas that are inked, separators for which a date has room.

Small marks are dropped far more often than anything is invented. What is put in is never surer than its ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extractors.page import Glyph, Line
from extractors.scan.sheet import Mask, Rect, Sheet

LARGEST, SMALLEST = 0.45, 0.12
"""The size of a small mark, in characters."""
OWN = 0.56
"""How far from the middle of a character its own ink may reach, in characters."""
LEAST_READ, LEGIBLE, MOST = 4, 0.8, 2
"""Marks are looked for in lines of so many characters, read with such a mean confidence; more missing ones are dirt."""
BASE, MIDDLE = 0.6, 0.35
"""Stops and commas stand below this share of the height of a line; in some fonts for Traditional text below that."""
STOP = 0.17
"""A full stop is at least so wide and high, in characters."""
SURE, UNSURE = 0.97, 0.85
"""How sure a mark is whose ink tells what it is, and one that may be another."""
OFFERED = 0.02
"""From this probability on the recogniser's own guess counts."""
WIDER = 1.6
"""Figures that stand so many times as far apart as the others of their line have something between them."""
BETWEEN, BEHIND = frozenset("、，；：·"), frozenset("。；，！")
_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")


def with_missed_marks(line: Line, sheet: Sheet, piece: Rect) -> Line:
    """The line with the marks that were passed over in its piece of the sheet, as far as they can be told."""
    glyphs = [glyph for run in line.runs for glyph in run.glyphs]
    chances = [glyph.confidence for glyph in glyphs if glyph.text.strip()]
    if len(line.runs) != 1 or line.runs[0].tick is not None or len(chances) < LEAST_READ or np.mean(chances) < LEGIBLE:
        return line
    width, char = piece[2] - piece[0], (piece[3] - piece[1]) / 1.28
    found = list(_stops(glyphs, sheet.text[piece[1] : piece[3], piece[0] : piece[2]], char))
    if len(found) > MOST:
        return line
    found = found or list(_last_stop(glyphs, sheet.text[piece[1] : piece[3], piece[0] : piece[2]], char))
    found = found or list(_separators(glyphs, width))
    if not found:
        return line
    rest = [glyph for glyph in glyphs if glyph.text or not any(_overlap(glyph, mark) for mark in found)]
    merged = sorted([*rest, *found], key=lambda glyph: glyph.x0 + glyph.x1)
    text = "".join(glyph.text for glyph in merged)
    sure = float(np.prod([glyph.confidence for glyph in merged if glyph.text]))
    return replace(line, runs=(replace(line.runs[0], text=text, glyphs=tuple(merged), confidence=sure),))


def _stops(glyphs: Sequence[Glyph], ink: Mask, char: float) -> Iterator[Glyph]:
    """Stops and commas between and behind Chinese characters: small ink, low in the line, off all that was read."""
    height, width = ink.shape
    middles = [(glyph.x0 + glyph.x1) / 2 * width for glyph in glyphs if glyph.text.strip()]
    texts = [glyph.text for glyph in glyphs if glyph.text.strip()]
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    size, level = stats[1:, 2:4].max(axis=1), stats[1:, 1] + stats[1:, 3] / 2
    small = (size >= SMALLEST * char) & (size <= LARGEST * char) & (level >= MIDDLE * height)
    for x, y, w, h, _ in stats[1:][small].tolist():
        middle = x + w / 2
        low = y + h / 2 >= BASE * height
        if any(abs(at - middle) < OWN * char for at in middles):
            continue
        before = [text for at, text in zip(middles, texts, strict=True) if at < middle]
        behind = [text for at, text in zip(middles, texts, strict=True) if at >= middle]
        if not before or not _is_chinese(before[-1]) or (behind and not _is_chinese(behind[0])):
            continue
        mark = _as_read(glyphs, (x / width, (x + w) / width), BETWEEN if behind else BEHIND) if low else None
        if mark is None and not behind and min(w, h) >= STOP * char:
            mark = "。", SURE if low and 0.7 <= w / h <= 1.4 else UNSURE
        if mark:
            yield Glyph(mark[0], mark[1], (("", 1 - mark[1]),), x / width, (x + w) / width)


def _last_stop(glyphs: Sequence[Glyph], ink: Mask, char: float) -> Iterator[Glyph]:
    """A full stop at the end that stands close to the last character: behind all else, low, with nothing above it."""
    height, width = ink.shape
    last = max((glyph for glyph in glyphs if glyph.text.strip()), key=lambda glyph: glyph.x0 + glyph.x1)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    marks = [mark for mark in stats[1:].tolist() if max(mark[2:4]) >= SMALLEST * char]
    if not _is_chinese(last.text) or len(marks) < 2:
        return
    marks.sort(key=lambda mark: mark[0] + mark[2])
    x, y, w, h, _ = marks[-1]
    alone = x >= max(mark[0] + mark[2] for mark in marks[:-1])
    if alone and y > 0.5 * height and STOP * char <= min(w, h) and max(w, h) <= LARGEST * char:
        yield Glyph("。", UNSURE, (("", 1 - UNSURE),), x / width, (x + w) / width)


def _as_read(glyphs: Sequence[Glyph], span: tuple[float, float], marks: frozenset[str]) -> tuple[str, float] | None:
    """The mark that the recogniser nearly read there."""
    for glyph in glyphs:
        if not glyph.text and glyph.alternatives and glyph.x0 < span[1] and span[0] < glyph.x1:
            text, share = glyph.alternatives[0]
            if text in marks and share >= OFFERED:
                return text, UNSURE + (SURE - UNSURE) * min(1.0, 2 * share)
    return None


def _separators(glyphs: Sequence[Glyph], width: int) -> Iterator[Glyph]:
    """The second separator of a date, where its figures leave room for one and the first was read."""
    read = [glyph for glyph in glyphs if glyph.text.strip()]
    gaps = [
        (b.x0 + b.x1 - a.x0 - a.x1) / 2 * width if a.text.isdigit() and b.text.isdigit() else 0.0
        for a, b in pairwise(read)
    ]
    usual = float(np.median([gap for gap in gaps if gap] or [0.0]))
    wide = [k for k, gap in enumerate(gaps) if usual and gap >= WIDER * usual]
    if len(wide) != 1:
        return
    a, b = read[wide[0]], read[wide[0] + 1]
    before, behind = ("".join(glyph.text for glyph in part) for part in (read[: wide[0] + 1], read[wide[0] + 1 :]))
    for mark in "-./":
        if mark in before + behind and _DATE.search(before + mark + behind):
            x0, x1 = (a.x0 + a.x1) / 2, (b.x0 + b.x1) / 2
            yield Glyph(mark, UNSURE, (("", 1 - UNSURE),), x0 + (x1 - x0) / 3, x1 - (x1 - x0) / 3)
            return


def _is_chinese(text: str) -> bool:
    return "一" <= text <= "鿿" or text in "）》”"


def _overlap(one: Glyph, other: Glyph) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1
