"""At the end of a run: every document that came since is held against all others.

What comes out depends on what was received, not on the order: a filing that comes late closes what was said without it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from pipeline.documents import Finding
from pipeline.registry import beside, rolls, standing, witnesses
from pipeline.registry.findings import bring_up_to_date
from pipeline.registry.loading import filings
from pipeline.registry.lookups import chunks
from pipeline.registry.model import DocumentRow, ReceivedFile
from pipeline.registry.reconciling import reconcile
from pipeline.rules.case import Rule
from pipeline.rules.engine import LISTING_RULES, RECORD_RULES, SUMMARY_RULES, WITNESS_RULES
from pipeline.rules.jurisdiction import Jurisdiction

_FILINGS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Settling:
    """What a settling works with: a connection that writes, whose rules there are, what time it is."""

    connection: Connection
    schemes: Mapping[str, Jurisdiction]
    now: datetime


def settle(work: Settling, listed: Collection[int] = ()) -> None:
    """Holds every document not yet settled against all others; `listed`: filings that a new list speaks of."""
    files = work.connection.scalars(select(ReceivedFile.id).where(ReceivedFile.settled.is_(False))).all()
    fresh = _documents(work.connection, files)
    if not fresh and not listed:
        return
    arrived = {number for number, kind in fresh.items() if kind == "filing"}
    touched = arrived | witnesses.filings_of(work.connection, fresh)
    changed = _judge_filings(work, beside.affected(work.connection, touched) | set(listed))
    summaries = {number for number, kind in fresh.items() if kind == "summary"}
    if arrived or summaries:
        found = reconcile(work.connection, work.schemes, arrived, summaries)
        changed |= _record(work, found.of_summaries, SUMMARY_RULES)
        changed |= _record(work, found.of_filings, LISTING_RULES)
    rolls.mark_talents(work.connection)
    standing.bring_up_to_date(work.connection, changed)
    for some in chunks(files):
        work.connection.execute(update(ReceivedFile).where(ReceivedFile.id.in_(some)).values(settled=True))


def _judge_filings(work: Settling, marks: Collection[int]) -> set[int]:
    """The rules about a filing beside others, and its attachments; so many at once."""
    changed: set[int] = set()
    lists = rolls.lists(work.connection)
    ordered = sorted(marks)
    for start in range(0, len(ordered), _FILINGS_AT_ONCE):
        some = ordered[start : start + _FILINGS_AT_ONCE]
        near = filings(work.connection, beside.neighbourhood(work.connection, some))
        changed |= _record(work, beside.judge_all(some, near, work.schemes), RECORD_RULES)
        own = {mark: near[mark] for mark in some}
        changed |= _record(work, witnesses.judge_all(work.connection, own, work.schemes, lists), WITNESS_RULES)
    return changed


def _record(work: Settling, found: Mapping[int, list[Finding]], rules: Collection[Rule[Any]]) -> set[int]:
    names = frozenset(rule.id for rule in rules)
    return bring_up_to_date(work.connection, found, names, work.schemes, work.now)


def _documents(connection: Connection, files: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in chunks(sorted(files)):
        query = select(DocumentRow.id, DocumentRow.kind).where(DocumentRow.received_file_id.in_(some))
        found.update({row.id: row.kind for row in connection.execute(query)})
    return found
