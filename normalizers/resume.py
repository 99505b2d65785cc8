"""The résumé, one line an entry: 2003.7—2010.5 某公司质检员."""

from __future__ import annotations

import re

from normalizers.text import damaged, fold, tidy
from normalizers.value import BLANK, Context, Normal

_STARTS = re.compile(
    r"\s*(?:[·•●○■□◆◇★▪▶➢✓√*※\-—–]|\(?（?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d)|[①-⑳]|"
    r"自?(?:19|20)\d{2}|自?\d{2}[年.]\d|[一二][九〇○零]|(?:第[一二三四五六七八九十]+)|"
    r"(?:工作|质量管理|质量工作|主要|学习|教育|个人|获奖|培训)(?:简历|经历|情况|业绩)|(?:曾获|荣获|获得|获奖|奖项|荣誉)|至今|现任)"
)
_ENDS = re.compile(r"[。；;！!]\s*$")
_OPEN_END = re.compile(r"(?:[,，、（(\-—~至到]|\d{4}年?)\s*$")


def _entries(lines: list[str]) -> list[str]:
    """Lines put together where the next is no start of an entry of its own."""
    entries: list[str] = []
    for line in lines:
        goes_on = entries and (_OPEN_END.search(entries[-1]) or not (_STARTS.match(line) or _ENDS.search(entries[-1])))
        if goes_on:
            entries[-1] = f"{entries[-1]}\n{line}"
        else:
            entries.append(line)
    return entries


def resume(text: str, context: Context) -> Normal:
    """The entries as text values, joined by line ends; blank lines out."""
    lines = [line for line in fold(text).split("\n") if line.strip()]
    dated = any(_STARTS.match(line) for line in lines)
    entries = _entries(lines) if dated else lines
    value = "\n".join(entry for line in entries if (entry := tidy(line, context)))
    if not value:
        return BLANK
    return Normal(value, "damaged", 0.5) if damaged(value) else Normal(value)
