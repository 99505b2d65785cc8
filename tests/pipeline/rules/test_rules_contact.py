"""Family contact: the form of numbers and addresses."""

import pytest

from pipeline.documents import Finding, Severity
from tests.pipeline.rules.clean import altered, filing, found, only, rules, summary, unread

MOBILE = "“手机号码”不是11位的大陆手机号码，请报送单位更正。"


@pytest.mark.parametrize("mobile", ["12800000001", "1380000000", "138000000010", "04118685216", "23800000001"])
def test_no_mobile_number(mobile: str) -> None:
    assert only(filing(mobile=mobile)) == Finding("mobile-format", Severity.ERROR, ("mobile",), MOBILE)


@pytest.mark.parametrize("mobile", ["13000000000", "19999999999", "16612345678"])
def test_a_mobile_number(mobile: str) -> None:
    assert rules(filing(mobile=mobile)) == []


def test_a_mobile_that_could_not_be_read_has_no_form_but_two_numbers_have() -> None:
    assert only(unread(filing(), "mobile", "unreadable")).message == MOBILE
    assert rules(unread(filing(), "mobile", "several")) == []


def test_eleven_digits_that_no_mobile_number_begins_with() -> None:
    number = {"value": "15400000000", "problem": "number-unassigned"}
    assert only(altered(filing(), "mobile", **number)).message == MOBILE
    assert only(altered(filing(), "principal_contact", **number)).rule == "contact-format"


def test_a_blank_mobile_is_only_missing() -> None:
    assert rules(filing(mobile=None)) == ["missing-required"]


def test_a_mobile_in_a_row_of_a_summary_names_the_row() -> None:
    document = summary({}, {"serial": 7, "mobile": "1234"}, {"serial": None, "name": None, "mobile": "1234"})
    first, second = found(document)
    assert first == Finding(
        "mobile-format", Severity.ERROR, ("mobile",), "序号7（欧阳测试）“手机号码”不是11位的大陆手机号码，请更正。"
    )
    assert second.message == "第3行“手机号码”不是11位的大陆手机号码，请更正。"


@pytest.mark.parametrize(
    ("name", "label"),
    [("principal_contact", "企业负责人联系方式"), ("quality_head_contact", "企业质量负责人联系方式")],
)
@pytest.mark.parametrize("number", ["123456", "0411-123", "123456789", "12012345678"])
def test_no_telephone_number(name: str, label: str, number: str) -> None:
    message = f"“{label}”不是电话号码，请报送单位更正。"
    assert only(filing(**{name: number})) == Finding("contact-format", Severity.WARNING, (name,), message)


@pytest.mark.parametrize(
    "number", ["13812345678", "0411-86852166", "024-86852166-803", "86852166", "6852166-1", "4008001234", None]
)
def test_a_telephone_number(number: str | None) -> None:
    assert rules(filing(quality_head_contact=number)) == []


def test_a_contact_that_could_not_be_read() -> None:
    assert only(unread(filing(), "quality_head_contact", "unreadable")).fields == ("quality_head_contact",)


@pytest.mark.parametrize("address", ["a.example.com", "a@", "a@example", "a@b@c.cn", "a b@c.cn", "a@b..cn"])
def test_no_address(address: str) -> None:
    message = "“Email”不是有效的电子邮箱地址，请报送单位更正。"
    assert only(filing(email=address)) == Finding("email-format", Severity.WARNING, ("email",), message)


@pytest.mark.parametrize("address", ["a@b.cn", "zhang.san+1@mail.example.com.cn", None])
def test_an_address(address: str | None) -> None:
    assert rules(filing(email=address)) == []


def test_an_address_that_could_not_be_read() -> None:
    assert only(unread(filing(), "email", "unreadable")).rule == "email-format"
