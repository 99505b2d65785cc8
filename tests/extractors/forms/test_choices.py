"""Every way of choosing an option comes out as the option a person would say was chosen."""

from __future__ import annotations

import pytest

from extractors.forms.choices import DOUBTFUL_OWNER, resolve
from extractors.page import Line, Run
from tests.support.pages import lines

EMPLOYMENT = {"employment": ("专职", "兼职")}
BOTH = {"post": ("首席质量官", "二级质量官"), "change_type": ("新设", "变更")}


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("专职☑兼职□", "专职"),
        ("专职□兼职☑", "兼职"),
        ("□专职☑兼职", "兼职"),
        ("☑专职 □兼职", "专职"),
        ("□专职\n☑兼职", "兼职"),
        ("专职☑\n兼职□", "专职"),
        ("专职□√\n兼职□", "专职"),
        ("专职√ 兼职", "专职"),
        ("专职 √兼职", "兼职"),
        ("√专职 兼职", "专职"),
        ("√专职□兼职□", "专职"),
        ("专职□√ 兼职□", "专职"),
        ("专职√□兼职□", "专职"),
        ("□√专职 □兼职", "专职"),
        ("□专职 □√兼职", "兼职"),
        ("专职（√）兼职（ ）", "专职"),
        ("专职（  ）兼职（√）", "兼职"),
        ("专职( )兼职(√)", "兼职"),
        ("专职×兼职√", "兼职"),
        ("專職□兼職☑", "兼职"),
        ("专　职☑ 兼　职□", "专职"),
        ("兼职", "兼职"),
        ("专职√", "专职"),
        ("专职口\n兼职☑", "兼职"),
        ("口专职 ■兼职", "兼职"),
    ],
)
def test_chosen(text: str, chosen: str) -> None:
    choice = resolve(lines(text), EMPLOYMENT)["employment"]
    assert (choice.chosen, choice.problem) == (chosen, None)
    assert choice.confidence == 1.0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("专职□兼职□", "choice-none"),
        ("专职口 兼职口", "choice-none"),
        ("专职 兼职", "choice-none"),
        ("专职（ ）兼职（ ）", "choice-none"),
        ("专职☑兼职☑", "choice-several"),
        ("√专职 √兼职", "choice-several"),
        ("专职×兼职□", "choice-unclear"),
        ("专职▯兼职▯", "choice-unclear"),
        ("专职(\n兼职(", "choice-unclear"),
    ],
)
def test_nothing_is_chosen_where_a_person_would_hesitate(text: str, problem: str) -> None:
    choice = resolve(lines(text), EMPLOYMENT)["employment"]
    assert (choice.chosen, choice.problem) == (None, problem)


@pytest.mark.parametrize("text", ["专职□√兼职□", "专职√兼职", "□专职√□兼职"])
def test_a_mark_squeezed_between_two_options_is_never_sure(text: str) -> None:
    assert resolve(lines(text), EMPLOYMENT)["employment"].confidence == DOUBTFUL_OWNER


def test_two_questions_in_one_cell_are_answered_apart() -> None:
    found = resolve(lines("首席质量官□\n二级质量官☑\n新设☑变更□"), BOTH)
    assert {name: choice.chosen for name, choice in found.items()} == {"post": "二级质量官", "change_type": "新设"}


def test_one_question_unanswered_leaves_the_other() -> None:
    found = resolve(lines("首席质量官☑\n二级质量官□\n新设□变更□"), BOTH)
    assert found["post"].chosen == "首席质量官"
    assert found["change_type"].problem == "choice-none"


def test_a_struck_option_is_refused() -> None:
    struck = Line((Run("专职", struck=True), Run(" 兼职")))
    assert resolve([struck], EMPLOYMENT)["employment"].chosen == "兼职"


@pytest.mark.parametrize("how", ["underlined", "bold", "boxed"])
def test_an_emphasised_option_is_chosen_but_not_beyond_doubt(how: str) -> None:
    run = {"underlined": Run("专职", underlined=True), "bold": Run("专职", bold=True), "boxed": Run("专职", boxed=True)}
    choice = resolve([Line((run[how], Run(" 兼职")))], EMPLOYMENT)["employment"]
    assert choice.chosen == "专职"
    assert choice.confidence < 1.0


def test_an_option_split_over_runs_is_whole() -> None:
    assert (
        resolve([Line((Run("专"), Run("职"), *lines("☑")[0].runs, Run("兼职□")))], EMPLOYMENT)["employment"].chosen
        == "专职"
    )


def test_prompts_of_empty_controls_are_no_options() -> None:
    choice = resolve([Line((Run("专职", placeholder=True),))], EMPLOYMENT)["employment"]
    assert (choice.chosen, choice.problem) == (None, None)
