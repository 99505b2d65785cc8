"""PP-OCR run by the paddleocr package: for a GPU, for paddlepaddle, for larger weights.

Only its runners are used, which give the networks' raw output: what paddleocr itself makes of that hides the
probabilities that we live by. Nothing is ever downloaded: each model comes from a folder.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import MissingTool
from extractors.ocr.onnx import best_classes
from extractors.ocr.paddlemodels import AS_OURS, DETECTION, NETWORK, RECOGNITION, Part, model_for
from extractors.ocr.ppocr import PPOCR, threads_allowed
from extractors.ocr.strips import HEIGHT, NARROWEST

if TYPE_CHECKING:
    from extractors.ocr.ctc import Floats, Indices

OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK")
"""Where these are set, the libraries below paddleocr neither fetch models nor ask whether they could."""
AS_PHOTOS = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
"""How paddleocr scales grey values where a model's settings do not say."""
ALL_SHARES = 0.01
"""The probabilities of a step may miss 1 in all by this much."""


class PaddleOCR:
    """The networks on a GPU where one can be used; the detector only when it is first needed."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        recogniser = _loaded(RECOGNITION, threads)
        self._recognise = recogniser.runner
        self.characters = ("", *map(str, recogniser.config["PostProcess"]["character_dict"]), " ")
        self._probe()
        self._detector: Any = None

    def _probe(self) -> None:
        """Raises MissingTool where the recogniser does not take our strips, or its classes are not the characters."""
        import numpy as np

        try:
            (shares,) = self._recognise(x=[np.ones((1, 3, HEIGHT, NARROWEST), np.float32)])
            fits = shares.shape[2] == len(self.characters) and abs(shares.sum(2) - 1).max() < ALL_SHARES
        except Exception as error:
            raise MissingTool(f"paddleocr 的识别模型不能处理高 {HEIGHT} 像素的文字行，请管理员核对。") from error
        if not fits:
            raise MissingTool("paddleocr 的识别模型与其字表不符，请管理员核对。")

    def steps(self, batches: Sequence[Floats]) -> list[tuple[Floats, Indices]]:
        """See `extractors.ocr.ppocr.Runtime`."""
        return [best_classes(self._recognise(x=[strips])[0]) for strips in batches]

    def chart(self, tensor: Floats) -> Floats:
        """See `extractors.ocr.ppocr.Runtime`."""
        if self._detector is None:
            self._detector = _loaded(DETECTION, self._threads)
        chart: Floats = self._detector.runner(x=[_rescaled(tensor, self._detector.config)])[0][0, 0]
        return chart


def _loaded(part: Part, threads: int) -> Any:
    """The predictor for that part. Raises MissingTool."""
    for name in OFFLINE:
        os.environ[name] = "1"
    try:
        import paddleocr
    except (ImportError, OSError) as error:
        raise MissingTool(f"paddleocr 无法启动，请管理员核对其安装：{error}") from error
    logging.getLogger("paddlex").setLevel(logging.WARNING)
    with model_for(part) as model:
        how = _how(model.folder, threads)
        try:
            made = getattr(paddleocr, part.predictor)(model_name=model.name, model_dir=str(model.folder), **how)
        except Exception as error:
            raise MissingTool(f"paddleocr 无法载入模型 {model.name}，请管理员核对模型文件夹。") from error
    return made.paddlex_predictor


def _how(folder: Path, threads: int) -> dict[str, Any]:
    """How to run the model in a folder: by paddlepaddle where both are there, else by ONNX Runtime."""
    if (folder / "inference.pdiparams").is_file() and find_spec("paddle"):
        return {"engine": "paddle", "cpu_threads": threads}
    if not (folder / NETWORK).is_file():
        raise MissingTool(f"模型文件夹里没有 {NETWORK}；其他格式的模型需要 paddlepaddle，请管理员安装。")
    import onnxruntime

    settings = {"intra_op_num_threads": threads, "log_severity_level": 3, "enable_cpu_mem_arena": False}
    has_gpu = "CUDAExecutionProvider" in onnxruntime.get_available_providers()
    return {"engine": "onnxruntime", "device": "gpu:0" if has_gpu else "cpu", "engine_config": settings}


def _rescaled(tensor: Floats, config: dict[str, Any]) -> Floats:
    """The detector's input, from our scale of grey values to the one that the model was trained on."""
    import numpy as np

    steps = config["PreProcess"]["transform_ops"]
    said = next((step["NormalizeImage"] for step in steps if "NormalizeImage" in step), None) or {}
    asked = {**AS_PHOTOS, **said}
    mean, std = (np.array(asked[key], np.float32).reshape(3, 1, 1) for key in ("mean", "std"))
    our_mean, our_std = (np.array(AS_OURS[key], np.float32).reshape(3, 1, 1) for key in ("mean", "std"))
    if (mean == our_mean).all() and (std == our_std).all():
        return tensor
    rescaled: Floats = (tensor * our_std + our_mean - mean) / std
    return rescaled


def engine(threads: int | None = None) -> PPOCR:
    """The engine `paddleocr`. `threads`: how many to use, None = all that this process may."""
    return PPOCR("paddleocr", PaddleOCR(threads or threads_allowed()))
