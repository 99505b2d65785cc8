"""Who may not be appointed at all."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.enterprise import name_key
from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, rule
from pipeline.rules.identity import sound_number
from pipeline.rules.likeness import person_key
from pipeline.rules.lists import Entry

INELIGIBLE = "ineligible-person"


@rule(
    INELIGIBLE,
    Severity.ERROR,
    "name",
    "id_number",
    source="LN 二(一)2; XZ 第九条",
    says="有不得任职情形的人员不得担任质量官（对照用户提供的名单）",
)
def ineligible_person(case: Case) -> Iterator[Hit]:
    """The person is on the list: by number for certain, or by name where a number or enterprise does not speak against.

    Of two numbers that are right and differ, nothing is said: they are two people.
    """
    listed = case.lists.disqualified
    number, name = sound_number(case), person_key(case.value("name"))
    if number is not None and number in listed.by_number:
        yield Hit("该人员在不得任职人员名单上（身份证号相同），不得聘任，请退回报送单位。", ("id_number",))
        return
    enterprise = case.value("enterprise_name")
    key = name_key(enterprise) if isinstance(enterprise, str) else None
    namesakes = [entry for entry in listed.by_person.get(name or "", ()) if _may_be(entry, number, key)]
    if namesakes:
        yield Hit("该人员与不得任职人员名单上的一人同名，请核对身份证号，是同一人的不得聘任。", ("name",))


def _may_be(entry: Entry, number: str | None, enterprise: str | None) -> bool:
    if entry.number is not None and number is not None:
        return False
    return entry.number is not None or entry.enterprise is None or entry.enterprise == enterprise
