"""From a CTC recogniser's step-by-step probabilities to a line of characters, each with its alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.page import Glyph, Line, Run

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Indices = npt.NDArray[np.int64]

BLANK = 0
"""The class of "no character at this step"."""
MISSED_AT_LEAST = 0.02
"""A character is offered as missed where a blank step gives it at least this probability."""
KEPT_ALTERNATIVES = 6
CERTAIN = 0.9998
"""Where a character has this probability, what its other steps say of it does not matter."""


def decode(values: Floats, classes: Indices, characters: Sequence[str], reach: float, width: float) -> Line:
    """The most probable reading of one line.

    `values`, `classes`: for each step the highest probabilities and their classes, best first. `reach`: how many steps
    a full-width character takes. `width`: the share of the steps that shows the crop, the rest being padding.
    """
    steps = round(len(values) * width)
    spans = _spans([int(c) for c in classes[: steps or 1, 0]])
    glyphs: list[Glyph] = []
    text: list[str] = []
    sure = 1.0
    for number, (first, last, best) in enumerate(spans):
        if best == BLANK:
            before = spans[number - 1][2] if number else BLANK
            after = spans[number + 1][2] if number + 1 < len(spans) else BLANK
            own = values[first:last], classes[first:last]
            glyphs += _missed(*own, characters, (first, max(steps, 1)), (before, after))
            continue
        loudest = first + int(values[first:last, 0].argmax())
        certain = float(values[loudest, 0]) >= CERTAIN
        seen = slice(loudest, loudest + 1) if certain else slice(first, last)
        votes = _votes(values[seen], classes[seen])
        glyph = _glyph(votes, best, characters, (first, last), reach, max(steps, 1))
        glyphs.append(glyph)
        text.append(glyph.text)
        sure *= glyph.confidence
    if not text:
        return Line(())
    return Line((Run("".join(text), confidence=sure, glyphs=tuple(glyphs)),))


def _spans(best: Sequence[int]) -> list[tuple[int, int, int]]:
    """Runs of equal classes: first step, step after the last, class."""
    spans: list[tuple[int, int, int]] = []
    for step, kind in enumerate(best):
        if spans and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], step + 1, kind)
        else:
            spans.append((step, step + 1, kind))
    return spans


def _votes(values: Floats, classes: Indices) -> dict[int, float]:
    """The highest probability that each class reaches in some steps; for the blank the lowest."""
    votes: dict[int, float] = {}
    blank = 1.0
    for row_values, row_classes in zip(values.tolist(), classes.tolist(), strict=True):
        seen = 0.0
        for value, kind in zip(row_values, row_classes, strict=True):
            if kind == BLANK:
                seen = value
            elif value > votes.get(kind, 0.0):
                votes[kind] = value
        blank = min(blank, seen)
    votes[BLANK] = blank
    return votes


def _glyph(
    votes: dict[int, float], best: int, characters: Sequence[str], span: tuple[int, int], reach: float, steps: int
) -> Glyph:
    middle = (span[0] + span[1]) / 2
    half = reach / 2 if len(characters[best].encode()) > 2 else reach / 4
    half = max(half, (span[1] - span[0]) / 2)
    return Glyph(
        characters[best],
        votes[best],
        _alternatives(votes, best, characters),
        max(0.0, (middle - half) / steps),
        min(1.0, (middle + half) / steps),
    )


def _alternatives(votes: dict[int, float], best: int, characters: Sequence[str]) -> tuple[tuple[str, float], ...]:
    others = sorted(((p, k) for k, p in votes.items() if k not in (best, BLANK)), reverse=True)
    kept = [(characters[kind], p) for p, kind in others[: KEPT_ALTERNATIVES - 1]]
    kept.append(("", votes[BLANK]))
    return tuple(sorted(kept, key=lambda pair: -pair[1]))


def _missed(
    values: Floats, classes: Indices, characters: Sequence[str], at: tuple[int, int], beside: tuple[int, int]
) -> list[Glyph]:
    """Where within a blank stretch a character nearly showed: one empty glyph for each bump.

    `at`: the first step of the stretch, and how many there are in all. `beside`: the classes before and after it; that
    one of them fades out over the border is no bump.
    """
    bumps: list[Glyph] = []
    first, steps = at
    loud = [step for step in range(len(values)) if values[step, 0] <= 1 - MISSED_AT_LEAST]
    while loud:
        group = [loud.pop(0)]
        while loud and loud[0] == group[-1] + 1:
            group.append(loud.pop(0))
        votes = _votes(values[group[0] : group[-1] + 1], classes[group[0] : group[-1] + 1])
        if group[0] == 0:
            votes.pop(beside[0] or -1, None)
        if group[-1] == len(values) - 1:
            votes.pop(beside[1] or -1, None)
        alternatives = tuple(
            (text, p) for text, p in _alternatives(votes, BLANK, characters) if text and p >= MISSED_AT_LEAST / 4
        )
        if alternatives and alternatives[0][1] >= MISSED_AT_LEAST:
            x0, x1 = (first + group[0]) / steps, (first + group[-1] + 1) / steps
            bumps.append(Glyph("", votes[BLANK], alternatives, x0, x1))
    return bumps
