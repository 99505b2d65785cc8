"""`label: value` within one line: head lines (填报日期：…), cells that hold both, forms without rules."""

from __future__ import annotations

from extractors.forms.answers import read_answers, read_opinion
from extractors.forms.labels import index
from extractors.forms.reading import FieldReading
from extractors.page import Box, Line, Place, Run, part_of
from normalizers.catalogue import BY_KIND, Field


def read_inline(line: Line, section: str) -> tuple[list[tuple[str, FieldReading]], str]:
    """The fields that a line names with a colon, each with the text up to the next, and what stands before them.

    A label that no field takes comes with an empty name and its text. Section as in the vocabulary.
    """
    text = line.text
    hits = index(section).inline(text)
    if not hits:
        return [], text
    catalogue = BY_KIND[section]
    found: list[tuple[str, FieldReading]] = []
    for number, (start, begin, hit) in enumerate(hits):
        end = hits[number + 1][0] if number + 1 < len(hits) else len(text)
        part = cut(line, begin, end)
        fields = [catalogue[name] for name in hit.fields if name in catalogue]
        if not fields:
            found.append(("", FieldReading("", text[start:end].strip(), None, part.place)))
            continue
        found.extend(_answers(fields, part).items())
    return found, text[: hits[0][0]]


def _answers(fields: list[Field], part: Line) -> dict[str, FieldReading]:
    if any(field.name == "enterprise_opinion" for field in fields):
        return read_opinion([part], part.place)
    readings = read_answers(fields, [part], part.place)
    if len(fields) > 1:
        return {name: reading for name, reading in readings.items() if reading.meant is not None} or readings
    return readings


def cut(line: Line, start: int, end: int) -> Line:
    """The part of a line between two offsets of its text, its place narrowed along with it."""
    runs: list[Run] = []
    at = 0
    for run in line.runs:
        if run.placeholder:
            continue
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            whole = low == 0 and high == len(run.text)
            runs.append(run if whole else part_of(run, low, high))
        at += len(run.text)
    return Line(tuple(runs), _narrowed(line, start, end, at))


def _narrowed(line: Line, start: int, end: int, length: int) -> Place | None:
    """The share of the line's box that the characters between two offsets take, all counted as equally wide."""
    place = line.place
    if place is None or place.box is None or length == 0:
        return place
    box = place.box
    width = box.x1 - box.x0
    return Place(place.page, Box(box.x0 + width * start / length, box.y0, box.x0 + width * end / length, box.y1))
