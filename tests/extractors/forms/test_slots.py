"""An answer that begins in its label's cell is taken whole."""

from __future__ import annotations

from extractors.forms.labels import LabelHit
from extractors.forms.slots import _rest_lines
from extractors.page import Cell, Line, Run


def test_blank_lines_below_an_answer_cost_it_no_characters() -> None:
    label, first, second = "工作简历（获奖情况）", "2008年7月至今，某厂", "获奖。  "
    lines = tuple(Line((Run(text),)) for text in (label, first, second, "", ""))
    hit = LabelHit("工作简历", ("resume",), True, f"{first}\n{second}\n\n", 1.0, True)
    kept = _rest_lines(Cell(0, 0, 1, 1, lines, (), None), hit)
    assert "\n".join(line.text for line in kept).strip() == f"{first}\n{second}".strip()


def test_an_answer_behind_its_label_in_the_same_line_starts_in_its_middle() -> None:
    hit = LabelHit("备注", ("remarks",), True, "简历 另附页", 1.0, True)
    (kept,) = _rest_lines(Cell(0, 0, 1, 1, (Line((Run("备注：简历 另附页"),)),), (), None), hit)
    assert kept.text == "简历 另附页"
