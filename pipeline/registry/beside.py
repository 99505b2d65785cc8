"""Filings beside the others of their enterprise and officer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from pipeline.documents import Finding
from pipeline.registry.loading import marks_with
from pipeline.registry.lookups import chunks
from pipeline.registry.model import FilingRow
from pipeline.rules.case import Case
from pipeline.rules.engine import RECORD_RULES, judge
from pipeline.rules.jurisdiction import Jurisdiction, jurisdiction_of
from pipeline.rules.neighbours import Filed, Neighbours, posts_held

NO_DAY = "9999-12-31"
"""Rules over documents know no day of intake."""


def affected(connection: Connection, touched: Collection[int]) -> set[int]:
    """All filings of which more or less may be found now that those `touched` are there.

    Those of the same enterprise and officer; and those of the officers of that enterprise elsewhere, whose posts there
    may have ended.
    """
    near = neighbourhood(connection, touched)
    return near | marks_with(connection, FilingRow.officer_key, _keys(connection, near)[1])


def neighbourhood(connection: Connection, marks: Collection[int]) -> set[int]:
    """The filings themselves, those that share enterprise or officer, and what tells which of their posts are held."""
    enterprises, officers = _keys(connection, marks)
    same = marks_with(connection, FilingRow.enterprise_key, enterprises)
    same |= marks_with(connection, FilingRow.officer_key, officers)
    return set(marks) | same | marks_with(connection, FilingRow.enterprise_key, _keys(connection, same)[0])


def judge_all(
    marks: Iterable[int], near: Mapping[int, Filed], schemes: Mapping[str, Jurisdiction]
) -> dict[int, list[Finding]]:
    """What the rules find of each of these filings; `near` holds their neighbourhood."""
    by_enterprise: dict[str, list[Filed]] = defaultdict(list)
    by_officer: dict[str, list[Filed]] = defaultdict(list)
    for filing in near.values():
        if filing.enterprise is not None:
            by_enterprise[filing.enterprise].append(filing)
        if filing.officer is not None:
            by_officer[filing.officer].append(filing)
    active = frozenset[int]().union(*(posts_held(group) for group in by_enterprise.values()))
    found: dict[int, list[Finding]] = {}
    for mark in marks:
        own = near[mark]
        group = [*by_enterprise.get(own.enterprise or "", ()), *by_officer.get(own.officer or "", ())]
        others = {other.mark: other for other in group if other is not own}
        case = Case(own.document, jurisdiction_of(own.document.jurisdiction, schemes), NO_DAY)
        found[mark] = list(judge(RECORD_RULES, Neighbours(case, own, tuple(others.values()), active), case))
    return found


def _keys(connection: Connection, marks: Collection[int]) -> tuple[set[str | None], set[str | None]]:
    """The keys of enterprises, and those of officers, that these filings have."""
    enterprises: set[str | None] = set()
    officers: set[str | None] = set()
    query = select(FilingRow.enterprise_key, FilingRow.officer_key)
    for some in chunks(sorted(marks)):
        for enterprise, officer in connection.execute(query.where(FilingRow.document_id.in_(some))):
            enterprises.add(enterprise)
            officers.add(officer)
    return enterprises, officers
