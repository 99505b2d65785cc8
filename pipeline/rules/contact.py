"""Telephone numbers and addresses: their form. No message repeats a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.documents import FieldValue, Severity
from pipeline.rules.case import Case, Hit, row_label, rule

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_CONTACT = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}(-[0-9]+)?|[0-9]{7,8}(-[0-9]+)?|400[0-9]{7}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_CONTACTS = ("principal_contact", "quality_head_contact")


@rule(
    "mobile-format",
    Severity.ERROR,
    "mobile",
    source="电信网编号计划",
    says="手机号码应为11位的大陆手机号码",
    kinds=("filing", "summary"),
)
def mobile_format(case: Case) -> Iterator[Hit]:
    """Something else than a mainland mobile number, on a filing or in a row of a summary."""
    if _malformed(case.field("mobile"), _MOBILE):
        yield Hit("“手机号码”不是11位的大陆手机号码，请报送单位更正。")
    for number, row in enumerate(case.document.rows, start=1):
        if _malformed(row["mobile"], _MOBILE):
            yield Hit(f"{row_label('mobile', number, row)}不是11位的大陆手机号码，请更正。", row=row)


@rule(
    "contact-format",
    Severity.WARNING,
    *_CONTACTS,
    source="电信网编号计划",
    says="联系方式应为手机号码或固定电话号码",
)
def contact_format(case: Case) -> Iterator[Hit]:
    """One for each contact that is no telephone number."""
    for name in _CONTACTS:
        if _malformed(case.field(name), _CONTACT):
            yield Hit(f"{case.label(name)}不是电话号码，请报送单位更正。", (name,))


@rule("email-format", Severity.WARNING, "email", source="RFC 5322", says="Email 应为有效的电子邮箱地址")
def email_format(case: Case) -> Iterator[Hit]:
    """Not an address."""
    if _malformed(case.field("email"), _EMAIL):
        yield Hit("“Email”不是有效的电子邮箱地址，请报送单位更正。")


def _malformed(field: FieldValue, form: re.Pattern[str]) -> bool:
    if isinstance(field.value, str):
        return field.problem == "number-unassigned" or form.fullmatch(field.value) is None
    return field.problem == "unreadable"
