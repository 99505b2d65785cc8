"""The engine paddleocr: whose weights it takes, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml

from extractors.errors import MissingTool
from extractors.ocr import paddle, paddlemodels
from extractors.ocr.paddlemodels import DETECTION, RECOGNITION, model_for
from tests.fonts import written
from tests.ocrengines import made


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    made("paddleocr")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's own, as paddleocr's makers hand them out."""
    with model_for(RECOGNITION) as model:
        folder = Path(shutil.copytree(model.folder, tmp_path / "rec"))
    monkeypatch.setenv(RECOGNITION.variable, str(folder))
    return folder


def settings_of(folder: Path) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads((folder / paddlemodels.SETTINGS).read_text(encoding="utf-8"))
    return settings


def test_a_folder_of_the_users_own_is_taken(own: Path) -> None:
    """It is really that folder which is read: its list of characters has one exchanged."""
    settings = settings_of(own)
    listed = settings["PostProcess"]["character_dict"]
    listed[listed.index("质")] = "資"
    text = yaml.safe_dump(settings, allow_unicode=True)
    (own / paddlemodels.SETTINGS).write_text(text, encoding="utf-8")
    (line,) = paddle.engine(1).recognise([written("质量工程师")])
    assert line.text == "資量工程师"
    assert (own / paddlemodels.NETWORK).is_file()


def test_what_is_made_for_loading_is_gone_afterwards() -> None:
    with model_for(DETECTION) as model:
        assert sorted(path.name for path in model.folder.iterdir()) == ["inference.onnx", "inference.yml"]
        assert model.name == "PP-OCRv6_small_det"
    assert not model.folder.exists()


def test_characters_that_are_not_those_of_the_weights_are_refused(own: Path) -> None:
    settings = settings_of(own)
    settings["PostProcess"]["character_dict"].pop()
    (own / paddlemodels.SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
    with pytest.raises(MissingTool, match="字表"):
        paddle.engine(1)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda folder: (folder / paddlemodels.SETTINGS).unlink(),
        lambda folder: (folder / paddlemodels.SETTINGS).write_text("{", encoding="utf-8"),
        lambda folder: (folder / paddlemodels.SETTINGS).write_text("[]", encoding="utf-8"),
        lambda folder: (folder / paddlemodels.SETTINGS).write_text("Global: {model_name: none}", encoding="utf-8"),
        lambda folder: (folder / paddlemodels.NETWORK).unlink(),
        lambda folder: (folder / paddlemodels.NETWORK).write_bytes(b"no network"),
    ],
)
def test_a_folder_that_holds_no_model_is_told(own: Path, spoilt: Any) -> None:
    spoilt(own)
    with pytest.raises(MissingTool):
        paddle.engine(1)


@pytest.mark.parametrize("raw", [np.full((1, 8, 4), 0.7), np.full((1, 8, 5), 0.2), None])
def test_output_that_is_no_probabilities_of_the_characters_is_refused(
    raw: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values before the softmax, more classes than characters, or a network that fails on our strips."""

    def run(x: list[Any]) -> list[Any]:
        assert x[0].shape[1:3] == (3, 48)
        if raw is None:
            raise ValueError("shape")
        return [raw]

    config = {"PostProcess": {"character_dict": ["一", "二"]}}
    monkeypatch.setattr(paddle, "_loaded", lambda *_: SimpleNamespace(runner=run, config=config))
    with pytest.raises(MissingTool, match="识别模型"):
        paddle.engine(1)


def test_paddlepaddle_and_the_gpu_are_used_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    (tmp_path / "inference.onnx").touch()
    (tmp_path / "inference.pdiparams").touch()
    monkeypatch.setattr(paddle, "find_spec", lambda _: None)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    assert paddle._how(tmp_path, 1)["device"] == "cpu"
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider"])
    assert paddle._how(tmp_path, 1)["device"] == "gpu:0"
    monkeypatch.setattr(paddle, "find_spec", lambda _: object())
    assert paddle._how(tmp_path, 3) == {"engine": "paddle", "cpu_threads": 3}


def test_a_detector_gets_its_grey_values_as_it_was_trained() -> None:
    """Models scale grey values each in their way: 0 to 255 goes where the model's settings say."""
    black_to_white = np.array([-1, 0, 1], np.float32).reshape(1, 1, 1, 3).repeat(3, axis=1)
    said = {"mean": [0.5, 0.4, 0.3], "std": [0.2, 0.25, 0.5]}
    config = {"PreProcess": {"transform_ops": [{"DecodeImage": {}}, {"NormalizeImage": said}, {"ToCHWImage": None}]}}
    got = paddle._rescaled(black_to_white, config)[0, :, 0]
    assert got == pytest.approx(np.array([[-2.5, 0, 2.5], [-1.6, 0.4, 2.4], [-0.6, 0.4, 1.4]]), abs=1e-5)
    as_ours = {"PreProcess": {"transform_ops": [{"NormalizeImage": paddlemodels.AS_OURS}]}}
    assert (paddle._rescaled(black_to_white, as_ours) == black_to_white).all()
