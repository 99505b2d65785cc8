"""Whose rules apply, as data: thresholds, severities, deadlines, targets of one jurisdiction.

Loaded from `data/jurisdictions/*.toml` by `pipeline.rules.jurisdiction_file`, which validates by the types here.
msgspec and not pydantic: every process that reads a form loads these files, and pydantic alone takes longer to import
than a form takes to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from pipeline.documents import Severity

DEFAULT = "default"
"""The id of the neutral jurisdiction, for a document of which it is not known whose rules apply."""

Years = Annotated[float, Meta(ge=0, le=80)]
Count = Annotated[int, Meta(ge=1)]
Level = Literal["province", "city"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a jurisdiction's file: a key that it does not know is an error."""


class Thresholds(_Part, frozen=True, forbid_unknown_fields=True):
    """Limits that are plain numbers: `opinion_days` in days, all others in years."""

    age_min: Years
    age_max: Years
    working_age: Years
    opinion_days: Count
    resume_years: Years


class Minimum(_Part, frozen=True, forbid_unknown_fields=True):
    """The least that an officer of an enterprise of one scale must have: education, years of quality work."""

    education: str
    years: Years


class Words(_Part, frozen=True, forbid_unknown_fields=True):
    """Lists of words that rules look for in free text; what each is for stands in `default.toml`."""

    deputy_or_above: tuple[str, ...]
    below_deputy: tuple[str, ...]
    either: tuple[str, ...]
    authority: tuple[str, ...]
    commissioned: tuple[str, ...]
    quality_work: tuple[str, ...]
    not_work: tuple[str, ...]


class Deadlines(_Part, frozen=True, forbid_unknown_fields=True):
    """`first_batch`: last day for the summaries of that year; `change_months`: within how many a change is reported."""

    first_batch: date | None = None
    change_months: Count | None = None


class TrainingTarget(_Part, frozen=True, forbid_unknown_fields=True):
    """At least `persons` trained `by` that day in each of `regions` (GB/T 2260; none named = all other cities)."""

    regions: tuple[str, ...]
    persons: Count
    by: date


class CoverageTarget(_Part, frozen=True, forbid_unknown_fields=True):
    """A `share` (0 to 1) of the enterprises above scale has a chief quality officer `by` that day."""

    share: Annotated[float, Meta(gt=0, le=1)]
    by: date


class Jurisdiction(_Part, frozen=True, forbid_unknown_fields=True):
    """One jurisdiction. `province`: first two digits of its division codes, None for the neutral one.

    `scheme`: the regulation and its year. `severities`: by rule id, None = the rule is off; a rule not named keeps its
    own. `holds`: by rule id, False = a finding of it does not hold a document back. `minimum`: by scale of the
    enterprise, for an officer of one of `minimum_posts`. `kept_by`, `reported_to`: the level of authority, by post.
    """

    id: str
    name: str
    required: tuple[str, ...]
    thresholds: Thresholds
    minimum: Mapping[str, Minimum]
    minimum_posts: tuple[str, ...]
    words: Words
    province: str | None = None
    scheme: str | None = None
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    holds: Mapping[str, bool] = field(default_factory=dict)
    deadlines: Deadlines = field(default_factory=Deadlines)
    kept_by: Mapping[str, Level] = field(default_factory=dict)
    reported_to: Mapping[str, Level] = field(default_factory=dict)
    training_targets: tuple[TrainingTarget, ...] = ()
    coverage_targets: tuple[CoverageTarget, ...] = ()

    def severity(self, rule_id: str, usual: Severity) -> Severity | None:
        """The severity of that rule here, None where it is off; `usual` where the data says nothing of it."""
        return self.severities.get(rule_id, usual)


def jurisdiction_of(name: str | None, jurisdictions: Mapping[str, Jurisdiction]) -> Jurisdiction:
    """The jurisdiction of that id; the neutral one for None, or an id that is not among `jurisdictions`."""
    return jurisdictions.get(name or DEFAULT, jurisdictions[DEFAULT])
