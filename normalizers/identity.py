"""Numbers of identity cards: 18 characters (GB 11643-1999), or 15 digits on cards issued before 1999.

region(6) birth(YYYYMMDD) order(3, odd for men) check(1). The old form lacks century and check digit.
A wrong number is kept as written: `id-length` and `id-checksum` tell the rules.
"""

from __future__ import annotations

import re

from normalizers.dates import made
from normalizers.text import half
from normalizers.value import BLANK, Context, Normal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{1,20}[0-9X]?")
_LABEL = re.compile(r"^(?:居民)?(?:公民)?身[份分]证?(?:号码?)?:?|^ID(?:NO\.?)?:")
_GAPS = re.compile(r"[\s\-_.'`’‘\"·,，]+")
_BEHIND = re.compile(r"(?:\([\u4e00-\u9fff]{1,6}\)|[。;])+$")
_CROSSES = str.maketrans({"x": "X", "×": "X", "х": "X", "Х": "X", "χ": "X", "Χ": "X", "✕": "X", "╳": "X"})
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "l": "1", "I": "1", "|": "1", "i": "1"})
_LONGEST = 60


def check_digit(first17: str) -> str:
    """The 18th character that belongs to the first 17 digits (ISO 7064, MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def is_whole(number: str) -> bool:
    """Whether the number has 18 characters, of which the last is the right check digit."""
    return re.fullmatch(r"[0-9]{17}[0-9X]", number) is not None and check_digit(number[:17]) == number[17]


def expanded(number: str) -> str:
    """The number of 18 characters that belongs to one of 15 digits (all born before 2000)."""
    first17 = f"{number[:6]}19{number[6:]}"
    return first17 + check_digit(first17)


def birth_date_of(number: str) -> str | None:
    """The date of birth in a number of 18 or 15 characters, `YYYY-MM-DD`; None where it holds none."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]|[0-9]{15}", number):
        return None
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    found = made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return str(found) if found else None


def gender_of(number: str) -> str | None:
    """`男` or `女` by the order number's last digit; None where the number has neither 18 nor 15 characters."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]|[0-9]{15}", number):
        return None
    return "男" if int(number[16] if len(number) == 18 else number[14]) % 2 else "女"


def region_of(number: str) -> str | None:
    """The six-digit code of the division that issued the number; None where it has neither 18 nor 15 characters."""
    return number[:6] if re.fullmatch(r"[0-9]{17}[0-9X]|[0-9]{15}", number) else None


def _judged(number: str, repaired: bool = False) -> Normal:
    if len(number) == 18:
        right = is_whole(number)
        return Normal(number, None if right else "id-checksum", 1.0 if right else 0.4, repaired=repaired and right)
    if len(number) == 15 and number.isdecimal():
        proved = birth_date_of(number) is not None
        longer = (expanded(number),) if proved else ()
        return Normal(number, None if proved else "id-length", 0.8 if proved else 0.4, longer, repaired)
    return Normal(number, "id-length", 0.4)


def id_number(text: str, context: Context) -> Normal:
    """The number without gaps, `X` upper case; one of a wrong length or check digit is kept, with a problem."""
    plain = _BEHIND.sub("", _LABEL.sub("", _GAPS.sub("", half(text)).translate(_CROSSES)))
    if not plain:
        return BLANK
    if len(plain) > _LONGEST:
        return Normal(None, "unreadable")
    if _SHAPE.fullmatch(plain):
        return _judged(plain)
    pieces = list(dict.fromkeys(piece for piece in re.split(r"[/、;；()]", plain) if piece))
    numbers = [piece for piece in pieces if is_whole(piece)]
    if numbers:
        problem = None if len(pieces) == 1 else "several"
        return Normal(numbers[0], problem, 0.5, tuple(numbers[1:]))
    if context.recognised and _SHAPE.fullmatch(mended := plain.translate(_LOOKALIKES)) and is_whole(mended):
        return _judged(mended, repaired=True)
    return Normal(None, "unreadable")
