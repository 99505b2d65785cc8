"""The list of written forms stays right, and the benchmark that counts it tells right from wrong."""

from __future__ import annotations

import pytest

from benchmarks.normalize import HALVES, Case, Tally, by_kind, cases, judged
from benchmarks.normalize_names import changed_names
from normalizers.value import Context, Normal


def test_the_list_is_large_enough_and_its_halves_share_no_form() -> None:
    develop, held_out = (cases(half) for half in HALVES)
    assert min(len(develop), len(held_out)) >= 750
    assert len({case.kind for case in held_out}) >= 20
    assert not {(case.kind, case.text) for case in develop} & {(case.kind, case.text) for case in held_out}


@pytest.mark.parametrize("half", HALVES)
def test_the_target_holds(half: str) -> None:
    """At least 99.5 % right, and no wrong value without a problem code."""
    total = sum(by_kind(cases(half)).values(), Tally())
    assert total.silent == 0
    assert total.right >= 0.995 * total.all


@pytest.mark.parametrize(
    ("asked", "normal", "tally"),
    [
        (False, Normal("甲"), Tally(right=1)),
        (False, Normal("甲", "vague"), Tally(bothered=1)),
        (False, Normal("乙", "vague"), Tally(noticed=1)),
        (False, Normal("乙"), Tally(silent=1)),
        (False, Normal(None), Tally(silent=1)),
        (True, Normal("甲"), Tally(silent=1)),
        (True, Normal("乙", "vague"), Tally(noticed=1)),
        (True, Normal("乙", "vague", alternatives=("甲",)), Tally(right=1)),
        (True, Normal(None, "vague"), Tally(right=1)),
    ],
)
def test_each_outcome_is_counted_for_what_it_is(asked: bool, normal: Normal, tally: Tally) -> None:
    assert judged(Case("text", "甲", "甲", asked, Context()), normal) == tally


def test_names_in_simplified_characters_do_not_change() -> None:
    """Every listed character once, behind a surname; the benchmark's --names has 100,000."""
    assert changed_names(8105) == []
