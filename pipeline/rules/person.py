"""The person's age, and what it leaves room for."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, rule
from pipeline.rules.identity import differs_in_birth, sound_number


@rule(
    "age-implausible",
    Severity.WARNING,
    "birth_date",
    "appointed_from",
    source="—",
    says="聘任时的年龄应在合理范围内",
)
def age_implausible(case: Case) -> Iterator[Hit]:
    """Too young or too old at appointment for certain, where a date gives no day."""
    born, appointed = _born(case), case.date("appointed_from")
    if born is None or appointed is None:
        return
    least, most = _age(_last_day(born), _first_day(appointed)), _age(_first_day(born), _last_day(appointed))
    limits = case.scheme.thresholds
    if most < limits.age_min:
        yield Hit(f"按“出生日期”和“聘任起始时间”，聘任时不满{limits.age_min:g}岁，请核实这两项。")
    elif least > limits.age_max:
        yield Hit(f"按“出生日期”和“聘任起始时间”，聘任时已超过{limits.age_max:g}岁，请核实这两项。")


@rule(
    "experience-implausible",
    Severity.ERROR,
    "quality_years",
    "birth_date",
    source="—",
    says="质量工作年限不得超过年龄减16年",
)
def experience_implausible(case: Case) -> Iterator[Hit]:
    """More years of quality work than the age leaves room for, on the day of filing (or of intake)."""
    born, years = _born(case), case.value("quality_years")
    if born is None or years is None:
        return
    age = _age(_first_day(born), case.date("filing_date") or case.today)
    working_age = case.scheme.thresholds.working_age
    if years > age - working_age:
        yield Hit(f"“质量工作年限”（{years:g}年）超过年龄减{working_age:g}年，请核实“质量工作年限”和“出生日期”。")


def _born(case: Case) -> str | None:
    """The date of birth, unless a sound ID number bears another: then one of them is wrong, and has its finding."""
    born, number = case.date("birth_date"), sound_number(case)
    if born is not None and number is not None and differs_in_birth(number, born):
        return None
    return born


def _age(born: str, day: str) -> int:
    """Full years, of two dates with days."""
    return int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])


def _first_day(date: str) -> str:
    return date if len(date) > 7 else f"{date}-01"


def _last_day(date: str) -> str:
    """Of a month without a day the 31st, which serves for comparing also where the month has no such day."""
    return date if len(date) > 7 else f"{date}-31"
