"""Invented careers: education, years of quality work and a résumé that agree with each other and with the rules."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import dataclass

from benchmarks.generator.enterprise import Enterprise
from benchmarks.generator.words import words, words_of

AGE_AT_DEGREE = {"博士研究生": 29, "硕士研究生": 25, "大学本科": 22, "大学专科": 21, "中等专科": 19}
SCHOOLS_OF = {"博士研究生": "high", "硕士研究生": "high", "大学专科": "low", "中等专科": "lowest"}


@dataclass(frozen=True, slots=True)
class Job:
    """A job from the first of one month to another; `end` None: still held."""

    start: dt.date
    end: dt.date | None
    firm: str
    post: str


@dataclass(frozen=True, slots=True)
class Career:
    """What a person learnt and did. `years`: of quality work at the day of filing, a half as .5."""

    education: str
    school: str
    major: str
    years: float
    position: str
    jobs: tuple[Job, ...]
    award: str


def _month(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def _months_between(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _cut(rng: random.Random, start: dt.date, end: dt.date, pieces: int) -> list[tuple[dt.date, dt.date]]:
    """The time from start to end as up to `pieces` stretches of at least half a year."""
    months = _months_between(start, end)
    cuts = sorted(rng.sample(range(6, months - 5), pieces - 1)) if months > 12 + pieces else []
    edges = [0, *cuts, months]
    return [(_month(start, a), _month(start, b)) for a, b in itertools.pairwise(edges) if b > a]


def _education(rng: random.Random, enterprise: Enterprise, post: str) -> str:
    if enterprise.scale in ("大型", "中型"):
        return rng.choices(("大学本科", "硕士研究生", "博士研究生"), (72, 23, 5))[0]
    weights = (48, 40, 10, 2, 6) if post == "二级质量官" else (48, 42, 9, 1, 0)
    return rng.choices(("大学本科", "大学专科", "硕士研究生", "博士研究生", "大学专科"), weights)[0]


def make_career(rng: random.Random, birth: dt.date, filing: dt.date, enterprise: Enterprise, post: str) -> Career:
    """A career that fulfils the conditions for the post at this enterprise on the day of filing."""
    education = _education(rng, enterprise, post)
    begin = dt.date(birth.year + AGE_AT_DEGREE[education], 7, 1)
    spare = _months_between(begin, filing)
    wanted = 66 if enterprise.scale in ("大型", "中型") else 42
    if spare < wanted:
        begin, spare = _month(filing.replace(day=1), -wanted), wanted
    quality = rng.randint(wanted, spare)
    turn = _month(filing.replace(day=1), -quality)
    exact = quality / 12
    years: float = int(exact) + 0.5 if exact % 1 >= 0.5 and rng.random() < 0.15 else int(exact)
    position = rng.choice(words("chief_positions" if post == "首席质量官" else "second_positions"))
    jobs = tuple(_jobs(rng, begin, turn, filing, enterprise, position))
    schools = SCHOOLS_OF.get(education) or rng.choice(("high", "middle"))
    award = rng.choice(words("awards")) if rng.random() < 0.35 else ""
    school = rng.choice(words_of("schools", schools))
    return Career(education, school, rng.choice(words("majors")), years, position, jobs, award)


def _jobs(
    rng: random.Random, begin: dt.date, turn: dt.date, filing: dt.date, enterprise: Enterprise, position: str
) -> list[Job]:
    brand = rng.choice(words("brands"))
    former = f"{enterprise.region.city.removesuffix('市')}{brand}{rng.choice(enterprise.trade.words)}有限公司"
    jobs = [
        Job(a, b, rng.choice((former, enterprise.name)), rng.choice(words("other_jobs")))
        for a, b in _cut(rng, begin, turn, rng.randint(1, 2))
    ]
    stretches = _cut(rng, turn, filing.replace(day=1), rng.randint(1, 3))
    for a, b in stretches[:-1]:
        jobs.append(Job(a, b, rng.choice((former, enterprise.name)), rng.choice(words("quality_jobs"))))
    last = position if "质" in position or "品" in position else f"{position}，分管质量管理工作"
    jobs.append(Job(stretches[-1][0], None, enterprise.name, last))
    return jobs


def write_resume(rng: random.Random, career: Career) -> str:
    """The résumé, a line an entry."""
    style = rng.randrange(5)
    mark = rng.choice(("", "", "；", "。"))
    lines = [_entry(style, job) + mark for job in career.jobs]
    if rng.random() < 0.25:
        graduated = career.jobs[0].start
        lines.insert(0, f"{graduated.year}年毕业于{career.school}{career.major}专业{mark}")
    if career.award:
        lines.append(f"{career.award}{mark}")
    return "\n".join(lines)


def _entry(style: int, job: Job) -> str:
    start, end = job.start, job.end
    if style == 0:
        until = f"{end.year}年{end.month}月" if end else "今"
        return f"{start.year}年{start.month}月至{until}，{job.firm}，{job.post}"
    if style == 1:
        until = f"{end:%Y.%m}" if end else "至今"
        return f"{start:%Y.%m}—{until}，{job.firm}，{job.post}"
    if style == 2:
        until = f"{end:%Y.%m}" if end else "至今"
        return f"{start:%Y.%m}-{until}，在{job.firm}任{job.post}"
    if style == 3:
        until = f"{end.year}年{end.month:02d}月" if end else "至今"
        return f"{start.year}年{start.month:02d}月—{until}：{job.firm}{job.post}"
    until = f"{end.year}/{end.month:02d}" if end else "今"
    return f"{start.year}/{start.month:02d}至{until}，{job.firm}，任{job.post}"
