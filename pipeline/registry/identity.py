"""Everything that touches a citizen's ID number in the registry goes through here.

Numbers are kept as plain text for now; whoever encrypts them changes `conceal`, `reveal` and `lookup_key` alone
(and writes a migration of the stored rows).
"""

from __future__ import annotations

ID_FIELD = "id_number"


def lookup_key(number: str) -> str:
    """What a person is found by: equal for equal numbers, stored in key columns."""
    return number


def conceal(number: str) -> str:
    """A number as it is stored."""
    return number


def reveal(stored: str) -> str:
    """The number that `conceal` stored."""
    return stored
