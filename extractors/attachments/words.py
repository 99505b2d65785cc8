"""Words that tell which copy a page is, found also where one of their characters was misread."""

from __future__ import annotations

import re
from functools import cache

LEAST_FUZZY = 4
"""Words of so many characters may have one misread."""
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
NAME = rf"(?:{_HAN}{{1,12}}?(?:[·•・．]{_HAN}{{1,12}}?)+|{_HAN}{{2,5}}?)"
"""A pattern of a person's name."""
_GAP = r"[\t\n]?"


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


@cache
def _compiled(word: str) -> re.Pattern[str]:
    return re.compile(pattern_of(word))


def holds(text: str, *words: str) -> bool:
    """Whether the text holds any of the words."""
    return any(_compiled(word).search(text) for word in words)


def count(text: str, *groups: tuple[str, ...]) -> int:
    """Of how many groups the text holds a word."""
    return sum(holds(text, *words) for words in groups)
