"""A filing against the other filings of the registry."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Severity
from pipeline.rules.case import Hit, later, quoted, rule
from pipeline.rules.likeness import alike, person_key
from pipeline.rules.neighbours import CHIEF, Filed, Neighbours, newest, same_person


@rule(
    "duplicate-filing",
    Severity.INFO,
    *("name", "enterprise_name", "post", "appointed_from"),
    source="—",
    says="同一人员在同一企业的同一任职只登记一次，以较新的备案表为准",
)
def duplicate_filing(beside: Neighbours) -> Iterator[Hit]:
    """Other filings are of the same appointment; all of them bear the finding, whichever came in first."""
    others = beside.with_same("appointment")
    if not others:
        return
    best = newest([beside.own, *others])
    if best is beside.own:
        yield Hit(f"该人员在该企业的同一任职还收到过另外 {len(others)} 份备案表，登记以本份为准，其余留作历史。")
    else:
        yield Hit(f"该人员在该企业的同一任职另有一份备案表（{best.file}），登记以那一份为准，本份留作历史。")


@rule(
    "id-name-conflict",
    Severity.ERROR,
    "name",
    "id_number",
    source="—",
    says="一个身份证号只应有一个姓名",
)
def id_name_conflict(beside: Neighbours) -> Iterator[Hit]:
    """The registry has this ID number under another name. A look-alike in doubt is no other name."""
    own = beside.own
    if not own.by_number or own.value("name") is None:
        return
    others = [other for other in beside.with_same("officer") if _another_name(own, other)]
    if others:
        other = min(others, key=lambda filing: (filing.unsure("name", "id_number"), filing.file))
        name, unsure = quoted(other.value("name")), other.unsure("name", "id_number")
        yield Hit(f"登记中同一身份证号还有另一姓名{name}，见 {other.file}，请对照身份证核实。", unsure=unsure)


@rule(
    "officer-at-two-enterprises",
    Severity.WARNING,
    "name",
    "enterprise_name",
    source="—",
    says="一人不应同时在两家企业任质量官",
)
def officer_at_two_enterprises(beside: Neighbours) -> Iterator[Hit]:
    """The person, known by ID number, holds a post at another enterprise as well, and held it first, or may have."""
    own = beside.own
    if not own.by_number or own.mark not in beside.active:
        return
    elsewhere = [
        other
        for other in beside.with_same("officer")
        if other.mark in beside.active and _another_enterprise(own, other) and _may_be_earlier(other, own)
    ]
    if elsewhere:
        other = min(elsewhere, key=lambda filing: (filing.unsure("id_number", "enterprise_name"), filing.file))
        company, unsure = quoted(other.value("enterprise_name")), other.unsure("id_number", "enterprise_name")
        yield Hit(f"该人员同时是另一家企业{company}的在任质量官，见 {other.file}，请核实是否已离任。", unsure=unsure)


@rule(
    "second-chief",
    Severity.WARNING,
    "post",
    "change_type",
    "enterprise_name",
    source="LN 一",
    says="一家企业只有一名首席质量官，另任的应报变更",
)
def second_chief(beside: Neighbours) -> Iterator[Hit]:
    """Filed as new, while another person is the enterprise's chief, and was so first, or may have been."""
    own = beside.own
    if own.value("post") != CHIEF or own.value("change_type") != "新设" or own.mark not in beside.active:
        return
    chiefs = [
        other
        for other in beside.with_same("enterprise")
        if other.mark in beside.active
        and other.value("post") == CHIEF
        and not same_person(own, other)
        and _may_be_earlier(other, own)
    ]
    if chiefs:
        other = min(chiefs, key=lambda filing: (filing.unsure("name", "post", "enterprise_name"), filing.file))
        name, unsure = quoted(other.value("name")), other.unsure("name", "post", "enterprise_name")
        yield Hit(f"该企业已有在任的首席质量官{name}，见 {other.file}，请核实本份是否应为变更。", unsure=unsure)


@rule(
    "change-without-prior",
    Severity.WARNING,
    "change_type",
    "enterprise_name",
    source="LN 二(四)1",
    says="报变更的，该企业此前应有备案",
)
def change_without_prior(beside: Neighbours) -> Iterator[Hit]:
    """A change at an enterprise of which there is no other filing that is as early, or of which it is not known."""
    own = beside.own
    if own.value("change_type") != "变更" or own.enterprise is None:
        return
    if not any(_may_come_before(other, own) for other in beside.with_same("enterprise")):
        yield Hit("填的是变更，但登记中没有该企业更早的备案，请核实应为新设，或补报原来的备案表。")


def _another_name(own: Filed, other: Filed) -> bool:
    one, two = person_key(own.value("name")), person_key(other.value("name"))
    if one is None or two is None or one == two:
        return False
    return not ((own.unsure("name") or other.unsure("name")) and alike(one, two))


def _another_enterprise(own: Filed, other: Filed) -> bool:
    one, two = own.enterprise, other.enterprise
    if one is None or two is None or one == two:
        return False
    return not ((own.unsure("enterprise_name") or other.unsure("enterprise_name")) and alike(one, two))


def _may_come_before(other: Filed, own: Filed) -> bool:
    another = own.appointment is None or other.appointment != own.appointment
    return another and _may_be_earlier(other, own)


def _may_be_earlier(other: Filed, own: Filed) -> bool:
    """Not later for certain: the same day or month, or a day that is not known, leaves it open."""
    return other.since is None or own.since is None or not later(other.since, own.since)
