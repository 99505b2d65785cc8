"""Whether two texts may be one and the same, read or written differently: OCR takes 未 for 末, 0 for O.

The table of look-alikes is `data/lookalikes.txt`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

import data

_NO_MATTER = re.compile(r"[\s|]+")
_ONE_WRONG_IN = 3
"""Of so many characters one may be a look-alike of the other text's; of a longer text one more for each so many."""
_LONG = 6
"""A text so long may also lack a character, or have one too many."""


def person_key(name: object) -> str | None:
    """What is the same for all ways of writing a person's name: characters stay (乾 is not 干), width and gaps go."""
    if not isinstance(name, str):
        return None
    return _NO_MATTER.sub("", unicodedata.normalize("NFKC", name)).casefold() or None


def alike(one: str, other: str) -> bool:
    """Whether the texts differ at most by look-alikes, or, where they are long, by one character left out."""
    if len(one) == len(other):
        wrong = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        return len(wrong) <= max(1, len(one) // _ONE_WRONG_IN) and all(confusable(a, b) for a, b in wrong)
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) != 1 or len(shorter) < _LONG:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def confusable(one: str, other: str) -> bool:
    """Whether the characters are taken for each other."""
    return one == other or bool(_groups().get(one, frozenset()) & _groups().get(other, frozenset()))


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The groups that each character is in, by their numbers."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(data.path("lookalikes.txt").read_text(encoding="utf-8").splitlines()):
        for character in () if line.startswith("#") else line.split():
            found[character].add(number)
    return {character: frozenset(groups) for character, groups in found.items()}
