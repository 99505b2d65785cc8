"""Family resume: dated quality work against the years claimed. Where there is doubt, nothing is said."""

import pytest

from pipeline.documents import Finding, Severity
from pipeline.rules.resume import Tenure, quality_tenure
from tests.pipeline.rules.clean import SCHEMES, filing, only, rules

WORDS = SCHEMES["default"].words
FIELDS = ("quality_years", "resume")


def tenure(resume: str) -> Tenure | None:
    return quality_tenure(resume, "2021-10-08", WORDS)


@pytest.mark.parametrize(
    "entry",
    [
        "2010年3月至2015年3月 甲厂质检科科长",
        "2010.3-2015.3 甲厂品质经理",
        "2010.03—2015.03，甲厂，品控",
        "2010/03～2015/03 QA",
        "2010-03-2015-03 检验员",
        "2010年3月1日至2015年3月31日 品管",
        "2010.03.01-2015.03.31 质量总监",
        "自2010年3月起至2015年3月，任质量部长",
        "1、2010年3月——2015年3月 甲厂质量部",
        "2010年 3 月 — 2015年 3 月 甲厂质量部",
    ],
)
def test_one_entry_in_many_hands(entry: str) -> None:
    assert tenure(entry) == Tenure(60, 61)


@pytest.mark.parametrize("end", ["今", "至今", "现在", "目前", "此"])
def test_work_that_goes_on_ends_on_the_day_of_filing(end: str) -> None:
    assert tenure(f"2016年10月—{end} 质量部长") == Tenure(60, 61)


def test_years_without_months_leave_room() -> None:
    assert tenure("2010年-2015年 质量部长") == Tenure(49, 72)
    assert tenure("2010-2010 质量部长") == Tenure(0, 12)


def test_entries_add_up_and_overlaps_count_once() -> None:
    assert tenure("2010.1-2012.1 质检员\n2014.1-2015.1 质量部长") == Tenure(36, 38)
    assert tenure("2010.1-2014.1 质检员；2012.1-2015.1 质量部长") == Tenure(60, 61)
    assert tenure("2010.1-2014.1 质检员。2011.1-2012.1 质量部长") == Tenure(48, 49)


def test_a_line_that_begins_with_a_span_is_cut_at_each() -> None:
    assert tenure("2010.1-2012.1任质检员，2012.1-2015.1任质量部长，2015.1-2016.1任销售员") == Tenure(60, 61)


def test_other_work_does_not_count_but_a_leading_position_may() -> None:
    assert tenure("2005.1-2010.1 车工\n2010.1-2012.1 质检员") == Tenure(24, 25)
    assert tenure("2010.1-2012.1 质检员\n2012.1-2020.1 副总经理") == Tenure(24, 121)


@pytest.mark.parametrize(
    "beside",
    [
        "1998年9月—2002年7月 大连理工大学 学习",
        "2015年获省质量奖",
        "质量管理专业毕业",
        "2002.9-2006.7 任校学生会主席 学习",
    ],
)
def test_studies_and_awards_are_passed_over(beside: str) -> None:
    assert tenure(f"{beside}\n2010.1-2012.1 质检员") == Tenure(24, 25)


@pytest.mark.parametrize(
    "resume",
    [
        "长期从事质量工作",
        "2010.1-2012.1 质检员\n此后从事质量管理",
        "2010年起任质量部长",
        "2010.1-2012.1 质检员\n1998.9-2002.7 质量管理专业学习",
        "任质检员（2010.1-2012.1），任质量部长（2012.1-2015.1）",
        "2012.1-2010.1 质检员",
        "2020.1-2022.1 质检员",
        "2010.13-2012.1 质检员",
        "2010.1-2012.1 质检员\n2015.1-2012.1 副总经理",
        "2005.1-2010.1 车工",
        "2005.1-2010.1 副总经理",
        "",
    ],
)
def test_doubt(resume: str) -> None:
    assert tenure(resume) is None


@pytest.mark.parametrize(("years", "holds"), [(8, False), (8.5, True), (4.5, False), (4, False), (3.5, True)])
def test_difference_of_more_than_two_years(years: float, holds: bool) -> None:
    document = filing(quality_years=years, resume="2010.1-2016.1 甲厂质检员", enterprise_scale="小型")
    if not holds:
        assert rules(document) == []
        return
    dated = "6.1" if years > 6 else "6.0"
    message = f"“工作简历”中的质量工作约{dated}年，与“质量工作年限”（{years:g}年）相差超过2年，请核实。"
    assert only(document) == Finding("experience-resume-mismatch", Severity.WARNING, FIELDS, message)


@pytest.mark.parametrize("blank", ["quality_years", "resume"])
def test_a_blank_does_not_differ(blank: str) -> None:
    assert rules(filing(**{blank: None})) == ["missing-required"]


@pytest.mark.parametrize(("filed", "said"), [(None, "missing-required"), ("2021-10-21", "date-in-future")])
def test_without_a_filing_date_nobody_knows_when_that_ends_what_goes_on(filed: str | None, said: str) -> None:
    document = filing(filing_date=filed, resume="2021年10月至今 质量部长", quality_years=3, enterprise_scale="小型")
    assert rules(document) == [said]
