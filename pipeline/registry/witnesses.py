"""Filings with the attachments that came for them, in the same file, archive or mail, or for the same person before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, or_, select

from pipeline.documents import Document, Finding
from pipeline.registry import identity
from pipeline.registry.beside import NO_DAY
from pipeline.registry.loading import filings, marks_with, others
from pipeline.registry.lookups import chunks
from pipeline.registry.model import AttachmentRow, DocumentRow, FilingRow, ReceivedFile
from pipeline.rules.attachments import belonging
from pipeline.rules.case import Case
from pipeline.rules.engine import WITNESS_RULES, judge
from pipeline.rules.jurisdiction import Jurisdiction, jurisdiction_of
from pipeline.rules.likeness import person_key
from pipeline.rules.lists import Lists
from pipeline.rules.neighbours import Filed


def filings_of(connection: Connection, documents: Collection[int]) -> set[int]:
    """The filings that the attachments among these documents may speak of."""
    numbers: set[str | None] = set()
    people: set[str | None] = set()
    roots: set[str] = set()
    for some in chunks(sorted(documents)):
        query = select(AttachmentRow.number_key, AttachmentRow.person_key, AttachmentRow.root)
        for number, person, root in connection.execute(query.where(AttachmentRow.document_id.in_(some))):
            numbers.add(number)
            people.add(person)
            roots.add(root)
    together = {mark for marks in _filings_in(connection, roots).values() for mark in marks}
    by_key = marks_with(connection, FilingRow.officer_key, numbers)
    return together | by_key | marks_with(connection, FilingRow.person_key, people)


def judge_all(
    connection: Connection, own: Mapping[int, Filed], schemes: Mapping[str, Jurisdiction], lists: Lists
) -> dict[int, list[Finding]]:
    """What the rules find of each of these filings with all attachments that were received for it.

    A filing that a newer one overtook is history: nothing is missing from it.
    """
    received = _received_for(connection, own)
    found: dict[int, list[Finding]] = {}
    for mark, filing in own.items():
        scheme = jurisdiction_of(filing.document.jurisdiction, schemes)
        own_attachments = None if filing.superseded else tuple(received.get(mark, {}).values())
        case = Case(filing.document, scheme, NO_DAY, own_attachments, lists)
        found[mark] = list(judge(WITNESS_RULES, case, case))
    return found


def _received_for(connection: Connection, own: Mapping[int, Filed]) -> dict[int, dict[int, Document]]:
    """For each filing the attachments by their numbers."""
    received: dict[int, dict[int, Document]] = defaultdict(dict)
    if connection.execute(select(AttachmentRow.document_id).limit(1)).one_or_none() is None:
        return received
    roots = {filing.file.partition("!")[0] for filing in own.values()}
    came_together = _attachments(connection, AttachmentRow.root, roots)
    by_root: dict[str, list[int]] = defaultdict(list)
    for number, (root, _, _) in came_together.items():
        by_root[root].append(number)
    _share_out(connection, own, by_root, received)
    numbers = {identity.lookup_key(filing.value("id_number")) for filing in own.values() if filing.by_number}
    people = {key for filing in own.values() if (key := person_key(filing.value("name")))}
    others_of = _attachments(connection, AttachmentRow.number_key, numbers)
    others_of |= _attachments(connection, AttachmentRow.person_key, people)
    documents = others(connection, others_of)
    by_number: dict[str, list[int]] = defaultdict(list)
    by_person: dict[str, list[int]] = defaultdict(list)
    for mark, (_, number_key, person) in others_of.items():
        (by_number[number_key] if number_key else by_person[person or ""]).append(mark)
    for mark, filing in own.items():
        key = identity.lookup_key(filing.value("id_number")) if filing.by_number else ""
        for attachment in (*by_number.get(key, ()), *by_person.get(person_key(filing.value("name")) or "", ())):
            received[mark][attachment] = documents[attachment]
    return received


def _share_out(
    connection: Connection,
    own: Mapping[int, Filed],
    by_root: Mapping[str, list[int]],
    received: dict[int, dict[int, Document]],
) -> None:
    """What came in one file, archive or mail goes to the filings in it."""
    documents = others(connection, {number for numbers in by_root.values() for number in numbers})
    for root, marks in _filings_in(connection, set(by_root)).items():
        there = filings(connection, marks)
        copies = {id(documents[number]): number for number in by_root[root]}
        together = [documents[number] for number in by_root[root]]
        shared = belonging([filing.document for filing in there.values()], together)
        for mark, some in zip(there, shared, strict=True):
            if mark in own:
                received[mark].update({copies[id(document)]: document for document in some})


def _attachments(
    connection: Connection, column: ColumnElement[str] | object, keys: Collection[str]
) -> dict[int, tuple[str, str | None, str | None]]:
    found: dict[int, tuple[str, str | None, str | None]] = {}
    columns = (AttachmentRow.document_id, AttachmentRow.root, AttachmentRow.number_key, AttachmentRow.person_key)
    for some in chunks(sorted(keys)):
        for number, *rest in connection.execute(select(*columns).where(column.in_(some))):  # type: ignore[union-attr]
            found[number] = tuple(rest)  # type: ignore[assignment]
    return found


def _filings_in(connection: Connection, roots: Collection[str]) -> dict[str, list[int]]:
    """The filings in each of these received files, or within it."""
    found: dict[str, list[int]] = {}
    query = (
        select(DocumentRow.id)
        .join(ReceivedFile, ReceivedFile.id == DocumentRow.received_file_id)
        .where(DocumentRow.kind == "filing")
        .order_by(DocumentRow.id)
    )
    for root in sorted(roots):
        within = or_(ReceivedFile.path == root, ReceivedFile.path.startswith(f"{root}!", autoescape=True))
        found[root] = list(connection.scalars(query.where(within)))
    return found
