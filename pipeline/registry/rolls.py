"""The lists that the user supplied, kept in the registry until a newer one takes their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from pipeline.registry import identity
from pipeline.registry.loading import marks_with
from pipeline.registry.lookups import chunks
from pipeline.registry.model import FilingRow, ListEntryRow, Officer
from pipeline.registry.rows import Record
from pipeline.rules.lists import DISQUALIFIED, RECOMMENDED, Entry, Lists, roll


def put(connection: Connection, kind: str, entries: Sequence[Entry]) -> set[int]:
    """Puts a list in the place of the one before; gives the filings that either speaks of."""
    spoken_of = _filings_on(connection, kind)
    connection.execute(delete(ListEntryRow).where(ListEntryRow.list == kind))
    rows: list[Record] = [
        {
            "list": kind,
            "person_key": entry.person,
            "number_key": identity.lookup_key(entry.number) if entry.number else None,
            "enterprise_key": entry.enterprise,
            "included": entry.included,
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(ListEntryRow), rows)
    return spoken_of | _filings_on(connection, kind)


def lists(connection: Connection) -> Lists:
    """The lists that rules look things up in."""
    return Lists(disqualified=roll(tuple(_entries(connection, DISQUALIFIED))))


def mark_talents(connection: Connection) -> None:
    """Puts officers into the 人才库, or out, as the list of recommendations says; others are of neither."""
    connection.execute(update(Officer).where(Officer.in_talent_pool.is_not(None)).values(in_talent_pool=None))
    entries = list(_entries(connection, RECOMMENDED))
    if not entries:
        return
    recommended = roll(tuple(entries))
    chosen: dict[bool, list[int]] = {True: [], False: []}
    numbers, people = list(recommended.by_number), list(recommended.by_person)
    for number, key, person, enterprise in _officers(connection, numbers, people):
        entry = recommended.by_number.get(key)
        if entry is None:
            named = [
                one
                for one in recommended.by_person.get(person or "", ())
                if one.number is None and one.enterprise in (None, enterprise)
            ]
            entry = named[0] if len(named) == 1 else None
        if entry is not None:
            chosen[entry.included].append(number)
    for included, officers in chosen.items():
        for some in chunks(officers):
            connection.execute(update(Officer).where(Officer.id.in_(some)).values(in_talent_pool=included))


def _officers(
    connection: Connection, numbers: Sequence[str], people: Sequence[str]
) -> Iterator[tuple[int, str, str | None, str | None]]:
    """Officers with one of these numbers or names: id, key, name's key, enterprise's key."""
    columns = (Officer.id, Officer.key, FilingRow.person_key, FilingRow.enterprise_key)
    query = select(*columns).join(FilingRow, FilingRow.document_id == Officer.document_id)
    seen: set[int] = set()
    for column, keys in ((Officer.key, numbers), (FilingRow.person_key, people)):
        for some in chunks(keys):
            for row in connection.execute(query.where(column.in_(some))):
                if row.id not in seen:
                    seen.add(row.id)
                    yield row.id, row.key, row.person_key, row.enterprise_key


def _filings_on(connection: Connection, kind: str) -> set[int]:
    query = select(ListEntryRow.number_key, ListEntryRow.person_key).where(ListEntryRow.list == kind)
    rows = connection.execute(query).all()
    marks = marks_with(connection, FilingRow.officer_key, (row.number_key for row in rows))
    return marks | marks_with(connection, FilingRow.person_key, (row.person_key for row in rows))


def _entries(connection: Connection, kind: str) -> Iterator[Entry]:
    columns = (ListEntryRow.person_key, ListEntryRow.number_key, ListEntryRow.enterprise_key, ListEntryRow.included)
    query = select(*columns).where(ListEntryRow.list == kind).order_by(ListEntryRow.id)
    for person, number, enterprise, included in connection.execute(query):
        yield Entry(person, identity.reveal(number) if number else None, enterprise, included)
