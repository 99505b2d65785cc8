"""Everything that touches a citizen's ID number in the registry goes through here.

Numbers are kept as plain text for now; whoever encrypts them changes `conceal`, `reveal` and `lookup_key` alone
(and writes a migration of the stored rows).
"""

from __future__ import annotations

ID_FIELD = "id_number"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def is_valid(number: object) -> bool:
    """Whether it is 18 characters long and its check digit is right (GB 11643-1999): fit to tell people apart."""
    if not isinstance(number, str) or len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17] == _CHECK_DIGITS[total % 11]


def lookup_key(number: str) -> str:
    """What a person is found by: equal for equal numbers, stored in key columns."""
    return number


def conceal(number: str) -> str:
    """A number as it is stored."""
    return number


def reveal(stored: str) -> str:
    """The number that `conceal` stored."""
    return stored
