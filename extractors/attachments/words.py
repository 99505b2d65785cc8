"""Words that tell which copy a page is, found also where one of their characters was misread."""

from __future__ import annotations

import re
from functools import cache, lru_cache

LEAST_FUZZY = 4
"""Words of so many characters may have one misread."""
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
NAME = rf"(?:{_HAN}{{1,12}}?(?:[·•・．]{_HAN}{{1,12}}?)+|{_HAN}{{2,5}}?)"
"""A pattern of a person's name."""
_GAP = r"[^\w，。：:]?"
"""What may stand between the characters of a word: a gap, the end of a row, dirt."""


@cache
def pattern_of(word: str, fuzzy: bool = True) -> str:
    """A pattern of a word: its characters may stand apart; one of a long word may be another."""
    characters = [re.escape(character) for character in word]
    forms = [characters]
    if fuzzy and len(word) >= LEAST_FUZZY:
        forms += [[*characters[:k], r"[^\s，。：:]", *characters[k + 1 :]] for k in range(len(word))]
    return "(?:" + "|".join(_GAP.join(form) for form in forms) + ")"


@cache
def any_of(*words: str) -> str:
    """A pattern of any of the words, as they are written."""
    return "(?:" + "|".join(pattern_of(word, fuzzy=False) for word in words) + ")"


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _has(plain: str, word: str) -> bool:
    """Whether a word stands there, or one that differs in one character: one half of it is as it should be."""
    if word in plain:
        return True
    size = len(word)
    if size < LEAST_FUZZY:
        return False
    for offset, half in ((0, word[: size // 2]), (size // 2, word[size // 2 :])):
        at = plain.find(half)
        while at >= 0:
            begin = max(0, at - offset)
            seen = plain[begin : begin + size]
            if len(seen) == size and sum(one != other for one, other in zip(seen, word, strict=True)) == 1:
                return True
            at = plain.find(half, at + 1)
    return False


def holds(text: str, *words: str) -> bool:
    """Whether the text holds any of the words."""
    return any(_has(_plain(text), word) for word in words)


def count(text: str, *groups: tuple[str, ...]) -> int:
    """Of how many groups the text holds a word."""
    return sum(holds(text, *words) for words in groups)
