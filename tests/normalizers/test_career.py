"""The entries of a résumé and the months of quality work in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.career import Entry, entries, quality_months
from normalizers.value import Context

RESUME = """1999.09-2003.07 大连理工大学 质量管理专业 学生
2003.07-2008.03 大连机床厂 质检员
2007年3月至2010年3月，在大连轴承有限公司任质量部部长
2010.03-至今 大连冰山集团有限公司 总经理
2015年获大连市市长质量奖"""


def test_entries_of_a_resume() -> None:
    """Each span of time is an entry; the prize is none."""
    assert entries(RESUME, Context()) == (
        Entry("1999-09", "2003-07", "大连理工大学", "质量管理专业学生", False),
        Entry("2003-07", "2008-03", "大连机床厂", "质检员", True),
        Entry("2007-03", "2010-03", "大连轴承有限公司", "质量部部长", True),
        Entry("2010-03", "", "大连冰山集团有限公司", "总经理", False),
    )


def test_a_month_in_two_posts_counts_once() -> None:
    """2003-07 to 2010-03, of which a year in both posts."""
    assert quality_months(entries(RESUME, Context()), "2025-06-30") == 80


def test_what_is_not_over_counts_to_the_day_given() -> None:
    found = entries("2024.06-至今 甲公司 质量总监", Context())
    assert (quality_months(found, "2025-06-30"), quality_months(found, "2024-07-01")) == (12, 1)


def test_several_entries_on_one_line_are_parted() -> None:
    found = entries("2003.7-2008.3 甲厂 质检员；2008.4-2010.5 乙厂 会计", Context())
    assert [(entry.start, entry.employer, entry.quality) for entry in found] == [
        ("2003-07", "甲厂", True),
        ("2008-04", "乙厂", False),
    ]


@pytest.mark.parametrize(
    "text", ["", "从事质量工作十年", "2003年7月参加工作", "获奖情况：2010年市长质量奖", "2010.5-2003.7 甲厂"]
)
def test_what_writes_no_span_stays_text(text: str) -> None:
    assert entries(text, Context()) == ()


PIECES = [
    "2003",
    "2010",
    ".",
    "年",
    "7",
    "月",
    "-",
    "至",
    "今",
    "—",
    " ",
    "\n",
    "甲公司",
    "质检员",
    "在",
    "任",
    "，",
    "起",
    "(",
    "）",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_gives_entries_of_the_form_and_months_that_time_allows(text: str) -> None:
    found = entries(text, Context())
    for entry in found:
        assert entry.start[:2] in ("19", "20")
        assert entry.end == "" or entry.start[:4] <= entry.end[:4]
    assert 0 <= quality_months(found, "2025-06-30") <= 12 * 130
