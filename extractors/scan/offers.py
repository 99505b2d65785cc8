"""Cells that offer options to choose from: which characters of their lines belong to the printed words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from extractors.page import Glyph, Line, Run
from normalizers.catalogue import OPTIONS

OTHER_GROUPS = (("有", "无"), ("参加过", "未参加过"), ("已参加", "未参加"), ("规上", "规下"), ("规模以上", "规模以下"))
GROUPS = (*OPTIONS.values(), *OTHER_GROUPS)
WORDS = sorted({word for group in GROUPS for word in group}, key=len, reverse=True)
BESIDE, BESIDE_BOXED = 0.5, 1.6
"""At most so many characters stand beside each character of an option in a cell of options."""
MEANT = 0.003
"""From this probability a misread character may be the option that is missing in the cell."""
MEANT_SURE, MEANT_UNSURE = 0.97, 0.9
"""How sure an option is that was made out by the others in its cell: read among the alternatives, or not at all."""
ALIKE = 0.5
"""The share of a longer option's characters that must have been read."""
_WORD = re.compile("|".join(map(re.escape, WORDS)))


def glyphs_of(line: Line) -> list[Glyph]:
    """The glyphs of all runs of a line."""
    return [glyph for run in line.runs for glyph in run.glyphs]


def option_words(line: Line) -> list[list[int]]:
    """For each option in the line, which of its glyphs make it up; blanks may stand between them."""
    glyphs = glyphs_of(line)
    return [own for _, own in _words_among(glyphs)]


def word_spans(line: Line) -> list[tuple[float, float]]:
    """From where to where the options in a line run (middles of first and last character), also those misread in part.

    In fractions of the line.
    """
    glyphs = glyphs_of(line)
    spans = [own for _, own in _words_among(glyphs)]
    for own in _rests(glyphs):
        text = [glyphs[k].text for k in own]
        for word in WORDS:
            held = [k for k, char in zip(own, text, strict=True) if char in word]
            if len(word) > 2 and len(held) > ALIKE * len(word):
                spans.append(held)
    return [
        ((glyphs[own[0]].x0 + glyphs[own[0]].x1) / 2, (glyphs[own[-1]].x0 + glyphs[own[-1]].x1) / 2) for own in spans
    ]


def offers_options(lines: Iterable[Line], ignored: frozenset[str], *, boxed: bool) -> bool:
    """Whether the lines of a cell are words to choose from, with little else but marks, boxes and their likes.

    `boxed`: boxes were found there, so that there may be more words that are no known option.
    """
    inside = beside = 0
    for line in lines:
        glyphs = glyphs_of(line)
        inside += sum(len(own) for _, own in _words_among(glyphs))
        for own in _rests(glyphs):
            rest = [glyphs[k] for k in own if "一" <= glyphs[k].text <= "鿿" and glyphs[k].text not in ignored]
            if not _meant(rest, WORDS):
                beside += len(rest)
    return inside > 0 and beside <= (BESIDE_BOXED if boxed else BESIDE) * max(4, inside)


def completed(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines of a cell of options with misread options set right, and whether they are all options now.

    What an option may be is known from the others in the cell: beside 男 stands 女.
    """
    lines = list(lines)
    found = {word for line in lines for word, _ in _words_among(glyphs_of(line))}
    missing = {word for group in GROUPS if found & set(group) for word in group} - found
    # 无 alone is an answer of its own, and a speck beside it no 有
    lone = len(missing) == 1 and missing.isdisjoint(OTHER_GROUPS[0])
    lone = lone and sum(1 for line in lines for _ in _rests(glyphs_of(line))) == 1
    whole = True
    for number, line in enumerate(lines):
        glyphs = glyphs_of(line)
        for own in reversed(list(_rests(glyphs))):
            rest = [glyphs[k] for k in own]
            word = _meant(rest, missing)
            if not word and lone and len(rest) == len(next(iter(missing))) == 1:
                word = next(iter(missing)), MEANT_UNSURE
            if word:
                missing.discard(word[0])
                glyphs[own[0] : own[-1] + 1] = _spread(word[0], word[1], glyphs[own[0]], glyphs[own[-1]])
            else:
                whole = False
        text = "".join(glyph.text for glyph in glyphs)
        if text != line.text and line.runs:
            sure = min((glyph.confidence for glyph in glyphs if glyph.text), default=1.0)
            lines[number] = Line((Run(text, confidence=sure, glyphs=tuple(glyphs)),), line.place)
    return lines, whole


def _words_among(glyphs: Sequence[Glyph]) -> list[tuple[str, list[int]]]:
    places = [k for k, glyph in enumerate(glyphs) for char in glyph.text if not char.isspace()]
    text = "".join(char for glyph in glyphs for char in glyph.text if not char.isspace())
    return [(match.group(), [places[at] for at in range(*match.span())]) for match in _WORD.finditer(text)]


def _rests(glyphs: Sequence[Glyph]) -> list[list[int]]:
    """Runs of letters and characters that belong to no option."""
    own = {k for _, word in _words_among(glyphs) for k in word}
    loose = [k for k, glyph in enumerate(glyphs) if glyph.text.strip() and k not in own and glyph.text.isalnum()]
    rests: list[list[int]] = [loose[:1]] if loose else []
    for before, at in pairwise(loose):
        if any(k in own for k in range(before, at)):
            rests.append([])
        rests[-1].append(at)
    return rests


def _meant(rest: Sequence[Glyph], missing: Iterable[str]) -> tuple[str, float] | None:
    """The missing option that was misread as this, and how sure that is."""
    if not rest:
        return None
    text = "".join(glyph.text for glyph in rest)
    missing = tuple(missing)
    best = _nearest(text, missing)
    if len(best) > 1:
        same = sum(block.size for block in SequenceMatcher(None, best, text).get_matching_blocks())
        if same >= ALIKE * len(best) and abs(len(text) - len(best)) <= 1 + len(best) // 4:
            return best, MEANT_SURE if same > ALIKE * len(best) else MEANT_UNSURE
        return None
    for word in missing:
        if len(word) == len(rest) == 1 and dict(rest[0].alternatives).get(word, 0.0) >= MEANT:
            return word, MEANT_SURE
    return None


@lru_cache(2048)
def _nearest(text: str, words: tuple[str, ...]) -> str:
    return max(words, key=lambda word: SequenceMatcher(None, word, text).ratio(), default="")


def _spread(word: str, sure: float, first: Glyph, last: Glyph) -> list[Glyph]:
    """The glyphs of a word that stands from one glyph to another."""
    step = (last.x1 - first.x0) / len(word)
    each = sure ** (1 / len(word))
    return [Glyph(c, each, (), first.x0 + k * step, first.x0 + (k + 1) * step) for k, c in enumerate(word)]
