"""Family eligibility: persons on the list that the user supplies."""

import pytest

from normalizers.enterprise import name_key
from pipeline.documents import Document, Finding, Severity
from pipeline.rules.engine import check
from pipeline.rules.lists import Entry, Lists, roll
from tests.pipeline.invented import id_number
from tests.pipeline.rules.clean import SCHEMES, TODAY, filing, tibetan

DOCUMENT = filing(name="欧阳测试")
COMPANY = name_key(str(DOCUMENT.fields["enterprise_name"].value))


def said(document: Document, *entries: Entry, scheme: str = "liaoning") -> tuple[Finding, ...]:
    return check(document, SCHEMES[scheme], TODAY, lists=Lists(roll(entries)))


def test_number_on_the_list_is_an_error_that_does_not_repeat_it() -> None:
    message = "该人员在不得任职人员名单上（身份证号相同），不得聘任，请退回报送单位。"
    expected = (Finding("ineligible-person", Severity.ERROR, ("id_number",), message),)
    listed = Entry("别名", id_number(1))
    assert said(DOCUMENT, listed) == said(tibetan(), listed, scheme="xizang") == expected


def test_number_and_name_on_the_list_are_one_finding() -> None:
    assert len(said(DOCUMENT, Entry("欧阳测试", id_number(1)))) == 1


def test_namesake_without_a_number_on_the_list_is_to_be_looked_at() -> None:
    message = "该人员与不得任职人员名单上的一人同名，请核对身份证号，是同一人的不得聘任。"
    expected = (Finding("ineligible-person", Severity.ERROR, ("name",), message),)
    assert said(DOCUMENT, Entry("欧阳测试")) == said(DOCUMENT, Entry("欧阳测试", None, COMPANY)) == expected


def test_namesake_of_another_number_or_another_enterprise_is_another_person() -> None:
    assert said(DOCUMENT, Entry("欧阳测试", id_number(3))) == ()
    assert said(DOCUMENT, Entry("欧阳测试", None, "别的厂")) == ()


@pytest.mark.parametrize("number", [None, id_number(1)[:17], id_number(1)[:17] + "0"])
def test_listed_name_beside_a_number_that_proves_nothing(number: str | None) -> None:
    rules = [
        finding.rule for finding in said(filing(name="欧阳测试", id_number=number), Entry("欧阳测试", id_number(3)))
    ]
    assert rules[-1] == "ineligible-person"


def test_nobody_is_named_by_a_blank() -> None:
    rules = [finding.rule for finding in said(filing(name=None, id_number=None), Entry(None, None), Entry("甲"))]
    assert "ineligible-person" not in rules


def test_without_a_list_nobody_is_on_it() -> None:
    assert said(DOCUMENT) == ()


def test_one_of_several_namesakes_is_enough() -> None:
    assert len(said(DOCUMENT, Entry("欧阳测试", id_number(3)), Entry("欧阳测试"))) == 1
