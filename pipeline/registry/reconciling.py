"""The summaries of each city against its filings, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from normalizers.enterprise import name_key
from normalizers.region import region
from normalizers.value import Context
from pipeline.documents import Document, Finding
from pipeline.registry.beside import NO_DAY
from pipeline.registry.keys import city_of
from pipeline.registry.loading import filings, marks_with, others
from pipeline.registry.lookups import chunks
from pipeline.registry.model import DocumentRow, FilingRow, ReceivedFile
from pipeline.rules.case import Case
from pipeline.rules.engine import LISTING_RULES, SUMMARY_RULES, judge
from pipeline.rules.jurisdiction import Jurisdiction, jurisdiction_of
from pipeline.rules.likeness import person_key
from pipeline.rules.neighbours import Listing, Neighbours
from pipeline.rules.reconcile import matches
from pipeline.rules.summaries import Reconciled


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of the registry. `place`: digits that the codes of its divisions begin with, None where not known."""

    number: int
    document: Document
    file: str
    place: str | None

    @property
    def day(self) -> str | None:
        """When it was made, ISO 8601; None where it does not say."""
        value = self.document.fields["filing_date"].value
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by document."""

    of_summaries: dict[int, list[Finding]] = field(default_factory=dict)
    of_filings: dict[int, list[Finding]] = field(default_factory=dict)


def reconcile(
    connection: Connection, schemes: Mapping[str, Jurisdiction], arrived: Collection[int], fresh: Collection[int]
) -> Found:
    """Reconciles anew every summary that the filings `arrived` or the summaries `fresh` may concern."""
    query = select(DocumentRow.id, ReceivedFile.path).join(
        ReceivedFile, ReceivedFile.id == DocumentRow.received_file_id
    )
    files = {row.id: row.path for row in connection.execute(query.where(DocumentRow.kind == "summary"))}
    found = Found()
    if not files:
        return found
    summaries = others(connection, files)
    places = {number: _place(summary) for number, summary in summaries.items()}
    by_city: dict[str | None, list[int]] = defaultdict(list)
    for number, place in places.items():
        by_city[place[:4] if place else None].append(number)
    dirty = _cities(connection, arrived)
    for city, numbers in by_city.items():
        if city is None or None in dirty or city in dirty or set(numbers) & set(fresh):
            some = [Summary(number, summaries[number], files[number], places[number]) for number in numbers]
            _reconcile_city(connection, schemes, city, some, found)
    return found


def _reconcile_city(
    connection: Connection,
    schemes: Mapping[str, Jurisdiction],
    city: str | None,
    summaries: Sequence[Summary],
    found: Found,
) -> None:
    near = filings(connection, _candidates(connection, city, summaries))
    listed: list[tuple[Summary, set[int | str]]] = []
    for summary in summaries:
        matched = matches(summary.document.rows, list(near.values()), summary.day)
        listed.append((summary, {filing.appointment or filing.mark for filing in matched.values()}))
        case = Case(summary.document, jurisdiction_of(summary.document.jurisdiction, schemes), NO_DAY)
        found.of_summaries[summary.number] = list(judge(SUMMARY_RULES, Reconciled(case, matched), case))
    for mark, own in near.items():
        region_of = own.value("region")
        code = (region_of.get("code") if isinstance(region_of, dict) else None) or ""
        listings = tuple(
            Listing(summary.file, summary.day, (own.appointment or mark) in these)
            for summary, these in listed
            if summary.place is not None and code.startswith(summary.place)
        )
        if listings:
            case = Case(own.document, jurisdiction_of(own.document.jurisdiction, schemes), NO_DAY)
            found.of_filings[mark] = list(judge(LISTING_RULES, Neighbours(case, own, listings=listings), case))


def _candidates(connection: Connection, city: str | None, summaries: Sequence[Summary]) -> set[int]:
    """Filings of the city, and any others with the name or the enterprise of a row."""
    rows = [row for summary in summaries for row in summary.document.rows]
    people = {person_key(row["name"].value) for row in rows}
    enterprises = {name_key(name) for row in rows if isinstance(name := row["enterprise_name"].value, str)}
    marks = marks_with(connection, FilingRow.city, [city])
    marks |= marks_with(connection, FilingRow.person_key, people)
    return marks | marks_with(connection, FilingRow.enterprise_key, enterprises)


def _cities(connection: Connection, arrived: Collection[int]) -> set[str | None]:
    """The cities of the filings that arrived; None among them where one does not say."""
    found: set[str | None] = set()
    for some in chunks(sorted(arrived)):
        found.update(connection.scalars(select(FilingRow.city).where(FilingRow.document_id.in_(some)).distinct()))
    return found


def _place(summary: Document) -> str | None:
    """Whose authority reports, as the digits that codes of its divisions begin with: 2102 of 大连市市场监督管理局.

    None for a province, or where it is not known.
    """
    unit = summary.fields["reporting_unit"].value
    if not isinstance(unit, str):
        return None
    place = unit.partition("市场监督")[0].partition("市场监管")[0].partition("市监")[0]
    value = region(place, Context()).value if place else None
    code = value.get("code") if isinstance(value, dict) and city_of(value) else None
    return code and (code[:4] if code.endswith("00") else code)
