"""Dates: whether they exist, and their order. A date that gives no day is compared by its month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from normalizers.catalogue import BY_KIND
from pipeline.documents import Severity
from pipeline.rules.case import PAST_DATES, Case, Hit, later, rule

_KINDS_OF_DATE = ("date", "partial_date", "date_span")


@rule(
    "date-impossible",
    Severity.ERROR,
    *("filing_date", "birth_date", "appointed_from", "training_date", "opinion_date"),
    source="—",
    says="日期应真实存在",
    kinds=("filing", "summary", "id_card"),
)
def date_impossible(case: Case) -> Iterator[Hit]:
    """One for each date that does not exist (2021年2月30日)."""
    for name, field in BY_KIND[case.document.kind].items():
        if field.kind in _KINDS_OF_DATE and case.field(name).problem == "impossible-date":
            yield Hit(f"{case.label(name)}是不存在的日期，请报送单位更正。", (name,))


@rule(
    "date-in-future",
    Severity.ERROR,
    *PAST_DATES,
    source="—",
    says="填报日期、出生日期、培训时间不得晚于收件当日",
    kinds=("filing", "summary", "id_card"),
)
def date_in_future(case: Case) -> Iterator[Hit]:
    """One for each date, or end of a span, after the day of intake."""
    for name in PAST_DATES:
        value = case.value(name)
        if isinstance(value, str) and later(value.rpartition("/")[2], case.today):
            yield Hit(f"{case.label(name)}晚于收件当日（{case.today}），请报送单位更正。", (name,))


@rule(
    "appointment-after-filing",
    Severity.ERROR,
    "appointed_from",
    "filing_date",
    source="LN 二(四)1",
    says="先聘任后备案：聘任起始时间不得晚于填报日期",
)
def appointment_after_filing(case: Case) -> Iterator[Hit]:
    """Appointed later than filed."""
    appointed, filed = case.date("appointed_from"), case.date("filing_date")
    if appointed and filed and later(appointed, filed):
        yield Hit(f"“聘任起始时间”（{appointed}）晚于“填报日期”（{filed}），请报送单位更正。")


@rule(
    "training-after-filing",
    Severity.ERROR,
    "training_date",
    "filing_date",
    source="LN 附件1",
    says="培训时间不得晚于填报日期",
)
def training_after_filing(case: Case) -> Iterator[Hit]:
    """Trained later than filed; of a span its end counts."""
    trained, filed = case.date("training_date"), case.date("filing_date")
    if trained and filed and later(trained, filed):
        yield Hit(f"“培训时间”（{trained}）晚于“填报日期”（{filed}），请报送单位更正。")


@rule(
    "opinion-after-filing",
    Severity.WARNING,
    "opinion_date",
    "filing_date",
    source="LN 附件1",
    says="所在企业意见的日期应与填报日期相近",
)
def opinion_after_filing(case: Case) -> Iterator[Hit]:
    """The dates of opinion and filing lie further apart than the jurisdiction's limit, either way."""
    opinion, filed = case.date("opinion_date"), case.date("filing_date")
    if not opinion or not filed:
        return
    apart = abs((date.fromisoformat(opinion) - date.fromisoformat(filed)).days)
    limit = case.scheme.thresholds.opinion_days
    if apart > limit:
        yield Hit(f"“所在企业意见日期”（{opinion}）与“填报日期”（{filed}）相差{apart}天，超过{limit}天，请核实。")


@rule(
    "change-reported-late",
    Severity.ERROR,
    *("change_type", "appointed_from", "filing_date"),
    source="XZ 第十四条",
    says="发生变更的，应在规定期限内报送",
)
def change_reported_late(case: Case) -> Iterator[Hit]:
    """A change filed after the jurisdiction's number of months since the appointment."""
    months = case.scheme.deadlines.change_months
    appointed, filed = case.date("appointed_from"), case.date("filing_date")
    if months is None or case.value("change_type") != "变更" or not appointed or not filed:
        return
    if later(filed, _months_after(appointed, months)):
        yield Hit(f"变更应在{months}个月内报送，“聘任起始时间”为{appointed}，“填报日期”为{filed}，已超期，请核实。")


def _months_after(start: str, months: int) -> str:
    """The same day so many months later; a day that month does not have stays as text (`2023-02-31`), for comparing."""
    years, month = divmod(int(start[5:7]) - 1 + months, 12)
    return f"{int(start[:4]) + years:04d}-{month + 1:02d}{start[7:]}"
