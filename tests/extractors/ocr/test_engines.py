"""The engines read what is printed, and say what else it could be."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from extractors.errors import MissingTool
from extractors.ocr import engines
from extractors.ocr.protocol import Engine
from tests.fonts import written
from tests.ocrengines import covered, made


@pytest.fixture(scope="module", params=covered())
def engine(request: pytest.FixtureRequest) -> Engine:
    return made(request.param)


def test_it_bears_the_name_it_was_chosen_by(engine: Engine, request: pytest.FixtureRequest) -> None:
    assert engine.name == request.node.callspec.params["engine"]


def test_lines_come_back_in_the_order_given_whatever_their_width(engine: Engine) -> None:
    texts = ["统计员", "大连市西岗区人民路168号", "本科", "二级质量官"]
    lines = engine.recognise([written(text) for text in texts])
    assert [line.text for line in lines] == texts


def test_each_character_carries_its_alternatives_and_its_place(engine: Engine) -> None:
    (line,) = engine.recognise([written("质量工程师")])
    glyphs = [glyph for run in line.runs for glyph in run.glyphs if glyph.text]
    assert "".join(glyph.text for glyph in glyphs) == "质量工程师"
    for glyph in glyphs:
        assert len(glyph.alternatives) >= 5
        assert "" in dict(glyph.alternatives)
        assert 0.9 < glyph.confidence <= 1
        assert all(0 <= p < 0.1 for _, p in glyph.alternatives)
        assert glyph.text not in dict(glyph.alternatives)
    assert all(a.x0 < b.x0 and a.x1 <= b.x1 for a, b in itertools.pairwise(glyphs))
    assert glyphs[0].x0 < 0.15
    assert glyphs[-1].x1 > 0.85


def test_what_cannot_be_made_out_is_told_by_probabilities(engine: Engine) -> None:
    """Half of a character's ink is gone: it may be read as anything, but not with certainty."""
    damaged = written("质量未师")
    damaged[:, 92:112] = 255
    (line,) = engine.recognise([damaged])
    third = min((g for run in line.runs for g in run.glyphs), key=lambda g: g.confidence)
    assert third.confidence < 0.99
    assert max(p for _, p in third.alternatives) > 0.001


def test_an_empty_crop_gives_a_line_without_runs(engine: Engine) -> None:
    blank = np.full((48, 200, 3), 255, np.uint8)
    nothing = np.zeros((0, 5, 3), np.uint8)
    assert [line.runs for line in engine.recognise([blank, nothing])] == [(), ()]
    assert engine.recognise([]) == []


def test_lines_are_found_from_the_top(engine: Engine) -> None:
    page = np.full((700, 900, 3), 255, np.uint8)
    for top, text in ((80, "信息备案表"), (420, "填报日期")):
        ink = written(text)
        page[top : top + ink.shape[0], 100 : 100 + ink.shape[1]] = ink
    quads = engine.detect(page)
    assert len(quads) == 2
    for (top_left, _, bottom_right, _), top in zip(quads, (80, 420), strict=True):
        assert top - 10 < top_left[1] < bottom_right[1] < top + 100
        assert 90 < top_left[0] < 125


def test_an_unknown_engine_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match="rapidocr-onnx"):
        engines.engine("no-such-engine")


@pytest.mark.parametrize(("name", "extra"), [("rapidocr-onnx", "onnx"), ("paddleocr", "paddleocr")])
def test_an_engine_that_is_not_installed_is_told_with_the_command_that_installs_it(
    name: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(MissingTool, match=rf"pip install 'cqo-registry\[{extra}\]'"):
        engines.engine.__wrapped__(name)


def test_the_default_engine_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert engines.remedy(engines.DEFAULT) is None
