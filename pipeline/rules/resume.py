"""The quality work that a resume dates, against the years that the form claims.

A resume is free text: where any of it leaves doubt how long the quality work was, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, rule
from pipeline.rules.jurisdiction import Words

_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"
_DAY = r"(?:\s*[月./-]\s*\d{1,2}(?!\d))?"
_MONTH = rf"(?:\s*[年./-]\s*(1[0-2]|0?[1-9])(?!\d){_DAY})?"
_DATE = rf"{_YEAR}{_MONTH}[\s年月日]*"
_SPAN = re.compile(rf"{_DATE}[起\s]*(?:[-—–－~～至到]+)\s*(?:(今|现在|目前|当前|此)|{_DATE})")
_ENDS = re.compile(r"[\n；;。]+")
_LEAD = 3
"""Characters that may stand before the first span of a line that lists several: a number, 自, 从."""

Months = tuple[int, int]
"""A span of time: its first month and the one after its last, counted from the year 0."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """Months of quality work: `least` that the resume dates for certain, `most` that it leaves room for."""

    least: int
    most: int


@rule(
    "experience-resume-mismatch",
    Severity.WARNING,
    "quality_years",
    "resume",
    source="LN 附件1 工作简历",
    says="质量工作年限应与工作简历中注明的质量工作经历相符",
)
def experience_resume_mismatch(case: Case) -> Iterator[Hit]:
    """The quality work dated in the resume and the years claimed differ by more than the jurisdiction's limit.

    Without a day of filing nobody knows how long the work went on that goes on to this day.
    """
    years, resume, filed = case.value("quality_years"), case.value("resume"), case.date("filing_date")
    if years is None or not resume or filed is None:
        return
    tenure = quality_tenure(resume, filed, case.scheme.words)
    limit = case.scheme.thresholds.resume_years
    if tenure and (years > tenure.most / 12 + limit or years < tenure.least / 12 - limit):
        dated = tenure.most if years * 12 > tenure.most else tenure.least
        yield Hit(
            f"“工作简历”中的质量工作约{dated / 12:.1f}年，与“质量工作年限”（{years:g}年）相差超过{limit:g}年，请核实。"
        )


def quality_tenure(resume: str, today: str, words: Words) -> Tenure | None:
    """How long the quality work in a resume was; None where it names none, or leaves doubt.

    `today` (ISO 8601) ends what goes on to this day. A leading position without a word of quality may have been
    quality work: it counts for the most, not for the least.
    """
    certain: list[Months] = []
    possible: list[Months] = []
    for entry in _entries(resume):
        quality = any(word in entry for word in words.quality_work)
        other = any(word in entry for word in words.not_work)
        spans = list(_SPAN.finditer(entry))
        if not quality and (other or not any(word in entry for word in words.deputy_or_above)):
            continue
        if not spans and (other or not quality):
            continue
        dates = _dates(spans[0], today) if len(spans) == 1 else None
        if dates is None or other:
            return None
        narrow, wide = dates
        possible.append(wide)
        if quality:
            certain.append(narrow)
    return Tenure(_covered(certain), _covered(possible)) if certain else None


def _entries(resume: str) -> Iterator[str]:
    """The resume cut at the ends of lines and sentences, and before each span of a line that begins with one."""
    for line in _ENDS.split(resume):
        starts = [span.start() for span in _SPAN.finditer(line)]
        cuts = [0, *starts[1:], len(line)] if starts and starts[0] <= _LEAD else [0, len(line)]
        yield from (line[start:end] for start, end in pairwise(cuts))


def _dates(span: re.Match[str], today: str) -> tuple[Months, Months] | None:
    """The shortest and the longest time that a span can mean, None where it ends before it starts or after today."""
    first_year, first_month, now, last_year, last_month = span.groups()
    if now:
        last_year, last_month = today[:4], today[5:7]
    first, latest_first = _months(first_year, first_month)
    earliest_last, last = _months(last_year, last_month)
    if last < first or earliest_last > _months(today[:4], today[5:7])[0]:
        return None
    return (latest_first, max(latest_first, earliest_last)), (first, last + 1)


def _months(year: str, month: str | None) -> Months:
    """The earliest and the latest month that a date without a day can mean."""
    start = int(year) * 12
    return (start + int(month) - 1,) * 2 if month else (start, start + 11)


def _covered(spans: list[Months]) -> int:
    """Months that at least one of the spans covers."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
