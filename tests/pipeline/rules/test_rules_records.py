"""Family records: a filing beside the others of its enterprise and officer."""

from dataclasses import replace
from itertools import count

import pytest

from normalizers.enterprise import name_key
from normalizers.identity import is_whole
from normalizers.value import Value
from pipeline.documents import Finding, Severity
from pipeline.rules.case import Case
from pipeline.rules.engine import RECORD_RULES, judge
from pipeline.rules.neighbours import Filed, Neighbours, posts_held, same_person
from tests.pipeline.invented import id_number
from tests.pipeline.rules.clean import SCHEMES, altered, filing

NUMBERS = count(1)


def filed(file: str = "a.docx", ranking: str = "", superseded: bool = False, **changes: Value) -> Filed:
    """A filing of a chief appointed in 2021-09, as the registry has it; 大连甲厂, ID number 1."""
    given: dict[str, Value] = {"enterprise_name": "大连甲厂", "name": "张三", **changes}
    document = filing(**given)
    number, name, company = (document.fields[key].value for key in ("id_number", "name", "enterprise_name"))
    whole = isinstance(number, str) and is_whole(number)
    enterprise = name_key(str(company)) if company else None
    officer = str(number) if whole else f"{name}|{enterprise}"
    what = f"{enterprise}|{officer}|{document.fields['post'].value}|{document.fields['appointed_from'].value}"
    return Filed(next(NUMBERS), document, file, ranking, enterprise, officer, what, whole, superseded)


def unsure(one: Filed, *names: str) -> Filed:
    document = one.document
    for name in names:
        document = altered(document, name, review=True)
    return replace(one, document=document)


def said(own: Filed, *others: Filed, scheme: str = "liaoning") -> list[Finding]:
    case = Case(own.document, SCHEMES[scheme], "9999-12-31")
    near = [other for other in others if other.enterprise == own.enterprise or other.officer == own.officer]
    companies = {one.enterprise for one in (own, *others)}
    groups = [posts_held([one for one in (own, *others) if one.enterprise == company]) for company in companies]
    active = frozenset[int]().union(*groups)
    return list(judge(RECORD_RULES, Neighbours(case, own, tuple(near), active), case))


def rules(own: Filed, *others: Filed) -> list[str]:
    return [finding.rule for finding in said(own, *others)]


def test_a_new_appointment_alone_is_in_order() -> None:
    assert rules(filed()) == []


@pytest.mark.parametrize("scheme", ["liaoning", "xizang", "default"])
def test_of_two_filings_of_an_appointment_both_say_so_and_the_higher_ranking_holds(scheme: str) -> None:
    old, new = filed("old.docx", "1", superseded=True), filed("new.docx", "2")
    fields = ("name", "enterprise_name", "post", "appointed_from")
    lost = "该人员在该企业的同一任职另有一份备案表（new.docx），登记以那一份为准，本份留作历史。"
    won = "该人员在该企业的同一任职还收到过另外 1 份备案表，登记以本份为准，其余留作历史。"
    assert said(old, new, scheme=scheme) == [Finding("duplicate-filing", Severity.INFO, fields, lost)]
    assert said(new, old, scheme=scheme) == [Finding("duplicate-filing", Severity.INFO, fields, won)]


def test_filings_that_do_not_say_which_appointment_are_no_duplicates() -> None:
    one, other = (replace(filed(), appointment=None) for _ in range(2))
    assert rules(one, other) == []


def test_another_name_under_the_number_is_an_error_on_both() -> None:
    one, other = filed("a.docx"), filed("b.docx", name="李四", post="二级质量官")
    message = "登记中同一身份证号还有另一姓名（李四），见 b.docx，请对照身份证核实。"
    assert said(one, other) == [Finding("id-name-conflict", Severity.ERROR, ("name", "id_number"), message)]
    assert rules(other, one) == ["id-name-conflict"]


def test_name_written_with_gaps_is_the_same_name() -> None:
    assert rules(filed(), filed(name="张 三", post="二级质量官")) == []


def test_blank_name_is_no_other_name() -> None:
    assert rules(filed(), filed(name=None, post="二级质量官")) == []
    assert rules(filed(name=None), filed(post="二级质量官")) == []


def test_name_conflict_needs_a_right_number() -> None:
    wrong = id_number(1)[:17] + ("0" if id_number(1)[17] != "0" else "1")
    assert rules(filed(id_number=wrong), filed(id_number=wrong, name="李四", post="二级质量官")) == []


def test_look_alike_name_in_doubt_is_a_misreading() -> None:
    one, other = filed(name="王未"), filed(name="王末", post="二级质量官")
    assert rules(one, other) == ["id-name-conflict"]
    assert rules(unsure(one, "name"), other) == rules(one, unsure(other, "name")) == []
    assert rules(unsure(filed(name="王五"), "name"), other) == ["id-name-conflict"]


@pytest.mark.parametrize("name", ["name", "id_number"])
def test_conflict_with_an_unsure_reading_says_so(name: str) -> None:
    (finding,) = said(filed(), unsure(filed(name="李四", post="二级质量官"), name))
    assert finding.message.endswith("（此处识读把握不大，请先对照原件。）")
    (finding,) = said(
        filed(),
        filed("z.docx", name="李四", post="二级质量官"),
        unsure(filed(name="李四", appointed_from="2021-08"), name),
    )
    assert (finding.rule, "z.docx" in finding.message) == ("id-name-conflict", True)
    assert not finding.message.endswith("请先对照原件。）")


def test_officer_at_another_enterprise_is_told_on_the_later_filing() -> None:
    first = filed("a.docx", appointed_from="2021-08")
    later = filed("b.docx", enterprise_name="大连乙厂")
    message = "该人员同时是另一家企业（大连甲厂）的在任质量官，见 a.docx，请核实是否已离任。"
    fields = ("name", "enterprise_name")
    assert said(later, first) == [Finding("officer-at-two-enterprises", Severity.WARNING, fields, message)]
    assert rules(first, later) == []


@pytest.mark.parametrize("since", ["2021-09", "2021-09-15", None])
def test_at_the_same_time_or_at_a_time_not_known_both_are_told(since: str | None) -> None:
    one = filed(appointed_from=since, filing_date=since and "2021-10-08")
    other = filed(enterprise_name="大连乙厂")
    assert rules(one, other) == rules(other, one) == ["officer-at-two-enterprises"]


def test_two_posts_at_one_enterprise_or_two_people_of_one_name_are_in_order() -> None:
    assert rules(filed(), filed(post="二级质量官")) == []
    assert rules(filed(), filed(enterprise_name="大连乙厂", id_number=id_number(3))) == []


def test_officer_known_by_name_alone_is_at_one_enterprise() -> None:
    one = filed(id_number=None)
    assert rules(one, replace(filed(id_number=None, enterprise_name="大连乙厂"), officer=one.officer)) == []


def test_officer_without_an_enterprise_is_not_elsewhere() -> None:
    nowhere = replace(filed(post="二级质量官"), enterprise=None)
    assert rules(filed(), nowhere) == []
    assert [rule for rule in rules(nowhere, filed()) if rule != "change-without-prior"] == []


def test_post_that_a_change_ended_is_no_second_one() -> None:
    ended, change = filed(), filed(id_number=id_number(3), name="李四", change_type="变更", appointed_from="2021-10")
    elsewhere = filed(enterprise_name="大连乙厂", appointed_from="2021-10")
    assert rules(elsewhere, ended, change) == []
    assert rules(elsewhere, ended) == ["officer-at-two-enterprises"]


def test_look_alike_enterprise_in_doubt_is_a_misreading() -> None:
    one, other = filed(enterprise_name="大连未来厂"), filed(enterprise_name="大连末来厂")
    assert rules(one, other) == ["officer-at-two-enterprises"]
    assert rules(unsure(one, "enterprise_name"), other) == rules(one, unsure(other, "enterprise_name")) == []


@pytest.mark.parametrize("name", ["id_number", "enterprise_name"])
def test_post_elsewhere_by_an_unsure_reading_says_so(name: str) -> None:
    (finding,) = said(filed(), unsure(filed(enterprise_name="大连乙厂"), name))
    assert finding.message.endswith("（此处识读把握不大，请先对照原件。）")
    sure = filed("z.docx", enterprise_name="大连丙厂")
    (finding,) = said(filed(), unsure(filed(enterprise_name="大连乙厂"), name), sure)
    assert "z.docx" in finding.message


def chief(serial: int = 3, **changes: Value) -> Filed:
    given: dict[str, Value] = {"id_number": id_number(serial), "name": "李四", **changes}
    return filed(f"{serial}.docx", **given)


def test_second_chief_filed_as_new_is_told_on_the_later_filing() -> None:
    first, second = filed("a.docx"), chief(appointed_from="2021-10")
    message = "该企业已有在任的首席质量官（张三），见 a.docx，请核实本份是否应为变更。"
    fields = ("post", "change_type", "enterprise_name")
    assert said(second, first) == [Finding("second-chief", Severity.WARNING, fields, message)]
    assert rules(first, second) == []
    assert rules(chief(), first) == rules(first, chief()) == ["second-chief"]


def test_chief_by_way_of_a_change_takes_the_place_of_the_first() -> None:
    assert rules(chief(change_type="变更", appointed_from="2021-10"), filed()) == []
    assert rules(filed(), chief(change_type="变更", appointed_from="2021-10")) == []


@pytest.mark.parametrize("since", ["2021-09", "2021-10"])
def test_third_chief_is_second_to_the_one_who_took_the_place(since: str) -> None:
    change = chief(change_type="变更", appointed_from=since)
    assert rules(chief(5, name="王五", appointed_from="2021-11"), filed(), change) == ["second-chief"]


@pytest.mark.parametrize(
    "change",
    [
        {"post": "二级质量官"},
        {"post": None},
        {"enterprise_name": "大连乙厂"},
        {"id_number": id_number(1), "name": "张三"},
        {"id_number": None, "name": "张三"},
    ],
)
def test_what_is_no_second_chief(change: dict[str, Value]) -> None:
    assert "second-chief" not in rules(chief(**change), filed())
    assert "second-chief" not in rules(filed(), chief(**change))


@pytest.mark.parametrize("change", [{"change_type": None}, {"change_type": "变更"}])
def test_only_what_is_filed_as_new_is_second(change: dict[str, Value]) -> None:
    assert "second-chief" not in rules(chief(**change), filed())


def test_chief_whose_filing_was_overtaken_does_not_count() -> None:
    assert rules(chief(), replace(filed(), superseded=True)) == []
    assert rules(replace(chief(), superseded=True), filed()) == []


def test_unsure_name_of_the_first_chief_is_said() -> None:
    (finding,) = said(chief(), unsure(filed(), "name"))
    assert finding.message.endswith("（此处识读把握不大，请先对照原件。）")


def test_change_of_an_undated_appointment_replaces_nobody_for_certain() -> None:
    undated = chief(change_type="变更", appointed_from=None, filing_date=None)
    assert len(posts_held([filed(), undated])) == 2


def test_same_person() -> None:
    one = filed()
    assert same_person(one, filed(name="李四"))
    assert not same_person(one, filed(id_number=id_number(3)))
    assert same_person(one, filed(id_number=None, name="张三"))
    assert not same_person(one, filed(id_number=None, name="李四"))
    assert not same_person(filed(id_number=None, name=None), replace(chief(name=None), by_number=False))


def test_change_at_an_enterprise_without_a_record() -> None:
    message = "填的是变更，但登记中没有该企业更早的备案，请核实应为新设，或补报原来的备案表。"
    fields = ("change_type", "enterprise_name")
    expected = [Finding("change-without-prior", Severity.WARNING, fields, message)]
    change = filed(change_type="变更")
    assert said(change) == said(change, filed(enterprise_name="大连乙厂", id_number=id_number(3))) == expected


@pytest.mark.parametrize(
    ("since", "expected"), [("2021-08", []), ("2021-09", []), ("2021-10", ["change-without-prior"]), (None, [])]
)
def test_only_an_earlier_record_is_prior(since: str | None, expected: list[str]) -> None:
    prior = chief(appointed_from=since, filing_date=since and "2021-10-08", post="二级质量官")
    assert rules(filed(change_type="变更"), prior) == expected


def test_another_copy_of_the_same_change_is_no_prior_record() -> None:
    one, copy = filed(change_type="变更", ranking="2"), filed(change_type="变更", ranking="1", superseded=True)
    assert rules(one, copy) == ["duplicate-filing", "change-without-prior"]


def test_change_of_nobody_known_is_held_against_nothing() -> None:
    change = replace(filed(change_type="变更"), enterprise=None)
    assert rules(change) == []
    nameless = replace(filed(change_type="变更"), appointment=None)
    assert rules(nameless, replace(chief(post="二级质量官"), appointment=None)) == []
