"""统一社会信用代码: the 18 characters that identify a legal entity (GB 32100—2015), `91210203118412342M`.

registering authority(1) kind(1) division(6) organisation(9, its last by GB 11714) check(1, MOD 31). The letters
I O S V Z are not used. A code of a wrong length or check character is kept as written, with a problem.
"""

from __future__ import annotations

import re

from normalizers.text import half
from normalizers.value import BLANK, Context, Normal

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(rf"[{_ALPHABET}]{{18}}")
_PLAUSIBLE = re.compile(r"[0-9A-Z]{8,24}")
_LABEL = re.compile(r"^(?:企业|单位|机构)?(?:统一)?(?:社会)?信用代码(?:/?(?:工商)?注册号)?(?:证号?)?[:.]*")
_GAPS = re.compile(r"[\s\-_.'`’‘\"·,，]+")
_COPY = re.compile(r"\((?:\d-\d|[\u4e00-\u9fff]{1,4})\)$")
_LOOKALIKES = str.maketrans("OIZS", "0125")
_LONGEST = 80


def organisation_check(first8: str) -> str:
    """The ninth character that belongs to the first 8 of an organisation code (GB 11714)."""
    base = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(base.index(char) * weight for char, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0X987654321"[total % 11]


def check_character(first17: str) -> str:
    """The 18th character that belongs to the first 17 (GB 32100, MOD 31); KeyError for a letter that is not used."""
    total = sum(_VALUES[char] * pow(3, place, 31) for place, char in enumerate(first17))
    return _ALPHABET[-total % 31]


def is_whole(code: str) -> bool:
    """Whether the code has 18 characters and both its check characters are right."""
    return (
        _SHAPE.fullmatch(code) is not None
        and organisation_check(code[8:16]) == code[16]
        and check_character(code[:17]) == code[17]
    )


def credit_code(text: str, context: Context) -> Normal:
    """The code in capitals without gaps; one that is wrong is kept, with `code-length` or `code-checksum`."""
    plain = half(text)
    if not plain:
        return BLANK
    if len(plain) > _LONGEST:
        return Normal(None, "unreadable")
    code = _LABEL.sub("", _GAPS.sub("", _COPY.sub("", plain))).upper().strip("()。;:")
    if is_whole(code):
        return Normal(code)
    if context.recognised and is_whole(mended := code.translate(_LOOKALIKES)):
        return Normal(mended, None, 0.97, repaired=True)
    if not _PLAUSIBLE.fullmatch(code):
        return Normal(None, "unreadable")
    return Normal(code, "code-checksum" if len(code) == 18 else "code-length", 0.4)
