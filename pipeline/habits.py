"""Marks by habit: what stands at the ends of lines and inside of dates is written alike throughout a résumé."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from extractors.page import Glyph, Line

MARKS = frozenset("；;。.，,、:：-—－一/／~～至")
SURE = 0.985
"""A mark this sure shows the writer's habit."""
SHOWN, SHOWN_AGAINST = 2, 3
"""So often it must be shown to speak for a mark, or against one."""
LEFT = 0.06
"""The share of the doubt that is left of a mark as the others are."""
AGAINST = 0.5
"""How sure a mark is at most that differs from all others in its place."""

INSIDE_DATES = ("figure4", "figure")
"""Behind the year of a date nobody changes the mark; between words stands now one, now another."""

Place = tuple[str, str]
"""The kinds of the characters before (with how many figures stand there) and behind."""


def seen_by_habit(lines: Sequence[Line]) -> float:
    """The chance that every character of a résumé's lines is what stands on the paper."""
    chance = 1.0
    for line in lines:
        for run in line.runs:
            chance *= run.confidence
    habits: dict[Place, Counter[str]] = {}
    marks = [mark for line in lines for mark in _marks(line)]
    for place, glyph in marks:
        if glyph.confidence >= SURE:
            habits.setdefault(place, Counter())[_plain(glyph.text)] += 1
    for place, glyph in marks:
        shown = habits.get(place, Counter()).copy()
        if glyph.confidence >= SURE:
            shown[_plain(glyph.text)] -= 1
        chance *= _change(glyph, +shown, strict=place == INSIDE_DATES)
    return min(1.0, chance)


def _change(glyph: Glyph, shown: Counter[str], *, strict: bool) -> float:
    """By what factor the habit shown elsewhere makes a mark surer, or less sure where habits are strict."""
    own = _plain(glyph.text)
    if len(shown) != 1 or glyph.confidence <= 0:
        return 1.0
    mark, times = next(iter(shown.items()))
    if mark == own and times >= SHOWN and glyph.confidence < SURE:
        return (1 - LEFT * (1 - glyph.confidence)) / glyph.confidence
    if strict and mark != own and times >= SHOWN_AGAINST and glyph.confidence > AGAINST:
        return AGAINST / glyph.confidence
    return 1.0


def _marks(line: Line) -> Iterator[tuple[Place, Glyph]]:
    """The marks of a line with their places."""
    glyphs = [glyph for run in line.runs for glyph in run.glyphs if glyph.text.strip()]
    kinds = [_kind(glyph.text) for glyph in glyphs]
    figures = 0
    for at, glyph in enumerate(glyphs):
        if glyph.text in MARKS and (at > 0):
            before = f"figure{figures}" if figures else kinds[at - 1]
            yield (before, kinds[at + 1] if at + 1 < len(kinds) else "end"), glyph
        figures = figures + 1 if kinds[at] == "figure" else 0


def _kind(text: str) -> str:
    if text.isdigit():
        return "figure"
    if text in "年月日":
        return "date"
    if text in "至今":
        return "now"
    return "word" if "一" <= text <= "鿿" and text != "一" else "other"


def _plain(text: str) -> str:
    return normalize("NFKC", text)
