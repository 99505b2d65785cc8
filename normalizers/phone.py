"""Telephone numbers of the mainland: mobiles of 11 digits, landlines as 0411-86852166, service numbers as 4001234567.

Numbering plan: 电信网编号计划 (2017): mobiles 1[3-9]; area codes 010, 02x, and four digits from 03 to 09.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from normalizers.numerals import to_digits
from normalizers.text import half
from normalizers.value import BLANK, Context, Normal

_LONGEST = 120
_SPELLED = re.compile("[〇零○一二三四五六七八九]{7}")
_MOBILE = re.compile(r"1\d{10}")
_ASSIGNED = re.compile(r"1[3-9]|[^1]")
_FLOAT = re.compile(r"(1\d{10}|\d{7,8}|0\d{9,11})\.0+")
_SCIENTIFIC = re.compile(r"1\.(\d{10})e\+?10", re.IGNORECASE)
"""A spreadsheet's way of writing 11 digits, none of them lost."""
_COUNTRY = re.compile(r"^(?:\(?(?:\+|00)86\)?|\(86\)|86(?=-?1[3-9]\d{9}$)|86-?(?=[1-9]\d{1,2}-?\d{7,8}$))-?")
_LABEL = re.compile(
    r"^(?:联系|移动|办公|公司|单位|固定|本人)?(?:手机|电话|座机|固话|热线|tel|mobile|phone)(?:号码|号)?[:.]?",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\([\u4e00-\u9fff]{1,4}\)$|(?:微信同号)$")
_OF_OTHERS = re.compile(
    r"\((?!手机|电话|座机|固话|办|移动|联通|电信|微信|本人|总机|工作|常用|单位|公司|企业|家|宅|新|同微信|区号|大连|沈阳|辽宁|西藏|拉萨)"
    r"[\u4e00-\u9fff]{1,6}\)"
)
"""A word in brackets that tells no kind of number: it may say whose the number is."""
_EXTENSION = re.compile(
    r"(?:-?\(?(?:转分机号?|轉分機|转|轉|分机号?|ext\.?|x|#)[:.]?|-|(?<=\d)(?=\())\(?(\d{1,6})\)?$", re.IGNORECASE
)
_LANDLINE = re.compile(r"\(?(?P<area>010|02\d|0[3-9]\d{2})\)?-?(?P<number>\d{7,8})")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_SERVICE = re.compile(r"400-?\d{3,4}-?\d{3,4}|400-?\d-?\d{3}-?\d{3}")
_BETWEEN = re.compile(r" +(?=手机|电话|座机|办公|移动)|[/、;,\\|]|或|和|\n| +(?=1[3-9]\d{9}(?!\d)|0\d{2,3}-?\d{7})")
_SHORT = re.compile(r"(?:010|02\d|0411)-\d{7}(?!\d)")
"""Areas whose numbers have 8 digits."""
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


def _digits(piece: str) -> str:
    """The piece without label, country code and the gaps between groups of digits."""
    plain = _LABEL.sub("", re.sub(r"\s+", " ", piece).strip(" .'`:"))
    if whole := _FLOAT.fullmatch(plain):
        plain = whole[1]
    plain = _BEHIND.sub("", plain).strip()
    compact = re.sub(r"[ ]", "", plain).replace("_", "-")
    if exact := _SCIENTIFIC.fullmatch(compact):
        return "1" + exact[1]
    return _COUNTRY.sub("", compact)


def _mobile(piece: str) -> str | None:
    """The mobile number that the piece writes, in whatever groups."""
    plain = re.sub(r"[-.()·]", "", _digits(piece))
    return plain if _MOBILE.fullmatch(plain) else None


def _landline(piece: str) -> str | None:
    """The landline or service number, with area code and extension parted by `-`."""
    spaced = re.sub(r" *- *", "-", re.sub(r"\s+", " ", piece).strip(" .'`:"))
    spaced = re.sub(r"^(0\d{2,3})/(?=\d{7,8}$)", r"\1-", spaced)
    plain = _digits(re.sub(r"^(\(?0\d{2,3}\)?) ", r"\1-", spaced))
    if plain and plain[0] in "123456789" and _COUNTRY.match(re.sub(" ", "", spaced)) and len(plain) >= 9:
        plain = f"0{plain}"
    if _SERVICE.fullmatch(plain) and len(service := plain.replace("-", "")) == 10:
        return service
    for extension in (None, _EXTENSION.search(plain)):
        base = plain[: extension.start()] if extension else plain
        tail = f"-{extension[1]}" if extension else ""
        if area := _LANDLINE.fullmatch(base):
            return f"{area['area']}-{area['number']}{tail}"
        if area := _LANDLINE.fullmatch(re.sub(r"(?<=\d{3})-(?=\d{4}$)", "", base)):
            return f"{area['area']}-{area['number']}{tail}"
        if _LOCAL.fullmatch(local := re.sub(r"(?<=^\d{4})-(?=\d{3,4}$)|(?<=^\d{3})-(?=\d{4}$)", "", base)):
            return f"{local}{tail}"
    return None


def _contact(piece: str) -> str | None:
    return _mobile(piece) or _landline(piece)


def _judged(number: str) -> Normal:
    if _SHORT.match(number):
        return Normal(number, "number-length", 0.5)
    return Normal(number) if _ASSIGNED.match(number) else Normal(number, "number-unassigned", 0.5)


def _read(text: str, context: Context, reads: Callable[[str], str | None]) -> Normal:
    """The one number that the text writes, or the first of several."""
    plain = half(text)
    if not plain:
        return BLANK
    if len(plain) > _LONGEST:
        return Normal(None, "unreadable")
    plain = to_digits(plain) if _SPELLED.search(plain) else plain
    if whole := reads(plain.replace("\n", " ")):
        return Normal(whole, "vague", 0.5) if _OF_OTHERS.search(plain) else _judged(whole)
    pieces = [piece for piece in _BETWEEN.split(plain) if piece.strip()]
    numbers = list(dict.fromkeys(number for piece in pieces if (number := reads(piece))))
    if numbers:
        return Normal(numbers[0], "several", 0.5, tuple(numbers[1:]))
    if context.recognised and (mended := plain.translate(_LOOKALIKES)) != plain and (whole := reads(mended)):
        return Normal(whole, None, 0.9, repaired=True)
    return Normal(None, "unreadable")


def mobile(text: str, context: Context) -> Normal:
    """A mobile number, 11 digits; of several the first, with the problem `several`."""
    return _read(text, context, _mobile)


def contact(text: str, context: Context) -> Normal:
    """A mobile, a landline (`0411-86852166`, extension behind another `-`) or a 400 number (10 digits)."""
    return _read(text, context, _contact)
