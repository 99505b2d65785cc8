"""The industrial classification GB/T 4754—2017 with amendment 1: codes, names, and what is written like them.

A code is the letter of the section and up to four digits: `C` 制造业, `C34` division, `C344` group, `C3441` class.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from normalizers.tables import rows

_IGNORED = re.compile(r"[\s、，,;；:：。.·()（）\[\]《》\"“”'_~/\\|>-]|(?<=.)[和及与](?=.)")
_KIND = re.compile(r"(?:行业|(?<!地)产业)$")


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    return ((row[0], row[1]) for row in rows(table))


@cache
def names() -> dict[str, str]:
    """Code to name, sections first."""
    return dict(_pairs("industries"))


def lies_in(code: str, above: str) -> bool:
    """Whether the first industry is a part of the second, or the same."""
    return code.startswith(above)


def key(text: str) -> str:
    """The text as names are compared: without punctuation and 和, 及, 与."""
    return _KIND.sub("业", _IGNORED.sub("", text))


def _bare(text: str) -> str:
    return text.removesuffix("业") if len(text) > 2 else text


@cache
def _by_key() -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    bare: dict[str, str] = {}
    for code, name in sorted(names().items(), key=lambda item: len(item[0])):
        exact.setdefault(key(name), code)
        bare.setdefault(_bare(key(name)), code)
    return exact, bare


def by_name(text: str) -> str | None:
    """The code of a name, whatever its punctuation and with or without 业 at its end.

    Where a group and its only class share a name, the group: the form says no more.
    """
    exact, bare = _by_key()
    wanted = key(text)
    return exact.get(wanted) or bare.get(_bare(wanted))


@cache
def _by_digits() -> dict[str, str]:
    return {code[1:]: code for code in names() if len(code) > 1}


def by_code(letter: str, digits: str) -> str | None:
    """The full code of one that is written without its letter, without a leading 0, or with 0 for depth it lacks."""
    known = names()
    if not digits:
        return letter if letter in known else None
    candidates = [digits, *(["0" + digits] if letter in ("A", "B") else [])]
    padded = digits.rstrip("0") if len(digits) == 4 else digits
    candidates += [padded] if len(padded) >= 2 else [padded + "0"]
    found = (_by_digits().get(candidate, "") for candidate in candidates)
    return next((code for code in found if code and code.startswith(letter)), None)


def by_digits(digits: str) -> str | None:
    """The code with these digits in whatever section."""
    return _by_digits().get(digits)


@cache
def words() -> dict[str, tuple[str, ...]]:
    """What people write instead of a name, with the codes it may stand for, likeliest first (kept by hand)."""
    return {key(word): tuple(codes.split()) for word, codes in _pairs("industry_words")}


def _grams(text: str) -> Counter[str]:
    return Counter([*text, *(text[i : i + 2] for i in range(len(text) - 1))])


@cache
def _index() -> tuple[dict[str, list[tuple[str, float]]], dict[str, float]]:
    """Part of a name → the names that have it, each with its share of their weight; and the weight of each part."""
    grams = {code: _grams(key(name)) for code, name in names().items()}
    counts = Counter(gram for found in grams.values() for gram in found)
    weights = {gram: math.log(len(grams) / count) for gram, count in counts.items()}
    index: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for code, found in grams.items():
        length = math.sqrt(sum(weights[gram] ** 2 for gram in found))
        for gram in found:
            index[gram].append((code, weights[gram] / length))
    return index, weights


def alike(text: str, most: int = 3) -> list[tuple[str, float]]:
    """The industries whose names share most with the text, with the likeness 0 to 1, best first."""
    index, weights = _index()
    grams = [gram for gram in _grams(key(text)) if gram]
    rare = math.log(len(names()))
    length = math.sqrt(sum(weights.get(gram, rare) ** 2 for gram in grams)) or 1.0
    scores: dict[str, float] = defaultdict(float)
    for gram in grams:
        for code, share in index.get(gram, ()):
            scores[code] += share * weights[gram] / length
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 3), len(item[0]), item[0]))
    return [(code, min(score, 1.0)) for code, score in ranked[:most]]
