"""Which row of a summary speaks of which filing. Rows bear no ID number: name, enterprise and mobile number must do.

Surest matches first: what a row and a filing with nothing in doubt take from each other is not open to a misreading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from normalizers.enterprise import name_key
from pipeline.documents import Row
from pipeline.rules.case import later
from pipeline.rules.likeness import alike, person_key
from pipeline.rules.neighbours import Filed

_SAME, _LIKE, _UNKNOWN, _OTHER = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Side:
    """Whom a row or a filing speaks of, as keys; None = it does not say."""

    person: str | None
    enterprise: str | None
    mobile: str | None
    post: str | None

    @property
    def keys(self) -> tuple[tuple[str, Hashable], ...]:
        """What it is looked up by."""
        named = (("person", self.person), ("enterprise", self.enterprise), ("mobile", self.mobile))
        return tuple((kind, value) for kind, value in named if value is not None)


def matches(rows: Sequence[Row], filings: Sequence[Filed], day: str | None) -> dict[int, Filed]:
    """For the numbers of rows (from 1) the filing each speaks of; a row of nobody's filing is left out.

    A filing goes to one row. Of several filings of an appointment, the last one up to `day` (of the summary) is taken.
    """
    groups = _appointments(filings, day)
    sides = [_side_of_filing(filing) for filing in groups]
    found = _index(sides)
    offers: list[tuple[tuple[int, ...], int, int]] = []
    for number, row in enumerate(rows, start=1):
        side = _side_of_row(row)
        for place in {place for key in side.keys for place in found.get(key, ())}:
            score = _score(side, sides[place])
            if score is not None:
                offers.append((score, number, place))
    taken: dict[int, Filed] = {}
    used: set[int] = set()
    for _, number, place in sorted(offers, key=lambda offer: (*(-part for part in offer[0]), *offer[1:])):
        if number not in taken and place not in used:
            taken[number] = groups[place]
            used.add(place)
    return taken


def _appointments(filings: Sequence[Filed], day: str | None) -> list[Filed]:
    versions: dict[Hashable, list[Filed]] = defaultdict(list)
    for filing in filings:
        versions[filing.appointment or filing.mark].append(filing)
    return [max(group, key=lambda filing: (_by(filing, day), filing.ranking)) for group in versions.values()]


def _by(filing: Filed, day: str | None) -> bool:
    """Whether the filing was there when the summary was made, as far as is known."""
    filed = filing.value("filing_date")
    return day is None or not isinstance(filed, str) or not later(filed, day)


def _index(sides: Iterable[Side]) -> Mapping[tuple[str, Hashable], Sequence[int]]:
    found: dict[tuple[str, Hashable], list[int]] = defaultdict(list)
    for place, side in enumerate(sides):
        for key in side.keys:
            found[key].append(place)
    return found


def _score(row: Side, filing: Side) -> tuple[int, ...] | None:
    """How well they fit, the greater the better; None where they are of different people.

    Two of name, enterprise and mobile are the same, or one is and what else is known of the other two is like it.
    """
    name = _likeness(row.person, filing.person)
    enterprise = _likeness(row.enterprise, filing.enterprise)
    mobile = _likeness(row.mobile, filing.mobile)
    best, second, last = sorted((name, enterprise, mobile), reverse=True)
    sure = best == second == _SAME
    named = best == _SAME and min(name, enterprise) >= _LIKE
    likely = best == _SAME and second == _LIKE and last >= _UNKNOWN
    if not (sure or named or likely):
        return None
    return (name + enterprise + mobile, name, enterprise, mobile, int(row.post == filing.post))


def _likeness(one: str | None, other: str | None) -> int:
    if one is None or other is None:
        return _UNKNOWN
    if one == other:
        return _SAME
    return _LIKE if alike(one, other) else _OTHER


def _side_of_row(row: Row) -> Side:
    return _side({name: row[name].value for name in ("name", "enterprise_name", "mobile", "post")})


def _side_of_filing(filing: Filed) -> Side:
    return _side({name: filing.value(name) for name in ("name", "enterprise_name", "mobile", "post")})


def _side(values: Mapping[str, object]) -> Side:
    enterprise, mobile, post = values["enterprise_name"], values["mobile"], values["post"]
    return Side(
        person=person_key(values["name"]),
        enterprise=(name_key(enterprise) or None) if isinstance(enterprise, str) else None,
        mobile=mobile if isinstance(mobile, str) else None,
        post=post if isinstance(post, str) else None,
    )
