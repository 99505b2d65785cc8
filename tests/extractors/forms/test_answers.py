"""Lines that the width of a cell broke apart are put together again, and no others."""

from __future__ import annotations

import pytest

from extractors.forms.answers import read_answers, read_opinion, unbroken
from extractors.page import Box, Line, Place, Run, Tick
from normalizers.catalogue import FILING
from tests.support.pages import lines

CELL = Place(1, Box(0.1, 0.1, 0.9, 0.4))
CHARACTER = 0.02


def placed(*texts: str, left: float = 0.11, cell: Place = CELL) -> list[Line]:
    """Lines below each other, each character 2 % of the page wide."""
    made = []
    for number, text in enumerate(texts):
        width = sum(CHARACTER if ord(char) > 0x2E80 else CHARACTER / 2 for char in text)
        made.append(Line((Run(text),), Place(1, Box(left, 0.1 + 0.03 * number, left + width, 0.12 + 0.03 * number))))
    return made


FULL = "二〇一〇年七月至二〇一五年六月在大连海晨机械有限公司质量管理部担任部长质量检验"  # 39 characters: 0.11 to 0.89


def test_a_full_line_goes_on() -> None:
    assert unbroken(placed(FULL, "员，后任部长"), CELL, by_entry=True) == [FULL + "员，后任部长"]


def test_a_short_line_has_ended() -> None:
    assert unbroken(placed(FULL[:30], "员，后任部长"), CELL, by_entry=True) == [FULL[:30], "员，后任部长"]


@pytest.mark.parametrize("following", ["2015年7月至今 本公司", "获市长质量奖", "• 主持课题"])
def test_what_begins_an_entry_begins_one_also_behind_a_full_line(following: str) -> None:
    assert unbroken(placed(FULL, following), CELL, by_entry=True) == [FULL, following]
    assert unbroken(placed(FULL, following), CELL, by_entry=False) == [FULL + following]


def test_a_sentence_that_has_ended_does_not_go_on() -> None:
    assert unbroken(placed(FULL[:-1] + "；", "主持课题"), CELL, by_entry=True) == [FULL[:-1] + "；", "主持课题"]


def test_centred_lines_of_a_narrow_cell_are_one() -> None:
    cell = Place(1, Box(0.1, 0.1, 0.21, 0.2))
    assert unbroken(placed("一九六三年", "六月", left=0.105, cell=cell), cell, by_entry=False) == ["一九六三年六月"]


def test_a_word_that_would_not_have_fitted_was_moved_down() -> None:
    assert unbroken(placed(FULL[:36], "ISO9001体系"), CELL, by_entry=True) == [FULL[:36] + "ISO9001体系"]


def test_paragraphs_of_word_stand_for_themselves() -> None:
    assert unbroken(lines("一\n二"), Place(1, table=1, row=1, column=1), by_entry=False) == ["一", "二"]


@pytest.mark.parametrize(
    ("text", "opinion", "date"),
    [
        ("同意申报。\n（盖章）  2021年9月28日", "同意申报。", "2021年9月28日"),
        ("同意申报。（盖章）   年   月   日", "同意申报。", None),
        (
            "经2021年9月1日会议研究，同意。\n二〇二一年九月二十八日（公章）",
            "经2021年9月1日会议研究，同意。",
            "二〇二一年九月二十八日",
        ),
        ("同意\n2021.9.28", "同意", "2021.9.28"),
        ("同意", "同意", None),
        ("", None, None),
    ],
)
def test_the_opinion_and_the_date_under_it(text: str, opinion: str | None, date: str | None) -> None:
    found = read_opinion(lines(text), None)
    assert (found["enterprise_opinion"].meant, found["opinion_date"].meant) == (opinion, date)


def test_loose_boxes_in_traditional_characters_are_read() -> None:
    """Options of an open list are compared as labels are: in one script."""
    runs = (Run("☑", Tick.CHECKED), Run("大專 "), Run("□", Tick.UNCHECKED), Run("中專"))
    assert read_answers([FILING["education"]], [Line(runs)], None)["education"].meant == "大专"
