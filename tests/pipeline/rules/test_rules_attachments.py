"""Family attachments: what came with a filing, and whether it says the same."""

from dataclasses import replace
from typing import Any

import pytest

from normalizers.catalogue import BY_KIND
from normalizers.value import Value
from pipeline.documents import Document, Finding, Outcome, Severity, Status
from pipeline.rules.attachments import belonging
from pipeline.rules.engine import check
from pipeline.settings import Options
from pipeline.together import judged, judged_with_members
from tests.pipeline.invented import id_number
from tests.pipeline.rules.clean import LHASA, SCHEMES, TODAY, altered, card, field, filing, unread

NAME = str(filing().fields["name"].value)
OPTIONS = Options(today=TODAY)


def own_card(**changes: Value) -> Document:
    given: dict[str, Value] = {"name": NAME, **changes}
    return card(**given)


def copy(kind: str, **values: Value) -> Document:
    return Document(kind, None, "liaoning", (2,), {n: field(n, values.get(n)) for n in BY_KIND[kind]})


def diploma(**changes: Value) -> Document:
    base: dict[str, Value] = {"name": NAME, "school": "大连理工大学", "major": "机械工程", "education": "大学本科"}
    return copy("diploma", **{**base, **changes})


def certificate(**changes: Value) -> Document:
    base: dict[str, Value] = {"name": NAME, "title": "高级工程师"}
    return copy("title_certificate", **{**base, **changes})


ALL = (own_card(), diploma(), certificate())


def said(document: Document, *attachments: Document, scheme: str = "liaoning") -> tuple[Finding, ...]:
    return check(document, SCHEMES[scheme], TODAY, attachments)


def only(document: Document, *attachments: Document) -> Finding:
    (finding,) = said(document, *attachments)
    return finding


@pytest.mark.parametrize("scheme", ["liaoning", "xizang", "default"])
def test_all_copies_that_agree_leave_nothing_to_say(scheme: str) -> None:
    changes: dict[str, Value] = {"region": LHASA} if scheme == "xizang" else {}
    assert said(filing(**changes), *ALL, scheme=scheme) == ()


def test_nothing_is_missing_where_nobody_knows_what_came() -> None:
    assert check(filing(), SCHEMES["liaoning"], TODAY, None) == ()


@pytest.mark.parametrize(("left_out", "copy_name"), [(0, "身份证"), (1, "学历证书"), (2, "职称证书")])
def test_each_copy_that_is_missing_is_one_finding(left_out: int, copy_name: str) -> None:
    there = [one for place, one in enumerate(ALL) if place != left_out]
    finding = only(filing(), *there)
    fields = ("title",) if left_out == 2 else ()
    message = f"没有收到{copy_name}复印件，请报送单位补交。"
    assert finding == Finding("missing-attachment", Severity.WARNING, fields, message)


def test_no_copy_at_all_is_three_findings() -> None:
    assert [finding.rule for finding in said(filing())] == ["missing-attachment"] * 3


def test_who_claims_no_title_need_not_prove_it() -> None:
    assert said(filing(title=None), *ALL[:2]) == ()
    assert said(unread(filing(), "title", "unreadable"), *ALL[:2]) == ()


def test_title_in_doubt_is_said_to_be() -> None:
    assert only(altered(filing(), "title", review=True), *ALL[:2]).message.endswith("请先对照原件。）")


def test_missing_copies_do_not_hold_the_filing_back() -> None:
    document, _ = judged([filing(), own_card()], OPTIONS)
    assert [finding.rule for finding in document.findings] == ["missing-attachment"] * 2
    assert document.status is Status.ACCEPTED


def test_another_number_on_the_card_is_an_error_that_does_not_repeat_it() -> None:
    finding = only(filing(), own_card(id_number=id_number(3)), *ALL[1:])
    message = "“身份证号”与所附身份证复印件不一致，请对照身份证更正。"
    assert finding == Finding("id-attachment-mismatch", Severity.ERROR, ("id_number",), message)


def test_another_name_on_the_card_is_shown() -> None:
    finding = only(filing(), own_card(name="张三"), *ALL[1:])
    assert finding.message == "“姓名”（张三）与所附身份证复印件不一致，请对照身份证更正。"
    assert finding.fields == ("name",)


def test_name_and_number_are_one_finding() -> None:
    finding = only(filing(), own_card(name="张三", id_number=id_number(3)), *ALL[1:])
    assert finding.fields == ("name", "id_number")
    assert finding.message.startswith("“姓名”（张三）、“身份证号”与")


@pytest.mark.parametrize("name", ["name", "id_number"])
def test_blank_on_card_or_form_is_no_difference(name: str) -> None:
    assert said(filing(), own_card(**{name: None}), *ALL[1:]) == ()
    rules = [finding.rule for finding in said(filing(**{name: None}), *ALL)]
    assert rules == ["missing-required"]


def test_of_two_copies_one_that_agrees_is_enough() -> None:
    assert said(filing(), own_card(id_number=id_number(3)), *ALL) == ()


def test_of_two_copies_that_differ_the_nearer_one_is_told() -> None:
    far, near = own_card(name="张三", id_number=id_number(3)), own_card(id_number=id_number(3))
    assert only(filing(), far, near, *ALL[1:]).fields == ("id_number",)


def test_look_alike_in_doubt_is_no_difference_but_a_sure_one_is() -> None:
    form, there = filing(name="王未"), (own_card(name="王末"), diploma(name="王未"), certificate())
    assert [finding.rule for finding in said(form, *there)] == ["id-attachment-mismatch"]
    doubtful = altered(there[0], "name", review=True)
    assert said(form, doubtful, *there[1:]) == ()


def test_a_difference_that_rests_on_an_unsure_copy_says_so() -> None:
    doubtful = altered(own_card(name="张三"), "name", review=True)
    assert only(filing(), doubtful, *ALL[1:]).message.endswith("（此处识读把握不大，请先对照原件。）")


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", "张三"), ("school", "东北大学"), ("major", "会计学"), ("education", "大学专科")],
)
def test_what_differs_from_the_diploma_is_a_warning(name: str, value: str) -> None:
    finding = only(filing(), ALL[0], diploma(**{name: value}), ALL[2])
    label = BY_KIND["filing"][name].label
    message = f"“{label}”（{value}）与所附学历证书复印件不一致，请对照学历证书核实。"
    assert finding == Finding("diploma-mismatch", Severity.WARNING, (name,), message)


@pytest.mark.parametrize(
    ("name", "value"), [("major", "机械工程及自动化"), ("major", "机械"), ("school", "大连理工大学研究生院")]
)
def test_school_and_major_in_short_or_in_full_agree(name: str, value: str) -> None:
    assert said(filing(), ALL[0], diploma(**{name: value}), ALL[2]) == ()


def test_education_in_short_does_not_agree_with_the_name_in_part() -> None:
    assert only(filing(name="欧阳"), own_card(name="欧阳"), diploma(name="欧阳锋"), certificate()).fields == ("name",)


@pytest.mark.parametrize("name", ["name", "school", "major", "education"])
def test_blank_on_the_diploma_is_no_difference(name: str) -> None:
    assert said(filing(), ALL[0], diploma(**{name: None}), ALL[2]) == ()


def person(serial: int, name: str) -> Document:
    return filing(name=name, id_number=id_number(serial))


def test_of_several_filings_each_gets_its_own_attachments() -> None:
    filings = [person(1, "张三"), person(3, "李四"), person(5, "王未")]
    cards = [own_card(name="错名", id_number=id_number(3)), own_card(name="张三", id_number=None)]
    diplomas = [diploma(name="王末"), diploma(name="无人"), diploma(name=None)]
    assert belonging(filings, [*cards, *diplomas]) == [(cards[1],), (cards[0],), (diplomas[0],)]


def test_namesakes_are_told_apart_by_number_and_share_what_has_none() -> None:
    filings = [person(1, "张三"), person(3, "张三")]
    cards = [own_card(name="张三", id_number=id_number(3))]
    shared = diploma(name="张三")
    assert belonging(filings, [*cards, shared]) == [(shared,), (cards[0], shared)]


def test_one_filing_alone_gets_all() -> None:
    stranger = own_card(name="李四", id_number=id_number(3))
    assert belonging([filing()], [stranger]) == [(stranger,)]
    assert belonging([], [stranger]) == []


def received(file: str, *documents: Document, **more: Any) -> Outcome:
    return Outcome(file, None, None, Status.ACCEPTED, documents=documents, **more)


def test_members_of_an_archive_are_judged_together_and_stay_in_order() -> None:
    members = tuple(range(3))
    archive = received("a.zip", members=members)
    alone = received("b.docx", filing())
    inside = (received("a.zip!1", filing()), received("a.zip!2", own_card(id_number=id_number(3))), received("a.zip!3"))
    found = list(judged_with_members([alone, archive, *inside, alone], OPTIONS))
    assert [outcome.file for outcome in found] == ["b.docx", "a.zip", "a.zip!1", "a.zip!2", "a.zip!3", "b.docx"]
    assert found[0] == found[-1] == alone
    rules = [finding.rule for finding in found[2].documents[0].findings]
    assert rules == ["missing-attachment", "missing-attachment", "id-attachment-mismatch"]
    assert (found[2].status, found[3].status) == (Status.REVIEW, Status.ACCEPTED)


def test_members_of_an_archive_in_an_archive_are_judged_with_it() -> None:
    outer, inner = received("a.zip", members=(1, 2)), received("a.zip!b.zip", members=(1,))
    found = list(judged_with_members([outer, inner, received("c", filing()), received("d", *ALL)], OPTIONS))
    assert [document.findings for document in found[2].documents] == [()]
    assert found[3].documents == tuple(replace(one, status=Status.ACCEPTED) for one in ALL)


def test_an_archive_without_attachments_stays_as_it_is() -> None:
    outcomes = [received("a.zip", members=(1,)), received("a.zip!1", filing())]
    assert list(judged_with_members(outcomes, OPTIONS)) == outcomes


def test_what_came_before_a_run_was_broken_off_is_not_lost() -> None:
    outcomes = [received("a.zip", members=(1, 2)), received("a.zip!1", filing())]
    assert list(judged_with_members(outcomes, OPTIONS)) == outcomes
