"""Notes that a form is printed with: known by their first characters, so that the rest need not be read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from extractors.forms.definition import definitions
from extractors.forms.labels import compact
from extractors.ocr.protocol import Engine
from extractors.page import Line, Run
from extractors.scan.lines import TextLine, crop_of
from extractors.scan.sheet import Sheet

LONG = 16
"""Lines of fewer characters than this are read whole."""
BEGINNING = 8
"""How much of a line is read to know it, in characters."""
LEAST_READ = 5
ALIKE = 80
"""How like the beginning must be to a place of a printed note, in percent."""
LONGER = 1.12
"""A line longer than this times what remains of the note from there on has something written behind it."""
SURE = 0.9


def known_notes(sheet: Sheet, lines: Sequence[TextLine], engine: Engine) -> list[Run | None]:
    """For each line the run of a note that is printed there, None where it is none or not known by its beginning."""
    char = sheet.text_height
    long = [k for k, line in enumerate(lines) if len(line.pieces) == 1 and _width(line) >= LONG * char]
    crops = []
    for k in long:
        x0, y0, x1, y1 = lines[k].pieces[0]
        crops.append(crop_of(sheet.clean, (x0, y0, min(x1, x0 + round(BEGINNING * (y1 - y0) / 1.2)), y1)))
    found: list[Run | None] = [None] * len(lines)
    for k, crop, read in zip(long, crops, engine.recognise(crops), strict=True):
        note = _note(read, _width(lines[k]) / max(1, crop.shape[1]))
        found[k] = Run(note, confidence=SURE) if note else None
    return found


def _width(line: TextLine) -> int:
    return line.box[2] - line.box[0]


def _note(beginning: Line, times: float) -> str:
    """The note that goes on as this beginning does, as far as a line reaches that is so many times as wide; or ""."""
    glyphs = [glyph for run in beginning.runs for glyph in run.glyphs if glyph.text.strip()][:-1]
    read, _ = compact("".join(glyph.text for glyph in glyphs))
    pitch = median([b.x0 - a.x0 for a, b in pairwise(glyphs)] or [0.0])
    if len(read) < LEAST_READ or pitch <= 0:
        return ""
    for note, key, places in _printed():
        match = fuzz.partial_ratio_alignment(read, key, score_cutoff=ALIKE)
        if match is None or match.dest_end - match.dest_start < LEAST_READ:
            continue
        rest = note[places[match.dest_start] :]
        if times / pitch <= LONGER * len(rest) + 1:
            return rest[: round(times / pitch)]
    return ""


@cache
def _printed() -> tuple[tuple[str, str, list[int]], ...]:
    """The notes of all forms: text, what is compared of it, and where in the text each character of that stands."""
    return tuple((note, *compact(note)) for definition in definitions() for note in definition.printed)
