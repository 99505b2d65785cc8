"""职称: to which series and level of professional titles a title belongs; the value of the field stays as written.

Source: the series of the title system of China (人社部), from data/codes/job_titles.csv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalizers.tables import rows
from normalizers.text import fold, tidy
from normalizers.value import BLANK, Context, Normal, Value

_GRADE = re.compile(r"(正高级|副高级|教授级高级|研究员级高级|高级|中级|初级|助理)")
_IN_BRACKETS = re.compile(r"([一-龥]+)[（(](正高级|副高级|高级|中级|初级|助理)[）)]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the table: its own name, `series` (工程技术), `level` (正高级, 副高级, 中级, 助理级, 员级, …)."""

    name: str
    series: str
    level: str


@cache
def _titles() -> dict[str, Title]:
    return {row[0]: Title(*row) for row in rows("job_titles")}


def title_level(title: str) -> Title | None:
    """The title of the table that the text contains, the longest where several; None where it contains none.

    高级电气工程师 and 工程师（高级） are 高级工程师. A level of `职务（误填）` is a post that was written for a title.
    """
    text = _IN_BRACKETS.sub(r"\2\1", re.sub(r"\s", "", fold(title)))
    known = _titles()
    found = [name for name in known if name in text]
    if not found:
        return None
    best = max(found, key=lambda name: (len(name), -text.index(name)))
    grades = _GRADE.findall(text[: text.index(best)])
    return known.get(grades[-1] + best, known[best]) if grades else known[best]


def is_listed_title(title: str) -> bool:
    """Whether the whole text is a title of the table."""
    return re.sub(r"\s", "", fold(title)) in _titles()


_SHORT = {"助工": "助理工程师", "正高工": "正高级工程师", "高工": "高级工程师"}
_LEVELS = frozenset(("正高级", "副高级", "中级", "助理级", "员级"))
_LONGEST = 120
_SEVERAL = re.compile(r"[/、，,;；\s和及与+＋]+")


def title_grade(text: str, context: Context) -> Normal:
    """Series and level of the title, `{"series": "工程技术", "level": "副高级"}`.

    `not-listed`: the text names no professional title, but a post, a vocational qualification, a mere level or nothing
    known; `several`: titles of different series or levels.
    """
    if len(text) > _LONGEST:
        return Normal(None, "not-listed")
    plain = tidy(text, context)
    if not plain:
        return BLANK
    graded = [found for part in _SEVERAL.split(plain) if part and (found := _graded(part))]
    values: list[Value] = [{"series": found.series, "level": found.level} for found in dict.fromkeys(graded)]
    unlike = [value for index, value in enumerate(values) if value not in values[:index]]
    if not unlike:
        return Normal(None, "not-listed")
    return Normal(unlike[0]) if len(unlike) == 1 else Normal(None, "several", 0.5, tuple(unlike))


def _graded(part: str) -> Title | None:
    """The title of a system of series that the text is, with subject or grade beside it."""
    title = title_level(_SHORT.get(part, part))
    return title if title and title.level in _LEVELS and title.series not in ("其他", "") else None
