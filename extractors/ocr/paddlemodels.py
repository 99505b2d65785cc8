"""Folders of weights as the paddleocr package wants them: the user's own, or made of those in the rapidocr wheel."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractors.errors import MissingTool
from extractors.ocr.ppocr import DETECTOR, RECOGNISER, weights

SETTINGS = "inference.yml"
NETWORK = "inference.onnx"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two networks: where the user says which, paddleocr's class, and the weights used unless told."""

    variable: str
    predictor: str
    shipped: str


RECOGNITION = Part("CQO_PADDLEOCR_REC", "TextRecognition", RECOGNISER)
DETECTION = Part("CQO_PADDLEOCR_DET", "TextDetection", DETECTOR)
AS_OURS = {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "scale": 1 / 255}
"""How grey values are scaled in `detection` and `strips`."""


@dataclass(frozen=True, slots=True)
class Model:
    """A folder of weights and the name by which paddleocr knows them."""

    folder: Path
    name: str


@contextmanager
def model_for(part: Part) -> Iterator[Model]:
    """Where to load that network from: the user's folder, else one of our own that is gone after loading.

    Raises MissingTool: it is no folder of a model, or there are no weights.
    """
    chosen = os.environ.get(part.variable)
    if chosen:
        yield Model(Path(chosen), _name_in(Path(chosen), part.variable))
        return
    source = weights(part.shipped)
    with TemporaryDirectory(prefix="cqo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shutil.copyfile(source, folder / NETWORK)
        settings = _settings(source)
        # JSON is YAML
        (folder / SETTINGS).write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
        yield Model(folder, settings["Global"]["model_name"])


def _name_in(folder: Path, variable: str) -> str:
    import yaml

    try:
        settings = yaml.safe_load((folder / SETTINGS).read_text(encoding="utf-8"))
        return str(settings["Global"]["model_name"])
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        message = f"环境变量 {variable} 所指的模型文件夹里没有可读的 {SETTINGS}，请管理员核对。"
        raise MissingTool(message) from error


def _settings(source: Path) -> dict[str, Any]:
    """What stands in `inference.yml` for weights of the wheel: name, and what is done before and after."""
    family, part, size = source.stem.split("_")
    name = {"Global": {"model_name": f"{family}_{size}_{part}"}}
    if source.name == DETECTOR:
        steps: list[dict[str, Any]] = [
            {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
            {"DetResizeForTest": {"resize_long": 960}},
            {"NormalizeImage": AS_OURS},
            {"ToCHWImage": None},
        ]
        return {**name, "PreProcess": {"transform_ops": steps}, "PostProcess": {"name": "DBPostProcess"}}
    steps = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"RecResizeImg": {"image_shape": [3, 48, 320]}},
    ]
    after = {"name": "CTCLabelDecode", "character_dict": _characters(source)}
    return {**name, "PreProcess": {"transform_ops": steps}, "PostProcess": after}


def _characters(source: Path) -> list[str]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
    listed: str = session.get_modelmeta().custom_metadata_map["character"]
    return listed.splitlines()
