"""What was read inside of a seal without colour: its own characters stand in a ring, and are no text of the cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from extractors.page import Glyph, Line, PageImage, Run
from extractors.scan.place import rect_of
from extractors.scan.seal import Seal

REACH = 1.1
"""What lies within this many radii of the middle lies in the seal."""
LEGIBLE = 0.8
"""Writing in a seal is read with such a mean confidence; less is what the seal itself leaves."""
UNSURE = 0.5
"""How sure anything is in a cell in which a seal may hide writing."""
RING = 0.1
"""So near to the ring, in radii, a character may have lost a part with it."""
LONGEST_PROMPT = 6
STOPS = frozenset("。！；")


def without_ring_text(lines: Sequence[Line], seals: Sequence[Seal], image: PageImage) -> tuple[Line, ...]:
    """The lines with what only the ring of a seal left taken out; a run without text tells that ink stood there.

    Pieces of a line that lie in a seal and cannot be made out go, and so does what follows a sentence into one.
    """
    if not seals:
        return tuple(lines)
    return tuple(_without(line, seals, image) for line in lines)


def _without(line: Line, seals: Sequence[Seal], image: PageImage) -> Line:
    if line.upright is None or any(run.tick is not None for run in line.runs):
        return line
    x0, y0, x1, y1 = rect_of(image, line.upright)
    middle = (y0 + y1) / 2
    runs: list[Run] = []
    for run in line.runs:
        inside = [_holds(seals, x0 + (g.x0 + g.x1) / 2 * (x1 - x0), middle) for g in run.glyphs]
        start = _tail(run.glyphs, inside)
        found = list(_cut(run, start)) if start is not None else [run]
        runs.extend(_doubted(one, seals, (x0, x1), middle) for one in found)
    return replace(line, runs=tuple(runs))


def _tail(glyphs: Sequence[Glyph], inside: Sequence[bool]) -> int | None:
    """From which glyph on a run is only what a seal left; None where it is not."""
    for start in (0, *(k + 1 for k, glyph in enumerate(glyphs) if glyph.text in STOPS)):
        rest = [glyph.confidence for glyph in glyphs[start:] if glyph.text.strip()]
        if rest and all(inside[start:]) and (float(np.mean(rest)) < LEGIBLE or _is_prompt(glyphs[start:])):
            return start
    return None


def _is_prompt(glyphs: Sequence[Glyph]) -> bool:
    """Whether this is what can be seen of the words （盖章） below the seal."""
    text = "".join(glyph.text for glyph in glyphs).strip()
    return len(text) <= LONGEST_PROMPT and any(c in text for c in "()（）") and any(c in text for c in "盖章")


def _doubted(run: Run, seals: Sequence[Seal], between: tuple[int, int], middle: float) -> Run:
    """The run, unsure where the ring runs through it: what was under the ring went with it."""
    if not run.glyphs:
        return run
    x0, x1 = (between[0] + x * (between[1] - between[0]) for x in (run.glyphs[0].x0, run.glyphs[-1].x1))
    reach = (x1 - x0) / len(run.glyphs)
    steps = np.linspace(x0 - reach, x1 + reach, 2 * len(run.glyphs) + 5)
    crossed = any(abs(_radius(seal, x, middle) - 1) <= RING for seal in seals for x in steps)
    if not crossed:
        return run
    glyphs = tuple(replace(glyph, confidence=min(glyph.confidence, UNSURE)) for glyph in run.glyphs)
    return replace(run, confidence=min(run.confidence, UNSURE), glyphs=glyphs)


def _cut(run: Run, start: int) -> Iterator[Run]:
    kept = run.glyphs[:start]
    if kept:
        sure = float(np.prod([glyph.confidence for glyph in kept if glyph.text] or [1.0]))
        yield replace(run, text="".join(glyph.text for glyph in kept), glyphs=kept, confidence=sure)
    yield Run("", confidence=UNSURE)


def _holds(seals: Sequence[Seal], x: float, y: float) -> bool:
    return any(_radius(seal, x, y) <= REACH for seal in seals)


def _radius(seal: Seal, x: float, y: float) -> float:
    """How far a point is from the middle of a seal: 1 on its ring."""
    x0, y0, x1, y1 = seal.rect
    return float(np.hypot((2 * x - x0 - x1) / (x1 - x0), (2 * y - y0 - y1) / (y1 - y0)))
