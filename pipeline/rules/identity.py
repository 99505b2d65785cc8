"""The ID number, and what else the form says of the same facts. Source: GB 11643-1999, GB/T 2260."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers import divisions
from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, rule

_KINDS = ("filing", "id_card")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_FORM = re.compile(r"[0-9]{17}[0-9X]")
_OLD_FORM = re.compile(r"[0-9]{15}")


@rule(
    "id-checksum",
    Severity.ERROR,
    "id_number",
    source="GB 11643-1999",
    says="身份证号应为18位，校验码应正确",
    kinds=_KINDS,
)
def id_checksum(case: Case) -> Iterator[Hit]:
    """The number is not of 18 characters, or its check digit is wrong. The message never repeats the number."""
    field = case.field("id_number")
    label, number = case.label("id_number"), field.value
    if isinstance(number, str) and _OLD_FORM.fullmatch(number):
        yield Hit(f"{label}是15位的旧号码，已停止使用，请报送单位改填18位号码。")
    elif isinstance(number, str) and not _FORM.fullmatch(number):
        yield Hit(f"{label}共{len(number)}位，应为18位，请对照身份证更正。")
    elif isinstance(number, str) and not _sound(number):
        yield Hit(f"{label}的校验码不对，其中至少有一位写错或认错，请对照身份证逐位更正。")
    elif number is None and field.problem in ("id-length", "id-checksum"):
        yield Hit(f"{label}的位数或校验码不对，请对照身份证更正。")


@rule(
    "id-birth-mismatch",
    Severity.ERROR,
    "id_number",
    "birth_date",
    source="GB 11643-1999",
    says="出生日期应与身份证号第7至14位一致",
    kinds=_KINDS,
)
def id_birth_mismatch(case: Case) -> Iterator[Hit]:
    """The date of birth differs from the number's, as deep as it is given.

    Where the given date in the number's place makes the check digit right, the number is what is wrong: `id-checksum`.
    """
    number, born = _number(case), case.date("birth_date")
    if number is None or born is None or not differs_in_birth(number, born):
        return
    digits = born.replace("-", "")
    mended = number[:6] + digits + number[6 + len(digits) :]
    if _sound(number) or not _sound(mended):
        yield Hit("“出生日期”与“身份证号”中的出生日期不一致，请对照身份证更正。")


@rule(
    "id-gender-mismatch",
    Severity.ERROR,
    "id_number",
    "gender",
    source="GB 11643-1999",
    says="性别应与身份证号第17位一致（单数为男，双数为女）",
    kinds=_KINDS,
)
def id_gender_mismatch(case: Case) -> Iterator[Hit]:
    """The gender differs from the number's 17th digit.

    Where another 17th digit makes the check digit right and the gender fit, the number is what is wrong: `id-checksum`.
    """
    number, gender = _number(case), case.value("gender")
    if number is None or gender is None or _gender(number[16]) == gender:
        return
    mended = (number[:16] + digit + number[17] for digit in "0123456789" if _gender(digit) == gender)
    if _sound(number) or not any(map(_sound, mended)):
        yield Hit("“性别”与“身份证号”第17位不一致，请对照身份证更正。")


@rule(
    "id-region-unknown",
    Severity.WARNING,
    "id_number",
    source="GB/T 2260",
    says="身份证号前六位应为现行或曾用的行政区划代码",
    kinds=_KINDS,
)
def id_region_unknown(case: Case) -> Iterator[Hit]:
    """The first six digits of a number with a right check digit were never a division's code."""
    number = _number(case)
    if number is None or not _sound(number):
        return
    if number[:6] not in divisions.in_force() and number[:6] not in divisions.former_by_code():
        yield Hit("“身份证号”前六位不是任何行政区划的代码，请对照身份证核实。")


def differs_in_birth(number: str, born: str) -> bool:
    """Whether an 18-character number bears another date of birth than `born`, ISO 8601, as deep as that is given."""
    return not number.startswith(born.replace("-", ""), 6)


def sound_number(case: Case) -> str | None:
    """The ID number where its form and check digit are right, else None."""
    number = _number(case)
    return number if number is not None and _sound(number) else None


def _number(case: Case) -> str | None:
    number = case.value("id_number")
    return number if isinstance(number, str) and _FORM.fullmatch(number) else None


def _sound(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17]


def _gender(digit: str) -> str:
    return "男" if digit in "13579" else "女"
