"""Checks a document against every rule that applies to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.documents import Document, Finding, Severity
from pipeline.rules import (
    attachments,
    choices,
    contact,
    dates,
    eligibility,
    enterprise,
    identity,
    person,
    qualification,
    records,
    required,
    resume,
    summaries,
    summary,
    training,
)
from pipeline.rules.case import UNSURE, Case, Hit, Rule, Subject, rests_on_unsure_reading
from pipeline.rules.jurisdiction import Jurisdiction
from pipeline.rules.lists import NO_LISTS, Lists
from pipeline.rules.neighbours import Neighbours
from pipeline.rules.summaries import Reconciled

_FAMILIES = (
    *(required, attachments, choices, training, identity, contact, dates, enterprise, person, qualification, resume),
    *(eligibility, summary),
)

RULES: tuple[Rule[Case], ...] = tuple(
    found for family in _FAMILIES for found in vars(family).values() if isinstance(found, Rule)
)
"""Every rule about one document alone, family by family, in the order in which findings are given."""

RECORD_RULES: tuple[Rule[Neighbours], ...] = (
    records.duplicate_filing,
    records.id_name_conflict,
    records.officer_at_two_enterprises,
    records.second_chief,
    records.change_without_prior,
)
"""The rules about a filing beside the other filings of its enterprise and officer."""

LISTING_RULES: tuple[Rule[Neighbours], ...] = (summaries.filing_missing_from_summary,)
"""The rules about a filing beside the summaries of its city."""

WITNESS_RULES: tuple[Rule[Case], ...] = (
    attachments.missing_attachment,
    attachments.id_attachment_mismatch,
    attachments.diploma_mismatch,
    eligibility.ineligible_person,
)
"""Those of `RULES` that the registry judges anew, over all that was received."""

SUMMARY_RULES: tuple[Rule[Reconciled], ...] = (summaries.summary_row_without_filing, summaries.summary_differs)
"""The rules about a summary beside the filings of the registry."""

ALL_RULES: tuple[Rule[Any], ...] = (*RULES, *RECORD_RULES, *LISTING_RULES, *SUMMARY_RULES)


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as `cqo rules` lists it. `severity` in the jurisdiction asked for, None where it is off there."""

    id: str
    severity: Severity | None
    fields: tuple[str, ...]
    kinds: tuple[str, ...]
    family: str
    source: str
    says: str


def check(
    document: Document,
    scheme: Jurisdiction,
    today: date,
    attachments: tuple[Document, ...] | None = None,
    lists: Lists = NO_LISTS,
) -> tuple[Finding, ...]:
    """What the rules of `scheme` say of the document, received on the day `today`.

    `attachments` that belong to it, None where nobody can say; `lists` that the user supplied.
    """
    case = Case(document, scheme, today.isoformat(), attachments, lists)
    return tuple(judge(RULES, case, case))


def judge(rules: Iterable[Rule[Subject]], subject: Subject, case: Case) -> Iterator[Finding]:
    """What these rules find in `subject`, as findings of the document of `case`."""
    for rule in rules:
        severity = case.scheme.severity(rule.id, rule.severity) if case.document.kind in rule.kinds else None
        if severity is not None:
            for hit in rule.check(subject):
                yield _finding(rule, severity, hit, case.document)


def rule_list(scheme: Jurisdiction) -> list[RuleInfo]:
    """Every rule with its severity in that jurisdiction, in the order of findings."""
    return [
        RuleInfo(
            id=rule.id,
            severity=scheme.severity(rule.id, rule.severity),
            fields=scheme.required if rule.id == required.MISSING else rule.fields,
            kinds=rule.kinds,
            family=rule.family,
            source=rule.source,
            says=rule.says,
        )
        for rule in ALL_RULES
    ]


def _finding(rule: Rule[Subject], severity: Severity, hit: Hit, document: Document) -> Finding:
    fields = hit.fields or rule.fields
    held = document.fields if hit.row is None else hit.row
    unsure = hit.unsure or any(name in held and rests_on_unsure_reading(held[name]) for name in fields)
    return Finding(rule.id, severity, fields, hit.message + (UNSURE if unsure else ""))
