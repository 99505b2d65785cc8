"""How sure a value is, and from what chance on a person must look: the one threshold of each field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import data
from extractors.forms.reading import FieldReading
from normalizers.value import Normal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least confidence (0 to 1) with which a value passes without a person: by field, and for all others."""

    default: float
    fields: Mapping[str, float]

    def of(self, name: str) -> float:
        """The threshold of that field."""
        return self.fields.get(name, self.default)


@cache
def thresholds() -> Thresholds:
    """From `data/sureness.toml`."""
    raw = tomllib.loads(data.path("sureness.toml").read_text("utf-8"))["thresholds"]
    return Thresholds(raw["default"], raw.get("fields", {}))


def confidence_of(reading: FieldReading, normal: Normal) -> float:
    """The estimated chance that a value is right: that its place, its characters and its meaning were understood."""
    seen = min((run.confidence for line in reading.lines for run in line.runs if run.text.strip()), default=1.0)
    return max(0.0, min(1.0, reading.confidence * seen * normal.sureness))


def needs_person(name: str, confidence: float, problem: str | None) -> bool:
    """Whether a person must look at a value before it counts."""
    return problem is not None or confidence < thresholds().of(name)
