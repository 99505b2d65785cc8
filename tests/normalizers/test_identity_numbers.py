"""Identity numbers: kept as written, judged by length and check digit, never invented. All numbers are made here."""

from __future__ import annotations

import pytest

from normalizers.dispatch import normalise
from normalizers.identity import birth_date_of, check_digit, gender_of, is_whole, region_of
from normalizers.value import Context

FIRST = "21020319800101001"
WHOLE = FIRST + check_digit(FIRST)
WITH_X = next(number for order in range(100, 999) if check_digit(number := f"21020319800101{order}") == "X")


def test_the_example_of_the_standard() -> None:
    """GB 11643-1999 gives 11010519491231002X and 440524188001010014 as examples."""
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"{WHOLE[:6]} {WHOLE[6:14]} {WHOLE[14:]}",
        f"{WHOLE[:6]}-{WHOLE[6:14]}-{WHOLE[14:]}",
        WHOLE.translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
        f"'{WHOLE}",
        f"身份证号：{WHOLE}",
        f"{WHOLE[:9]}\n{WHOLE[9:]}",
    ],
)
def test_gaps_and_width_do_not_matter(text: str) -> None:
    result = normalise("id_number", text, Context())
    assert (result.value, result.problem) == (WHOLE, None)


@pytest.mark.parametrize("cross", ["x", "X", "Ｘ", "ｘ", "×"])
def test_the_cross_becomes_a_capital_x(cross: str) -> None:
    assert normalise("id_number", WITH_X + cross, Context()).value == f"{WITH_X}X"


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        (FIRST, FIRST, "id-length"),
        (f"{WHOLE}1", f"{WHOLE}1", "id-length"),
        (f"{FIRST[:-2]}00{WHOLE[-1]}", f"{FIRST[:-2]}00{WHOLE[-1]}", "id-checksum"),
        ("210203800101001", "210203800101001", None),
        ("210203801301001", "210203801301001", "id-length"),
        ("2.10203E+17", None, "unreadable"),
        ("1" * 22, None, "unreadable"),
        ("210203********0012", None, "unreadable"),
        ("大连市西岗区", None, "unreadable"),
    ],
)
def test_wrong_numbers_are_kept_as_written_with_a_problem(text: str, value: str | None, problem: str | None) -> None:
    result = normalise("id_number", text, Context())
    assert (result.value, result.problem) == (value, problem)


def test_lookalikes_are_repaired_only_when_read_by_ocr_and_proved_by_the_check_digit() -> None:
    misread = WHOLE.replace("0", "O")
    assert normalise("id_number", misread, Context()).value is None
    repaired = normalise("id_number", misread, Context(recognised=True))
    assert (repaired.value, repaired.repaired) == (WHOLE, True)
    wrong = misread[:-1] + str((int(WHOLE[-1]) + 1) % 10)
    assert normalise("id_number", wrong, Context(recognised=True)).value is None


def test_what_the_number_says_of_its_holder() -> None:
    assert is_whole(WHOLE)
    assert (birth_date_of(WHOLE), gender_of(WHOLE), region_of(WHOLE)) == ("1980-01-01", "男", "210203")
    old = "210203800101002"
    assert (birth_date_of(old), gender_of(old), region_of(old)) == ("1980-01-01", "女", "210203")
    assert birth_date_of(f"210203{'19801301'}0011") is None
    assert (birth_date_of("12"), gender_of("12"), region_of("12")) == (None, None, None)
