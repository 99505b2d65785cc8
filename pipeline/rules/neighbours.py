"""What a filing has beside it in the registry: other filings of its enterprise and officer, its city's summaries.

Everything here is told by the filings themselves, so that the order in which they came in plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.documents import Document
from pipeline.rules.case import Case, later, rests_on_unsure_reading

CHIEF = "首席质量官"


@dataclass(frozen=True, slots=True)
class Filed:
    """A filing in the registry: `mark` its number there, `file` where it came from, and the keys of what it speaks of.

    A key is None where the form does not say enough; `by_number`: the officer's key is an ID number, not a name.
    `ranking`: of two filings of one appointment the greater holds; `superseded`: another one does.
    """

    mark: int
    document: Document
    file: str
    ranking: str
    enterprise: str | None = None
    officer: str | None = None
    appointment: str | None = None
    by_number: bool = False
    superseded: bool = False

    def value(self, name: str) -> Any:
        """The normalised value, None where there is none."""
        field = self.document.fields.get(name)
        return field.value if field is not None else None

    def unsure(self, *names: str) -> bool:
        """Whether a person must look at any of these fields first."""
        fields = (self.document.fields.get(name) for name in names)
        return any(field is not None and rests_on_unsure_reading(field) for field in fields)

    @property
    def since(self) -> str | None:
        """From when it holds: the appointment, else the day of filing; ISO 8601."""
        dates = (self.value("appointed_from"), self.value("filing_date"))
        return next((date for date in dates if isinstance(date, str)), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A summary of a filing's own city. `filed`: its day, ISO 8601; `lists`: whether a row of it is of this filing."""

    file: str
    filed: str | None
    lists: bool


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A filing with what is beside it. `others` share enterprise or officer; `active`: marks of posts that are held."""

    case: Case
    own: Filed
    others: tuple[Filed, ...] = ()
    active: frozenset[int] = frozenset()
    listings: tuple[Listing, ...] = ()

    def with_same(self, key: str) -> list[Filed]:
        """The others with the same `enterprise`, `officer` or `appointment`; none where the own one is not known."""
        own = getattr(self.own, key)
        return [] if own is None else [other for other in self.others if getattr(other, key) == own]


def posts_held(filings: Iterable[Filed]) -> frozenset[int]:
    """Marks of those filings of one enterprise whose post is still held.

    Not the ones that another filing of the appointment overtook, nor a chief's before a change that names another.
    """
    current = [filing for filing in filings if not filing.superseded]
    chiefs = [filing for filing in current if filing.value("post") == CHIEF]
    gone = {chief.mark for chief in chiefs if any(_replaces(other, chief) for other in chiefs)}
    return frozenset(filing.mark for filing in current) - gone


def same_person(one: Filed, other: Filed) -> bool:
    """Whether two filings may be of one person: the same key, or the same name where a number is not known."""
    if one.officer == other.officer:
        return True
    name = one.value("name")
    return not (one.by_number and other.by_number) and name is not None and name == other.value("name")


def _replaces(change: Filed, earlier: Filed) -> bool:
    """Whether the change put its own officer in the place of the other's."""
    if change.value("change_type") != "变更" or change is earlier or same_person(change, earlier):
        return False
    if change.since is None or earlier.since is None:
        return False
    return not later(earlier.since, change.since)


def newest(filings: Sequence[Filed]) -> Filed:
    """Of several filings of one appointment the one that holds."""
    return max(filings, key=lambda filing: filing.ranking)
