"""Two readings make sure only what both saw."""

from __future__ import annotations

import pytest

from extractors.page import Glyph, Line, Run, Tick
from extractors.scan.witness import agreement


def line(text: str, sure: float = 0.99) -> Line:
    glyphs = tuple(Glyph(c, sure, (("", 0.001),), x0=k / len(text), x1=(k + 1) / len(text)) for k, c in enumerate(text))
    return Line((Run(text, confidence=0.5, glyphs=glyphs),))


def sureness(first: Line, second: Line) -> float:
    return agreement(first, second).runs[-1].confidence


def test_the_same_twice_is_surer_than_once() -> None:
    assert sureness(line("李建国", 0.95), line("李建国", 0.95)) > 0.98


def test_another_character_makes_unsure_and_is_offered() -> None:
    merged = agreement(line("冯建国"), line("码建国"))
    assert merged.text == "冯建国"
    assert merged.runs[0].confidence < 0.5
    assert merged.runs[0].glyphs[0].alternatives[0][0] == "码"
    assert merged.runs[0].glyphs[1].confidence > 0.99


def test_a_character_that_only_the_second_saw_makes_unsure() -> None:
    assert sureness(line("13888001234"), line("138888001234")) < 0.5


def test_a_mark_nearly_seen_makes_unsure() -> None:
    glyphs = (Glyph("甲", 0.99), Glyph("", 0.6, (("、", 0.4),)), Glyph("乙", 0.99))
    both = Line((Run("甲乙", glyphs=glyphs),))
    assert sureness(both, both) < 0.7


@pytest.mark.parametrize("text", ["wang1l0@163.com", "PVc管材"])
def test_look_alikes_are_never_sure_whatever_both_say(text: str) -> None:
    assert sureness(line(text), line(text)) < 0.95


@pytest.mark.parametrize("text", ["13888001100", "11010519491231002X", "0411-86850000"])
def test_figures_among_figures_are_sure(text: str) -> None:
    assert sureness(line(text, 0.999), line(text, 0.999)) > 0.99


def test_width_of_brackets_and_spaces_do_not_matter() -> None:
    assert sureness(line("大连（集团）公司"), line("大连(集团)公司")) > 0.98
    assert sureness(line("2021 年"), line("2021年")) > 0.98


def test_ticks_and_runs_without_glyphs_stay_as_they_are() -> None:
    tick = Run("☑", tick=Tick.CHECKED, confidence=0.97)
    assert agreement(Line((tick,)), Line(())).runs == (tick,)


def test_nothing_read_the_second_time_is_no_confirmation() -> None:
    assert sureness(line("本科"), Line(())) < 0.3
