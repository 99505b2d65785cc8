"""Recognising labels: the same label however it is spaced, broken over lines, bracketed, misread or in which script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import data
from extractors.forms.definition import vocabulary

_SPELT_PINYIN = re.compile(r"[(（]\s*[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜɡńňǹḿ]+[1-5]?\s*[)）]")
_NUMBERING = re.compile(r"^\s*(?:[*★※▲●◆]+|[(（]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、](?![0-9])|[①-⑳])\s*")
_KEPT = re.compile(r"[0-9A-Za-z㐀-鿿豈-﫿\U00020000-\U0003FFFF]")
_NOTE = re.compile(r"^\s*[(（【\[][^()（）【】\[\]]{0,60}[)）】\]]")
_CLOSING_NOTE = re.compile(r"[ \u3000\t]*[(（][^()（）]{0,20}[)）][ \u3000\t]*$")
_COLON = re.compile(r"[:：]")
_UNCLOSED_NOTE = re.compile(r"^\s*[(（][^()（）]{0,60}$")
"""A note that the end of a page cut off."""
_SEPARATOR = re.compile(r"^\s*[:：]|^\s*\n|^[ \t\u3000]{2,}")

REMEMBERED = 4096
"""The same cells are asked about many times while a page is read: answers to so many texts are kept."""


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label found at the start of a text.

    `fields` it may stand for (none: a known label that no field takes); `official`: written as on the official
    form; `rest`: what follows the label, its bracketed note and colon in the same text; `score` 0 to 1, 1 = exact.
    """

    key: str
    fields: tuple[str, ...]
    official: bool
    rest: str
    score: float = 1.0
    noted: bool = False
    """A bracketed note or a colon stood behind it."""


def compact(text: str) -> tuple[str, list[int]]:
    """The letters, digits and Chinese characters of a text, folded, and the index of each in it.

    Inserted pinyin and a leading number or star are passed over.
    """
    folded = fold_script(text)
    passed = {place for match in _SPELT_PINYIN.finditer(folded) for place in range(*match.span())}
    number = _NUMBERING.match(folded)
    start = number.end() if number else 0
    kept = [
        (char.lower(), place)
        for place, char in enumerate(folded)
        if place >= start and place not in passed and _KEPT.match(char)
    ]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def closes_unopened(text: str) -> bool:
    """Whether a bracket is closed that was opened elsewhere: the rest of a note that a page's end cut through."""
    return sum(text.count(sign) for sign in ")）") > sum(text.count(sign) for sign in "(（")


def label_key(text: str) -> str:
    """What two ways of writing one label have in common: no spaces, punctuation, pinyin or numbering, Simplified."""
    return compact(text)[0]


def fold_script(text: str) -> str:
    """Traditional and compatibility characters to Simplified, one for one, so that offsets hold."""
    return text.translate(_label_characters())


@cache
def _label_characters() -> dict[int, str]:
    """For the characters that labels are made of: every Traditional form, compatibility or full-width one → theirs.

    A list of their own: labels use some 200 characters, and loading a converter costs more than reading a form.
    """
    written = data.path("forms", "label_characters.txt").read_text("utf-8")
    pairs = [pair for line in written.splitlines() if not line.startswith("#") for pair in line.split()]
    table = {ord(pair[0]): pair[1] for pair in pairs}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)})
    table.update({code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))})
    return table


class LabelIndex:
    """The labels of one section of the vocabulary, ready to be looked up."""

    def __init__(self, ways: Iterable[tuple[str, tuple[str, ...]]], unclaimed: Iterable[str]) -> None:
        self._fields: dict[str, tuple[str, ...]] = {}
        self._official: set[str] = set()
        for name, written in ways:
            for number, way in enumerate(written):
                key = label_key(way)
                if name not in self._fields.get(key, ()):
                    self._fields[key] = (*self._fields.get(key, ()), name)
                if number == 0:
                    self._official.add(key)
        for way in unclaimed:
            self._fields.setdefault(label_key(way), ())
        self._longest_first: dict[str, list[str]] = {}
        for key in sorted(self._fields, key=len, reverse=True):
            self._longest_first.setdefault(key[0], []).append(key)
        self._found: dict[str, LabelHit | None] = {}
        self._longest = max(map(len, self._fields))

    def official_key(self, name: str) -> str:
        """The key of the official label of a field."""
        return next(key for key, fields in self._fields.items() if name in fields and key in self._official)

    def find(self, text: str) -> LabelHit | None:
        """The label that a text is, or starts with when something separates it from what follows; None otherwise."""
        if text not in self._found:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> LabelHit | None:
        key, places = compact(text)
        if not key or closes_unopened(text):
            return None
        if key in self._fields:
            return self._hit(key, "", noted=text.rstrip().endswith((":", "：")))
        for known in self._longest_first.get(key[0], ()):
            if not key.startswith(known):
                continue
            rest = text[places[len(known) - 1] + 1 :]
            if spelt := _SPELT_PINYIN.match(rest):
                rest = rest[spelt.end() :]
            note = _NOTE.match(rest) or _UNCLOSED_NOTE.match(rest)
            if note:
                rest = rest[note.end() :]
                return self._hit(known, _after_separator(rest), noted=True)
            if _SEPARATOR.match(rest):
                return self._hit(known, _after_separator(rest), noted=True)
        return None

    def guess(self, text: str) -> LabelHit | None:
        """The official label that a recognised text is nearest to, when at least 60 % alike and clearly the nearest."""
        from rapidfuzz import fuzz, process

        key = label_key(text)
        if len(key) < 2 or len(key) > 24:
            return None
        near = process.extract(key, self._official, scorer=fuzz.ratio, limit=2, score_cutoff=60)
        if not near or (len(near) > 1 and near[0][1] - near[1][1] < 10):
            return None
        hit = self._hit(near[0][0], "")
        return LabelHit(hit.key, hit.fields, True, "", near[0][1] / 100)

    def inline(self, text: str) -> list[tuple[int, int, LabelHit]]:
        """Every label within a text that a colon follows: start and end (behind the colon), and what it stands for."""
        taken: list[tuple[int, int, LabelHit]] = []
        begin = 0
        for colon in _COLON.finditer(text):
            before = _CLOSING_NOTE.sub("", text[begin : colon.start()])
            key, places = compact(before)
            for size in range(min(len(key), self._longest), 1, -1):
                start = places[-size]
                if key[-size:] in self._fields and not (start and _KEPT.match(before[start - 1])):
                    hit = self._hit(key[-size:], "", noted=True)
                    taken.append((begin + start, colon.end(), hit))
                    begin = colon.end()
                    break
        return taken

    def _hit(self, key: str, rest: str, *, noted: bool = False) -> LabelHit:
        return LabelHit(key, self._fields[key], key in self._official, rest, 1.0, noted)


def _after_separator(rest: str) -> str:
    return re.sub(r"^[\s\u3000]*[:：]?[ \t\u3000]*", "", rest)


@cache
def index(section: str) -> LabelIndex:
    """The labels of a section (`filing`, `summary`, `summary_row`), or those scoped to a field (`scoped:NAME`)."""
    words = vocabulary()
    if section.startswith("scoped:"):
        return LabelIndex(words.scoped[section.removeprefix("scoped:")].items(), ())
    return LabelIndex(words.sections[section].items(), words.unclaimed)
