"""A summary against the filings of its city, and the other way round. Source: LN 三1 and 附件2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, blank, later, row_place, rule
from pipeline.rules.differences import differences
from pipeline.rules.neighbours import Filed, Neighbours

_KINDS = ("summary",)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A summary with the filing that each of its rows (numbered from 1) speaks of, where there is one."""

    case: Case
    matches: Mapping[int, Filed]


@rule(
    "summary-row-without-filing",
    Severity.WARNING,
    "name",
    "enterprise_name",
    source="LN 三1",
    says="汇总表的每一行都应有该人员在该企业的备案表",
    kinds=_KINDS,
)
def summary_row_without_filing(reconciled: Reconciled) -> Iterator[Hit]:
    """One for each row that names person and enterprise, and of which there is no filing."""
    for number, row in enumerate(reconciled.case.document.rows, start=1):
        told = row["name"].value is not None and row["enterprise_name"].value is not None
        if told and number not in reconciled.matches:
            yield Hit(f"{row_place(number, row)}没有对应的备案表，请催报，或核对姓名和企业名称。", row=row)


@rule(
    "summary-differs",
    Severity.ERROR,
    *("enterprise_name", "post", "name", "gender", "position", "title", "mobile", "training", "remarks"),
    source="LN 附件2",
    says="汇总表的各行应与备案表一致",
    kinds=_KINDS,
)
def summary_differs(reconciled: Reconciled) -> Iterator[Hit]:
    """One for each row that disagrees with its filing; it names every field that does."""
    rows = reconciled.case.document.rows
    for number, filing in sorted(reconciled.matches.items()):
        found = list(differences(rows[number - 1], filing))
        if found:
            place = row_place(number, rows[number - 1])
            told = "；".join(difference.told for difference in found)
            yield Hit(
                f"{place}与备案表（{filing.file}）不一致：{told}。请核实后更正。",
                tuple(difference.field for difference in found),
                rows[number - 1],
                any(difference.unsure for difference in found),
            )


@rule(
    "filing-missing-from-summary",
    Severity.WARNING,
    "name",
    "enterprise_name",
    source="LN 三1",
    says="备案表应列入本市的汇总表",
)
def filing_missing_from_summary(beside: Neighbours) -> Iterator[Hit]:
    """Its city sent a summary as late as the filing, and none of the city's summaries lists it."""
    own = beside.own
    told = not blank(own.document.fields["name"]) and not blank(own.document.fields["enterprise_name"])
    if not told or own.superseded or any(listing.lists for listing in beside.listings):
        return
    filed = own.value("filing_date")
    due = [
        listing
        for listing in beside.listings
        if isinstance(filed, str) and listing.filed is not None and not later(filed, listing.filed)
    ]
    if due:
        first = min(due, key=lambda listing: (listing.filed or "", listing.file))
        yield Hit(f"本市的汇总表（{first.file}）没有列出该人员，请核实是否漏报，或核对姓名和企业名称。")
