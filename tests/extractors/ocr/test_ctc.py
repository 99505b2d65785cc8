"""Decoding keeps what the network was unsure of."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.ocr.ctc import decode

CHARACTERS = ("", "甲", "乙", "、")


def steps(*rows: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    ordered = [sorted((dict.fromkeys(range(4), 0.0) | row).items(), key=lambda kv: -kv[1]) for row in rows]
    values = np.array([[v for _, v in row] for row in ordered], np.float32)
    return values, np.array([[k for k, _ in row] for row in ordered], np.int64)


def test_equal_steps_are_one_character_and_a_blank_parts_two() -> None:
    values, classes = steps({1: 0.9}, {1: 0.8}, {0: 1.0}, {1: 0.9}, {2: 0.7, 1: 0.3})
    line = decode(values, classes, CHARACTERS, 2, 1.0)
    assert line.text == "甲甲乙"
    last = line.runs[0].glyphs[-1]
    assert last.confidence == pytest.approx(0.7)
    assert last.alternatives[0] == ("甲", pytest.approx(0.3))


def test_a_character_nearly_seen_at_a_blank_step_is_offered_as_missed() -> None:
    values, classes = steps({1: 1.0}, {0: 0.7, 3: 0.3}, {0: 1.0}, {2: 1.0})
    line = decode(values, classes, CHARACTERS, 2, 1.0)
    assert line.text == "甲乙"
    missed = [glyph for glyph in line.runs[0].glyphs if not glyph.text]
    assert [glyph.alternatives[0] for glyph in missed] == [("、", pytest.approx(0.3))]


def test_a_character_fading_out_is_not_missed_but_its_double_further_on_is() -> None:
    fading = steps({1: 1.0}, {0: 0.7, 1: 0.3}, {0: 1.0}, {2: 1.0})
    double = steps({1: 1.0}, {0: 1.0}, {0: 0.7, 1: 0.3}, {0: 1.0}, {2: 1.0})
    missed = [[g for g in decode(*read, CHARACTERS, 2, 1.0).runs[0].glyphs if not g.text] for read in (fading, double)]
    assert missed[0] == []
    assert missed[1][0].alternatives[0][0] == "甲"


def test_padding_is_not_read() -> None:
    values, classes = steps({1: 1.0}, {0: 1.0}, {2: 1.0}, {2: 1.0})
    assert decode(values, classes, CHARACTERS, 2, 0.5).text == "甲"


def test_only_blanks_give_no_run() -> None:
    values, classes = steps({0: 1.0}, {0: 1.0})
    assert decode(values, classes, CHARACTERS, 2, 1.0).runs == ()
