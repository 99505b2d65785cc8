"""Plain text values: Simplified characters, half-width letters and digits, full-width Chinese punctuation.

`fold` and `tidy` are also what the other normalizers start from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from normalizers.pinyin import lost_bytes, without_pinyin
from normalizers.script import fold_forms, is_han, simplify, simplify_name
from normalizers.tables import rows
from normalizers.value import BLANK, Context, Normal, Script

_HAN = r"\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_MARKS = r"，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’…"
_CHINESE = _HAN + _MARKS
_HALF = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "（），：；？！～"}
    | dict(zip("｡｢｣､･￥﹙﹚﹐﹑﹔﹕﹖﹗﹣﹒", "。「」、・¥（），、；：？！-.", strict=True))
)
_FULL = dict(zip("(),:;?!", "（），：；？！", strict=True))
_BETWEEN = re.compile(rf"(?<=[{_CHINESE}])[ \n]+(?=[{_CHINESE}])")
_AROUND_MARK = re.compile(rf"(?<=[{_MARKS}]) +| +(?=[{_MARKS}])")
_LINE_END = re.compile(r" *\n\s*")
_SPACES = re.compile(r" {2,}")
_PLAIN_MARK = re.compile(r"[,:;?!]")


class _Visible(dict[int, str | None]):
    """Control and invisible characters out, every kind of space to a blank; line ends stay."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _visible(chr(code))
        return self[code]


def _visible(char: str) -> str | None:
    if char == "\n":
        return char
    if char in "\r\v\f\x85\u2028\u2029\x1c\x1d\x1e":
        return "\n"
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    selects_variant = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return None if selects_variant or unicodedata.category(char) in ("Cc", "Cf", "Cs") else char


_SEEN = _Visible()


def fold(text: str) -> str:
    """The text with half-width letters, digits and signs, known spaces and line ends, nothing invisible, no radicals.

    Full-width （），：；？！ stay, as do ① ㎡ ½ and other signs that a plain letter would not replace.
    """
    return fold_forms(text.replace("\r\n", "\n").translate(_SEEN).translate(_HALF))


def half(text: str) -> str:
    """As `fold`, with full-width punctuation half-width too and no spaces at the ends: for codes and numbers."""
    return fold(text).translate(_HALF_MARKS).strip()


_HALF_MARKS = str.maketrans("（），：；？！～—–−‐‑‒―﹣", "(),:;?!~--------")


def _joined(text: str) -> str:
    """Lines joined: a blank between Latin words, nothing beside Chinese."""

    def seam(match: re.Match[str]) -> str:
        before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
        latin = before.isascii() and after.isascii() and (before.isalnum() or before in ",.;:)") and after.isalnum()
        return " " if latin else ""

    return _LINE_END.sub(seam, text.strip()) if "\n" in text else text.strip()


def _full_brackets(text: str) -> str:
    """Pairs of ASCII brackets made full-width where either stands beside Chinese."""
    chars = list(text)
    opened: list[int] = []

    def chinese(position: int) -> bool:
        return 0 <= position < len(text) and (is_han(text[position]) or text[position] in _MARKS)

    for position, char in enumerate(text):
        if char in "(（":
            opened.append(position)
        elif char in ")）":
            start = opened.pop() if opened else None
            ends = [position] if start is None else [start, position]
            if any(chars[end] in "（）" or chinese(end - 1) or chinese(end + 1) for end in ends):
                for end in ends:
                    chars[end] = _FULL.get(chars[end], chars[end])
    for start in opened:
        if chinese(start - 1) or chinese(start + 1):
            chars[start] = _FULL.get(chars[start], chars[start])
    return "".join(chars)


def _full_marks(text: str) -> str:
    """ASCII , : ; ? ! made full-width where they stand beside Chinese; between letters and digits they stay."""

    def widened(match: re.Match[str]) -> str:
        before, after = (
            match.string[match.start() - 1 : match.start()],
            match.string[match.end() : match.end() + 2].lstrip(" ")[:1],
        )
        beside = any(char and (is_han(char) or char in _MARKS) for char in (before, after))
        return _FULL[match.group()] if beside else match.group()

    return _PLAIN_MARK.sub(widened, text)


def spaced(text: str) -> str:
    """A line with Chinese punctuation, no spaces between Chinese characters and single ones elsewhere."""
    text = _SPACES.sub(" ", text.strip())
    text = _BETWEEN.sub("", text)
    if "(" in text or ")" in text:
        text = _full_brackets(text)
    while (wider := _full_marks(text)) != text:
        text = wider
    return _AROUND_MARK.sub("", text)


def settled(text: str, step: Callable[[str], str]) -> str:
    """The text after as many steps as change it: one may bare what another takes off. At most 8."""
    for _ in range(8):
        changed = step(text)
        if changed == text:
            break
        text = changed
    return text


def _step(text: str, simple: Callable[[str], str]) -> str:
    return spaced(simple(_joined(without_pinyin(text))))


def tidy(text: str, context: Context) -> str:
    """The text as CONTRACT wants text values: folded, without pinyin, Simplified, lines joined, Chinese punctuation."""
    return settled(fold(text), lambda plain: _step(plain, lambda line: simplify(line, context.script)))


def tidy_name(text: str) -> str:
    """As `tidy`, for names of people, places and enterprises: what 《通用规范汉字表》 lists stays as written."""
    return settled(fold(text), lambda plain: _step(plain, simplify_name))


def damaged(value: str) -> bool:
    """Whether characters of the value were lost, or are signs of a private font."""
    return lost_bytes(value) or any(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in value)


def text(text: str, context: Context) -> Normal:
    """A text value."""
    value = settled(tidy(text, context), lambda plain: plain.strip("_ ").lstrip(":："))
    if not value:
        return BLANK
    if damaged(value):
        return Normal(value, "damaged", 0.5)
    return mainland(value) if context.script is Script.TRADITIONAL else Normal(value)


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words that Taiwan has for things, in Simplified characters, and the mainland's for the same."""
    words = {row[0]: row[1] for row in rows("taiwan_terms")}
    return re.compile("|".join(sorted(words, key=len, reverse=True))), words


def mainland(value: str) -> Normal:
    """A text value of a Traditional document with the mainland's words for Taiwan's (软体 → 软件).

    As a mainland text may mean the word itself, the words as written stay an alternative and the value is less sure.
    """
    pattern, words = _terms()
    changed = pattern.sub(lambda match: words[match.group()], value)
    return Normal(value) if changed == value else Normal(changed, None, 0.9, (value,))
