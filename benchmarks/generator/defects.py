"""Ways to spoil a clean filing, each naming the rules of severity error that it then breaks."""

from __future__ import annotations

import datetime as dt

from benchmarks.generator.truth import Truth


def wrong_check_digit(truth: Truth) -> Truth:
    """The last character of the ID number is not its check digit."""
    number = str(truth.value["id_number"])
    wrong = number[:17] + ("7" if number[17] != "7" else "8")
    return truth.changed({"id_number": wrong}, {"id_number": wrong}, findings=("id-checksum",))


def both_posts(truth: Truth) -> Truth:
    """首席质量官 and 二级质量官 are both ticked."""
    both = ("首席质量官", "二级质量官")
    return truth.changed({"post": "、".join(both)}, {"post": None}, {"post": both}, ("ambiguous-choice",))


def other_birthday(truth: Truth) -> Truth:
    """The day of birth is not the one in the ID number."""
    number = str(truth.value["id_number"])
    day = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    other = day + dt.timedelta(days=9 if day.day < 15 else -9)
    text = f"{other.year}年{other.month}月{other.day}日"
    return truth.changed({"birth_date": text}, {"birth_date": other.isoformat()}, findings=("id-birth-mismatch",))


def blank(truth: Truth, field: str) -> Truth:
    """A required field is left empty."""
    return truth.changed({field: ""}, {field: None}, findings=("missing-required",))
