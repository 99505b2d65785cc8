"""Levels of education in the closed list of CONTRACT: 本科, 大本, 工学学士 → 大学本科.

Source of the ways of writing: `data/codes/education_aliases.csv`, after GB/T 4658—2006.
"""

from __future__ import annotations

import re
from functools import cache

from normalizers import tables
from normalizers.text import tidy
from normalizers.value import BLANK, Context, Normal

LEVELS = (
    "小学",
    "初中",
    "普通高中",
    "技工学校",
    "职业高中",
    "中等专科",
    "大学专科",
    "大学本科",
    "硕士研究生",
    "博士研究生",
)
"""The closed list, from the lowest to the highest."""
_LONGEST = 60
_LABEL = re.compile(r"^(?:最高|第一)?学[历位]：|^文化程度：")
_PARTS = re.compile(r"[/、，,;；（）()+＋&|\s\-—及和与。：:]+")
_MANNER = re.compile(
    r"^(?:全日制|非全日制|普通高等教育|普通高校|统招|统分|在职|函授|自考|自学考试|成人高考|成人教育|成人|成教|业余|网络教育|网教|网络|"
    r"远程教育|远程|脱产|半脱产|国家承认|国民教育|高等教育|继续教育|电大|夜大|党校|开放教育|中央党校|(?:[省市]委?)?党校|[二三四五]年制|最高|第一|第二|原始|后取得|双)+"
)
_END = re.compile(r"(?:毕业|学历|学位|文凭|教育|程度|毕业生|证书)+$")
_UNFINISHED = re.compile(r"结业|肄业|在读|未毕业|以上|以下|同等学[历力]|相当于|进修|就读|左右")
_DEGREE = re.compile(r"[\u4e00-\u9fff]{2,6}?(学士|硕士|博士)")


@cache
def _aliases() -> dict[str, tuple[str, str | None]]:
    return {alias: (level, problem or None) for alias, level, problem in tables.rows("education_aliases")}


def _of_part(part: str) -> tuple[str, str | None] | None:
    """The level that one word names, with a problem where the word leaves doubt."""
    known = _aliases()
    bare = _END.sub("", part) or part
    shorter = _MANNER.sub("", bare)
    for word in (part, bare, shorter, _END.sub("", shorter)):
        if word in known:
            return known[word]
    degree = _DEGREE.fullmatch(shorter)
    return known[degree[1]] if degree else None


def _inside(part: str) -> tuple[str, str] | None:
    """The level of the longest known word that a longer one holds (机械工程本科): likely, never sure."""
    found = [alias for alias in _aliases() if len(alias) > 1 and alias != "大学" and alias in part]
    if not found:
        return None
    levels = {_aliases()[alias][0] for alias in found if not any(alias != other and alias in other for other in found)}
    return (levels.pop(), "vague") if len(levels) == 1 else None


def _alike(word: str) -> tuple[str, ...]:
    """Levels of known words that differ from the word in one character: what a misread word may have been."""
    near = {
        level
        for alias, (level, _) in _aliases().items()
        if len(alias) == len(word) >= 2 and sum(a != b for a, b in zip(alias, word, strict=True)) == 1
    }
    return tuple(sorted(near, key=LEVELS.index, reverse=True))


def _filler(part: str) -> bool:
    return not part or _MANNER.fullmatch(part) is not None or _END.fullmatch(part) is not None


def education(text: str, context: Context) -> Normal:
    """The level of education; of several levels the highest, with the problem `several`."""
    if len(text) > _LONGEST:
        return Normal(None, "unreadable")
    plain = _LABEL.sub("", tidy(text, context)).lower()
    if not plain:
        return BLANK
    plain = plain.replace("博士（后）", "博士后")
    unfinished = _UNFINISHED.search(plain)
    if (whole := _of_part(plain)) and not unfinished:
        return Normal(whole[0], whole[1], 0.6 if whole[1] else 1.0)
    parts = [part for part in _PARTS.split(_UNFINISHED.sub(" ", plain)) if part]
    plainer = [part for part in parts if not _MANNER.fullmatch(part)]
    parts = plainer or parts
    found = [level for part in parts if (level := _of_part(part) or _inside(part))]
    if not found:
        doubtful = plain.startswith(("函授", "自考", "成人", "在职", "全日制", "统招"))
        likely = ("大学本科", "大学专科") if doubtful else _alike(plain)
        return Normal(None, "vague" if doubtful else "not-listed", 0.5, likely)
    if any(level == "博士研究生" for level, _ in found):
        parts = [part for part in parts if _END.sub("", part) != "研究生"]
        found = [level for part in parts if (level := _of_part(part) or _inside(part))]
    levels = sorted({level for level, _ in found}, key=LEVELS.index, reverse=True)
    if len(levels) > 1:
        return Normal(levels[0], "several", 0.5, tuple(levels[1:]))
    strange = any(not _of_part(part) and not _filler(part) for part in parts)
    sure = not unfinished and not strange and any(problem is None for _, problem in found)
    return Normal(levels[0]) if sure else Normal(levels[0], "vague", 0.6)
