"""统一社会信用代码: both check characters, what is kept though wrong, what OCR's look-alikes may be taken for."""

from __future__ import annotations

import pytest

from normalizers.credit_code import check_character, credit_code, is_whole, organisation_check
from normalizers.value import Context

FIRST16 = "91210200MA0UABCD"
FIRST17 = FIRST16 + organisation_check(FIRST16[8:])
CODE = FIRST17 + check_character(FIRST17)


def test_a_real_code_of_public_record_is_whole() -> None:
    """Codes of large companies, as their published reports print them."""
    assert is_whole("9144030071526726XG")
    assert is_whole("91440300192176077R")


@pytest.mark.parametrize("place", range(18))
def test_any_single_wrong_character_is_found(place: int) -> None:
    other = "2" if CODE[place] != "2" else "3"
    wrong = CODE[:place] + other + CODE[place + 1 :]
    result = credit_code(wrong, Context())
    assert (result.value, result.problem) == (wrong, "code-checksum")


def test_a_code_whose_organisation_part_is_wrong_is_found_though_its_last_character_fits() -> None:
    other = "0" if CODE[16] != "0" else "1"
    first17 = CODE[:16] + other
    assert credit_code(first17 + check_character(first17), Context()).problem == "code-checksum"


def test_lookalikes_are_exchanged_only_in_recognised_text_and_only_where_the_checks_prove_it() -> None:
    misread = CODE.replace("0", "O")
    assert credit_code(misread, Context(recognised=True)).value == CODE
    assert credit_code(misread, Context(recognised=True)).repaired
    assert credit_code(misread, Context()).problem == "code-checksum"


@pytest.mark.parametrize(("text", "problem"), [(CODE[:-1], "code-length"), ("办理中", "unreadable"), ("", None)])
def test_what_is_no_code(text: str, problem: str | None) -> None:
    assert credit_code(text, Context()).problem == problem
