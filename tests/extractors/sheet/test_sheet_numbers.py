"""A number is shown as Excel shows it, and marked where its digits cannot be the ones that were typed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.sheet.numbers import BUILTIN, DIGITS_LOST, show

DAY = 'yyyy"年"m"月"d"日"'


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (13812345678.0, "General", "13812345678"),
        (13812345678.0, "0", "13812345678"),
        (13812345678.0, "000-0000-0000", "138-1234-5678"),
        (7, "000000", "000007"),
        (0.255, "0.0%", "25.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (5, '0"年"', "5年"),
        (3, '"共"0"人"', "共3人"),
        (-3, "0;[Red]-0", "-3"),
        (-5, "0_);(0)", "(5)"),
        (0.1 + 0.2, "General", "0.3"),
        (12, r'_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ ', "12"),
        (12, "@", "12"),
        (0, ";;;", "0"),
        (44463, DAY, "2021年9月24日"),
        (44463, '[$-804]yyyy"年"m"月";@', "2021年9月"),
        (44463, "yyyy.mm", "2021-09"),
        (44463, "mmm-yy", "2021-09"),
        (44463, 'm"月"d"日"', "9月24日"),
        (44463, "yyyy", "2021"),
        (44463.5, "yyyy-mm-dd hh:mm", "2021-09-24 12:00"),
        (44463, BUILTIN[14], "2021-09-24"),
        (44463, BUILTIN[31], "2021年9月24日"),
        (44463, BUILTIN[57], "2021年9月"),
    ],
)
def test_shown_as_in_excel(value: float, number_format: str, text: str) -> None:
    assert show(value, number_format).text == text
    assert show(value, number_format).problem is None


def test_dates_of_the_other_system_begin_in_1904() -> None:
    assert show(43001, DAY, from_1904=True).text == "2021年9月24日"


@pytest.mark.parametrize("number_format", ["General", "0", "@", "0.00E+00"])
def test_more_than_fifteen_digits_are_marked_in_every_format(number_format: str) -> None:
    shown = show(210203198001010017.0, number_format)
    assert (shown.text, shown.problem) == ("210203198001010000", DIGITS_LOST)
    assert shown.confidence < 0.1


def test_a_file_that_kept_more_digits_than_excel_is_marked_too() -> None:
    assert show(210203198001010017.0, raw="210203198001010017") == show(
        210203198001010017.0, "0", raw="210203198001010017"
    )
    assert show(210203198001010017.0, raw="210203198001010017").problem == DIGITS_LOST


def test_october_that_became_january_is_marked() -> None:
    """2021.10 typed into a cell is the number 2021.1."""
    assert show(2021.1).problem == DIGITS_LOST
    assert show(2021.1, "0.00").text == "2021.10"
    assert show(2021.1, "0.00").problem is None
    assert show(2021.09).problem is None


@given(st.dates(datetime.date(1901, 1, 1), datetime.date(2199, 12, 31)))
def test_every_day_is_the_day_that_excel_means(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    assert show(serial, "yyyy/m/d").text == day.isoformat()


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.text('0#?.,%;@"\\ymdhse年[]-_*/', max_size=20))
def test_no_format_breaks_it(value: float, number_format: str) -> None:
    assert isinstance(show(value, number_format).text, str)


@given(st.integers(0, 10**15 - 1))
def test_up_to_fifteen_digits_are_kept(value: int) -> None:
    assert show(float(value), "0").text == str(value)
