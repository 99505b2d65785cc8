"""The résumé, one line an entry: 2003.7—2010.5 某公司质检员."""

from __future__ import annotations

import re

from normalizers.text import damaged, fold, tidy
from normalizers.value import BLANK, Context, Normal

_OPEN_END = re.compile(r"(?:[,，、（(\-—~至到]|\d{4}年?)\s*$")


_ELSEWHERE = re.compile(r"[（(]?(?:请|详)?(?:另?附|参?见)(?:附页|附件|附表|附后|后页|背面|另页|纸)?[）)。]?")


def _entries(lines: list[str]) -> list[str]:
    """Lines put together where one breaks off in the middle: behind a comma, a dash, an opening bracket, a year."""
    entries: list[str] = []
    for line in lines:
        if entries and _OPEN_END.search(entries[-1]):
            entries[-1] = f"{entries[-1]}\n{line}"
        else:
            entries.append(line)
    return entries


def resume(text: str, context: Context) -> Normal:
    """The entries as text values, joined by line ends; blank lines out."""
    lines = [line for line in fold(text).split("\n") if line.strip()]
    value = "\n".join(entry for line in _entries(lines) if (entry := tidy(line, context)))
    if not value:
        return BLANK
    if _ELSEWHERE.fullmatch(value):
        return Normal(value, "vague", 0.5)
    return Normal(value, "damaged", 0.5) if damaged(value) else Normal(value)
