"""Checks a document against every rule that applies to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.documents import Document, FieldValue, Finding, Severity
from pipeline.rules import (
    choices,
    contact,
    dates,
    enterprise,
    identity,
    person,
    qualification,
    required,
    resume,
    summary,
    training,
)
from pipeline.rules.case import Case, Hit, Rule
from pipeline.rules.jurisdiction import Jurisdiction

_FAMILIES = (required, choices, training, identity, contact, dates, enterprise, person, qualification, resume, summary)

RULES = tuple(found for family in _FAMILIES for found in vars(family).values() if isinstance(found, Rule))
"""Every rule about one document alone, family by family, in the order in which findings are given."""

_UNSURE = "（此处识读把握不大，请先对照原件。）"


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


def check(document: Document, scheme: Jurisdiction, today: date) -> tuple[Finding, ...]:
    """What the rules of `scheme` say of the document, received on the day `today`."""
    case = Case(document, scheme, today.isoformat())
    findings: list[Finding] = []
    for rule in RULES:
        if document.kind not in rule.kinds:
            continue
        severity = scheme.severity(rule.id, rule.severity)
        if severity is not None:
            findings.extend(_finding(rule, severity, hit, document) for hit in rule.check(case))
    return tuple(findings)


def rule_list(scheme: Jurisdiction) -> list[RuleInfo]:
    """Every rule with its severity in that jurisdiction, in the order of findings."""
    return [
        RuleInfo(
            id=rule.id,
            severity=scheme.severity(rule.id, rule.severity),
            fields=rule.fields or scheme.required,
            kinds=rule.kinds,
            family=rule.family,
            source=rule.source,
            says=rule.says,
        )
        for rule in RULES
    ]


def _finding(rule: Rule, severity: Severity, hit: Hit, document: Document) -> Finding:
    fields = hit.fields or rule.fields
    held = document.fields if hit.row is None else hit.row
    unsure = any(name in held and _rests_on_unsure_reading(held[name]) for name in fields)
    return Finding(rule.id, severity, fields, hit.message + (_UNSURE if unsure else ""))


def _rests_on_unsure_reading(field: FieldValue) -> bool:
    return field.review and field.problem is None
