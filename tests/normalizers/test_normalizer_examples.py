"""Texts as people write them and what they mean, one a line in examples/*.tsv; every bug mended adds a line.

Columns: kind, text (`\\n` for a line end), value as JSON, problem, context (`recognised`, `traditional`, or nothing).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalizers.dispatch import normalise
from normalizers.value import Context, Script

FOLDER = Path(__file__).parent / "examples"
NAMES = ("blank", "choices", "dates", "education", "email", "names", "numbers", "opinion")
NAMES += ("phones", "resume", "spans", "text")


def _examples() -> list[tuple[str, str, str, str, str]]:
    rows = []
    for name in NAMES:
        for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]:
            kind, text, value, problem, context = line.split("\t")
            rows.append((kind, text, value, problem, context))
    return rows


@pytest.mark.parametrize(("kind", "text", "value", "problem", "context"), _examples())
def test_the_text_means_what_the_example_says(kind: str, text: str, value: str, problem: str, context: str) -> None:
    script = Script.TRADITIONAL if context == "traditional" else Script.SIMPLIFIED
    known = Context(script=script, recognised=context == "recognised", day="2026-11-21")
    result = normalise(kind, text.replace("\\n", "\n"), known)
    assert (result.value, result.problem) == (json.loads(value), problem or None)


def test_a_repair_of_lookalikes_is_told() -> None:
    """What was exchanged to arrive at a date must be visible, so that review can weigh it."""
    result = normalise("date", "2O21年9月24日", Context(recognised=True))
    assert (result.value, result.repaired) == ("2021-09-24", True)


def test_a_two_digit_year_is_not_guessed_without_the_day_of_intake() -> None:
    result = normalise("partial_date", "65.09", Context())
    assert (result.value, result.problem, result.alternatives) == (None, "vague", ("1965-09", "2065-09"))


def test_of_several_numbers_the_others_are_offered() -> None:
    result = normalise("contact", "13800000000/0411-86852166", Context())
    assert (result.value, result.problem, result.alternatives) == ("13800000000", "several", ("0411-86852166",))


def test_a_misread_level_of_education_is_offered_never_taken() -> None:
    result = normalise("education", "大学本料", Context(recognised=True))
    assert (result.value, result.alternatives) == (None, ("大学本科",))
