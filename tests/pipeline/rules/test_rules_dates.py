"""Family dates: existence and order, to the day and to the month."""

from datetime import date

import pytest

from normalizers.catalogue import FILING
from pipeline.documents import Finding, Severity
from tests.pipeline.invented import id_number
from tests.pipeline.rules.clean import altered, card, filing, only, rules, summary, tibetan, unread


@pytest.mark.parametrize("name", ["filing_date", "birth_date", "appointed_from", "training_date", "opinion_date"])
def test_an_impossible_date_is_the_one_finding(name: str) -> None:
    finding = only(unread(filing(), name, "impossible-date", "2021年2月30日"))
    message = f"“{FILING[name].label}”是不存在的日期，请报送单位更正。"
    assert finding == Finding("date-impossible", Severity.ERROR, (name,), message)


def test_an_impossible_date_on_other_documents() -> None:
    assert rules(unread(summary({}), "filing_date", "impossible-date")) == ["date-impossible"]
    assert rules(unread(card(), "birth_date", "impossible-date")) == ["date-impossible"]


def test_other_problems_with_dates_are_left_to_review() -> None:
    assert rules(unread(filing(), "filing_date", "incomplete", "2021年9月")) == []


@pytest.mark.parametrize(
    ("name", "value", "ahead"),
    [
        ("filing_date", "2021-10-20", False),
        ("filing_date", "2021-10-21", True),
        ("training_date", "2021-10-08", False),
        ("training_date", "2021-10-21", True),
        ("training_date", "2021-11", True),
        ("training_date", "2021-10", False),
        ("training_date", "2021-05-01/2021-10-21", True),
        ("birth_date", "2021-10-21", True),
    ],
)
def test_a_date_after_the_day_of_intake(name: str, value: str, ahead: bool) -> None:
    document = filing(**{name: value, "opinion_date": "2021-10-20"})
    if not ahead:
        assert rules(document) == []
        return
    message = f"“{FILING[name].label}”晚于收件当日（2021-10-20），请报送单位更正。"
    assert only(document) == Finding("date-in-future", Severity.ERROR, (name,), message)


def test_a_summary_and_a_card_from_the_future() -> None:
    assert rules(summary({}, filed="2022-01-01")) == ["date-in-future"]
    assert rules(card(birth_date="2022-01-01")) == ["date-in-future"]


@pytest.mark.parametrize(
    ("appointed", "late"),
    [("2021-10-08", False), ("2021-10-09", True), ("2021-10", False), ("2021-11", True), ("2031-01-01", True)],
)
def test_appointment_after_filing(appointed: str, late: bool) -> None:
    document = filing(appointed_from=appointed)
    if not late:
        assert rules(document) == []
        return
    message = f"“聘任起始时间”（{appointed}）晚于“填报日期”（2021-10-08），请报送单位更正。"
    fields = ("appointed_from", "filing_date")
    assert only(document) == Finding("appointment-after-filing", Severity.ERROR, fields, message)


@pytest.mark.parametrize(
    ("trained", "end", "late"),
    [
        ("2021-10-08", "2021-10-08", False),
        ("2021-10-09", "2021-10-09", True),
        ("2021-10", "2021-10", False),
        ("2021-10-01/2021-10-08", "", False),
        ("2021-10-01/2021-10-09", "2021-10-09", True),
    ],
)
def test_training_after_filing(trained: str, end: str, late: bool) -> None:
    document = filing(training_date=trained)
    if not late:
        assert rules(document) == []
        return
    message = f"“培训时间”（{end}）晚于“填报日期”（2021-10-08），请报送单位更正。"
    fields = ("training_date", "filing_date")
    assert only(document) == Finding("training-after-filing", Severity.ERROR, fields, message)


@pytest.mark.parametrize(
    ("opinion", "days"),
    [("2021-11-08", None), ("2021-11-09", 32), ("2021-09-07", None), ("2021-09-06", 32), ("2020-10-08", 365)],
)
def test_opinion_far_from_filing(opinion: str, days: int | None) -> None:
    document = filing(opinion_date=opinion)
    if days is None:
        assert rules(document) == []
        return
    message = f"“所在企业意见日期”（{opinion}）与“填报日期”（2021-10-08）相差{days}天，超过31天，请核实。"
    fields = ("opinion_date", "filing_date")
    assert only(document) == Finding("opinion-after-filing", Severity.WARNING, fields, message)


@pytest.mark.parametrize("name", ["filing_date", "appointed_from"])
def test_a_blank_date_has_no_order(name: str) -> None:
    assert rules(filing(**{name: None})) == ["missing-required"]


def test_blank_dates_of_training_and_opinion_have_no_order() -> None:
    assert rules(filing(training_date=None)) == ["missing-training-details"]
    assert rules(filing(opinion_date=None)) == ["missing-opinion-date"]


@pytest.mark.parametrize(
    ("appointed", "filed", "late"),
    [
        ("2021-09-08", "2021-10-08", False),
        ("2021-09-07", "2021-10-08", True),
        ("2021-09", "2021-10-31", False),
        ("2021-08", "2021-10-01", True),
        ("2020-12", "2021-01-31", False),
        ("2020-12", "2021-02-01", True),
        ("2021-01-31", "2021-02-28", False),
        ("2021-01-31", "2021-03-01", True),
    ],
)
def test_a_change_reported_after_a_month_in_tibet(appointed: str, filed: str, late: bool) -> None:
    document = tibetan(
        change_type="变更", appointed_from=appointed, filing_date=filed, opinion_date=filed, training_date="2021-01-01"
    )
    assert rules(document, "liaoning", date(2021, 12, 1)) == ["region-outside-jurisdiction"]
    if not late:
        assert rules(document, "xizang", date(2021, 12, 1)) == []
        return
    message = f"变更应在1个月内报送，“聘任起始时间”为{appointed}，“填报日期”为{filed}，已超期，请核实。"
    fields = ("change_type", "appointed_from", "filing_date")
    finding = only(document, "xizang", date(2021, 12, 1))
    assert finding == Finding("change-reported-late", Severity.ERROR, fields, message)


@pytest.mark.parametrize("change", ["新设", None])
def test_only_a_change_can_be_reported_late(change: str | None) -> None:
    found = rules(tibetan(change_type=change, appointed_from="2021-01"), "xizang")
    assert found == ([] if change else ["ambiguous-choice"])


@pytest.mark.parametrize("name", ["appointed_from", "filing_date"])
def test_a_change_without_a_date_is_not_late(name: str) -> None:
    old = {"change_type": "变更", "appointed_from": "2020-01", name: None}
    assert rules(tibetan(**old), "xizang") == ["missing-required"]


def test_a_value_that_is_no_date_is_passed_over() -> None:
    assert rules(altered(filing(), "opinion_date", value=True)) == []


def test_birth_in_the_future_is_not_also_a_mismatch_or_an_age() -> None:
    document = filing(birth_date="2031-01-01", id_number=id_number(1, birth="20310101"))
    assert rules(document) == ["date-in-future"]
