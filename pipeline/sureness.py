"""How sure a value is, and from what chance on a person must look.

The chance that a value is right is put together from witnesses: how the recogniser saw its characters, that its place
and ticks were understood, that the text means something at all (a misread region is hardly ever another region's name),
and what other fields of the document say of the same fact.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import data
from extractors.forms.reading import FieldReading, Reading
from extractors.page import Line
from normalizers.enterprise_type import is_known_type
from normalizers.identity import birth_date_of, check_digit, gender_of
from normalizers.title import is_listed_title
from normalizers.value import Normal
from pipeline.documents import Document, FieldValue
from pipeline.habits import seen_by_habit

BLANK_WORD = 0.01
"""The chance that a misread answer reads like one of the few words that mean blank."""
LEGIBLE = 0.995
POOR_DOUBT = 3.0
MIXED_DASHES = 0.9
_SPAN_DASH = re.compile(r"(?<=[0-9年月日])\s*([-－—–~～]+)\s*(?=[0-9至今])")
AUTHORITIES = ("市场监督管理局", "市场监管局", "质量技术监督局")
"""How the names of those end that may organise the training."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """Thresholds and chances from `data/sureness.toml`.

    `default`, `fields`: the least confidence (0 to 1) with which a value passes without a person. `still_means`: by
    kind of value, the chance that a misread text still means a value of that kind; 1 where any text does.
    `listed`: that chance for a text found in a list (titles, types of enterprises, authorities).
    """

    default: float
    fields: Mapping[str, float]
    still_means: Mapping[str, float]
    listed: float

    def threshold(self, name: str) -> float:
        """The threshold of that field."""
        return self.fields.get(name, self.default)


@cache
def sureness() -> Sureness:
    """From `data/sureness.toml`, loaded once a process."""
    raw = tomllib.loads(data.path("sureness.toml").read_text("utf-8"))
    return Sureness(
        raw["thresholds"]["default"], raw["thresholds"].get("fields", {}), raw["still_means"], raw["listed"]
    )


def legibility(reading: Reading) -> float:
    """The mean chance of a character of the document's fields to be right; 1 where none was recognised."""
    groups = (reading.fields, *reading.rows)
    lines = [line for group in groups for field in group.values() for line in field.lines]
    chances = [glyph.confidence for line in lines for run in line.runs for glyph in run.glyphs if glyph.text]
    return sum(chances) / len(chances) if chances else 1.0


def doubt_of(reading: Reading) -> float:
    """By what factor every doubt about a document's readings grows: on a poor copy even sure characters are less so."""
    return POOR_DOUBT if legibility(reading) < LEGIBLE else 1.0


def confidence_of(reading: FieldReading, normal: Normal, kind: str, doubt: float = 1.0) -> float:
    """The estimated chance that a value is right, by itself: characters, place, meaning. `doubt`: see `doubt_of`."""
    legible = seen_by_habit(reading.lines) if kind == "resume" else seen(reading)
    misread = 1.0 - legible * (MIXED_DASHES if kind == "resume" and _mixes_dashes(reading) else 1.0)
    if normal.problem is None and not normal.repaired:
        misread *= BLANK_WORD if normal.value is None else _still_means(reading.name, kind, normal)
    place = 1.0 - doubt * (1.0 - reading.confidence)
    return max(0.0, place) * max(0.0, 1.0 - doubt * misread) * normal.sureness


def _mixes_dashes(reading: FieldReading) -> bool:
    """Whether spans of one résumé, as recognised, are written with dashes of two lengths: one is likely misread."""
    found = {dash for line in reading.lines if _is_recognised(line) for dash in _SPAN_DASH.findall(line.text)}
    return len(found) > 1


def _is_recognised(line: Line) -> bool:
    return any(run.glyphs for run in line.runs)


def _still_means(name: str, kind: str, normal: Normal) -> float:
    """The chance that a misread text would still mean a value of that kind: small for what a list holds."""
    value = normal.value
    if isinstance(value, str):
        in_list = (
            (name == "title" and is_listed_title(value))
            or (kind == "enterprise_type" and is_known_type(value))
            or (kind == "organisation" and value.endswith(AUTHORITIES))
        )
        if in_list:
            return sureness().listed
    return sureness().still_means.get(kind, 1.0)


def seen(reading: FieldReading) -> float:
    """The chance that every character of a reading is what stands on the paper."""
    chance = 1.0
    for line in reading.lines:
        for run in line.runs:
            chance *= run.confidence
    return chance


def judged(document: Document) -> Document:
    """The document with its fields weighed against each other, those that fall short marked for review."""
    fields = dict(document.fields)
    if document.kind in ("filing", "id_card"):
        _weigh_identity(fields)
    return replace(
        document,
        fields={name: marked(field) for name, field in fields.items()},
        rows=tuple({name: marked(field) for name, field in row.items()} for row in document.rows),
    )


def marked(field: FieldValue) -> FieldValue:
    """The field, for review where it has a problem or is less sure than its threshold asks."""
    review = field.problem is not None or field.confidence < sureness().threshold(field.name)
    return replace(field, review=review)


def _weigh_identity(fields: dict[str, FieldValue]) -> None:
    """The check digit, birth date and gender are witnesses of the ID number, and it of them.

    ISO 7064 MOD 11-2 finds every single wrong digit: to pass, two must be wrong and agree (one chance in eleven). What
    the number and another field say alike, each read by itself, would have to be misread twice in the same way.
    """
    number = fields["id_number"]
    if not isinstance(number.value, str) or len(number.value) != 18:
        return
    if check_digit(number.value[:17]) != number.value[17] or number.problem is not None:
        return
    doubt = (1.0 - number.confidence) ** 2 / 2
    birth, gender = fields["birth_date"], fields["gender"]
    born = birth_date_of(number.value)
    if born is not None and isinstance(birth.value, str) and born.startswith(birth.value):
        shared = (1.0 - birth.confidence) * (1.0 - number.confidence) * 0.1
        fields["birth_date"] = _raised(birth, 1.0 - shared)
        doubt *= 0.3
    if gender.value is not None and gender.value == gender_of(number.value):
        fields["gender"] = _raised(gender, 1.0 - (1.0 - gender.confidence) * 0.05)
        doubt *= 0.6
    fields["id_number"] = _raised(number, 1.0 - doubt)


def _raised(field: FieldValue, confidence: float) -> FieldValue:
    return replace(field, confidence=max(field.confidence, confidence))
