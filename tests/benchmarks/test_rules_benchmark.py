"""A slice of `python -m benchmarks.rules`: the figures that the whole of it must reach."""

from benchmarks.rules import broken, clean, reconciliation, seconds_for


def test_clean_filings_have_no_error() -> None:
    tally = clean(200, seed=11)
    assert (tally.filings, tally.errors) == (200, 0)


def test_defects_are_found_and_nothing_else() -> None:
    tally = broken(300, seed=12)
    assert tally.expected > 300
    assert tally.recall >= 0.995
    assert tally.precision >= 0.995


def test_differences_of_summaries_are_found_in_time() -> None:
    result = reconciliation(2, 200, seed=13)
    assert result.made >= 18
    assert (result.found, result.extra) == (result.made, 0)
    assert result.seconds * 50 < 5


def test_a_hundred_thousand_filings_take_less_than_half_a_minute() -> None:
    assert seconds_for(1000, seed=14) * 100 < 30
