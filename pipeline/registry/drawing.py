"""Draws enterprises, officers, appointments and trainings from the filings that speak of them.

What comes out depends on the filings alone, not on the order they came in: each row is made anew from the best of all
filings with its key. For an enterprise, officer or training an accepted filing goes before any in review, then
the newer one; an appointment goes by the newest filing, also where that one still has to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import Connection, Table, bindparam, insert, update
from sqlalchemy.orm import InstrumentedAttribute

from pipeline.documents import Status
from pipeline.registry import duplicates, identity
from pipeline.registry.keys import Keys, Values
from pipeline.registry.lookups import Candidate, candidates, drawn_rows, values_of
from pipeline.registry.model import Appointment, Enterprise, FilingRow, Officer, Training
from pipeline.registry.rows import Flat, Record, flat

_ENTERPRISE = (
    *("region_code", "region_name", "industry_code", "industry_name", "enterprise_type", "above_scale"),
    *("enterprise_scale", "main_products", "principal_name", "principal_position", "principal_contact"),
    *("quality_head_name", "quality_head_position", "quality_head_contact"),
)
_OFFICER = (
    *("name", "id_number", "gender", "birth_date", "quality_years", "school", "major", "education", "position"),
    *("title", "mobile", "address", "email"),
)
_APPOINTMENT = ("post", "employment", "change_type", "appointed_from", "filing_date")
_TRAINING = ("training_date", "training_organizer")


@dataclass(frozen=True, slots=True)
class Touched:
    """A filing just recorded."""

    document_id: int
    keys: Keys
    values: Values


@dataclass(frozen=True, slots=True)
class _Kind:
    model: type[Enterprise | Officer | Appointment | Training]
    key: InstrumentedAttribute[str | None]
    columns: Callable[[Flat], Record]


def draw(connection: Connection, touched: Collection[Touched]) -> None:
    """Brings all that these filings speak of up to date."""
    values = {filing.document_id: filing.values for filing in touched}
    enterprises = _settle(connection, _ENTERPRISES, {filing.keys.enterprise: {} for filing in touched}, values)
    officers = _settle(connection, _OFFICERS, {filing.keys.officer: {} for filing in touched}, values)
    appointments: dict[str | None, Record] = {}
    trainings: dict[str | None, Record] = {}
    for keys in (filing.keys for filing in touched):
        officer = {"officer_id": officers.get(keys.officer)}
        trainings[keys.training] = officer
        appointments[keys.appointment] = {**officer, "enterprise_id": enterprises.get(keys.enterprise)}
    _settle(connection, _APPOINTMENTS, appointments, values)
    _settle(connection, _TRAININGS, trainings, values)


def _settle(
    connection: Connection, kind: _Kind, links: Mapping[str | None, Record], values: Mapping[int, Values]
) -> dict[str | None, int]:
    """Makes the rows with the keys of `links` anew where need be; gives the id of each key's row."""
    keys = sorted(key for key in links if key is not None)
    groups = candidates(connection, kind.key, keys)
    headings = {key: _heading(kind, group) for key, group in groups.items()}
    table: Table = kind.model.metadata.tables[kind.model.__tablename__]
    known = drawn_rows(connection, table, keys)
    changed = {
        key: heading
        for key, heading in headings.items()
        if key not in known or any(known[key][name] != value for name, value in heading.items())
    }
    sources = {heading["document_id"] for heading in changed.values()}
    flats = {document_id: flat(stored) for document_id, stored in values_of(connection, sources, values).items()}
    made: dict[str, Record] = {
        key: {**head, **links[key], **kind.columns(flats[head["document_id"]])} for key, head in changed.items()
    }
    ids = {key: row["id"] for key, row in known.items()} | _put(connection, table, made, known)
    if kind.model is Appointment:
        duplicates.mark(connection, [group for group in groups.values() if len(group) > 1])
    return ids


def _put(
    connection: Connection, table: Table, made: Mapping[str, Record], known: Mapping[str | None, Record]
) -> dict[str | None, int]:
    """Writes the rows `made`; gives the ids of those that were not known."""
    anew = [{"b_id": known[key]["id"], **row} for key, row in made.items() if key in known]
    if anew:
        connection.execute(update(table).where(table.c.id == bindparam("b_id")), anew)
    fresh = [{"key": key, **row} for key, row in made.items() if key not in known]
    if not fresh:
        return {}
    found = connection.execute(insert(table).returning(table.c.key, table.c.id), fresh)
    return {row.key: row.id for row in found.all()}


def _heading(kind: _Kind, group: Iterable[Candidate]) -> Record:
    group = list(group)
    newest = attrgetter("ranking")
    best = max(group, key=newest if kind.model is Appointment else attrgetter("accepted", "ranking"))
    status = Status.ACCEPTED if best.accepted else Status.REVIEW
    return {
        "document_id": best.document_id,
        "first_document_id": min(group, key=newest).document_id,
        "status": status.value,
    }


def _enterprise_columns(values: Flat) -> Record:
    return {"name": values["enterprise_name"], **{name: values.get(name) for name in _ENTERPRISE}}


def _officer_columns(values: Flat) -> Record:
    columns: Record = {name: values.get(name) for name in _OFFICER}
    number = columns[identity.ID_FIELD]
    return columns | {identity.ID_FIELD: identity.conceal(number) if number else None}


def _appointment_columns(values: Flat) -> Record:
    return {name: values.get(name) for name in _APPOINTMENT}


def _training_columns(values: Flat) -> Record:
    return {name: values.get(name) for name in _TRAINING}


_ENTERPRISES = _Kind(Enterprise, FilingRow.enterprise_key, _enterprise_columns)
_OFFICERS = _Kind(Officer, FilingRow.officer_key, _officer_columns)
_APPOINTMENTS = _Kind(Appointment, FilingRow.appointment_key, _appointment_columns)
_TRAININGS = _Kind(Training, FilingRow.training_key, _training_columns)
