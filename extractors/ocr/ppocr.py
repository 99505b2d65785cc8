"""PP-OCR as an engine: the weights that lie in the rapidocr wheel, run by OpenVINO or by ONNX Runtime.

Only the weights of that package are used: its own recogniser hides the probabilities that we live by.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extractors.errors import MissingTool
from extractors.ocr import ctc, detection, strips
from extractors.page import Line

if TYPE_CHECKING:
    from extractors.ocr.ctc import Floats, Indices
    from extractors.ocr.protocol import Quad
    from extractors.page import Pixels

RECOGNISER = "PP-OCRv6_rec_small.onnx"
DETECTOR = "PP-OCRv6_det_small.onnx"
PIXELS_A_STEP = 8
"""One step of the recogniser's output covers this many pixels of the strip."""


class Runtime(Protocol):
    """What runs the two networks."""

    characters: tuple[str, ...]
    """The character of each class of the recogniser."""

    def steps(self, batches: Sequence[Floats]) -> list[tuple[Floats, Indices]]:
        """For each batch, strip and step the highest probabilities and their classes, best first."""
        ...

    def chart(self, tensor: Floats) -> Floats:
        """The detector's map (H × W) of where text is."""
        ...


class PPOCR:
    """The engine on a runtime; it loads nothing by itself."""

    def __init__(self, name: str, runtime: Runtime) -> None:
        self.name = name
        self._runtime = runtime

    def recognise(self, crops: Sequence[Pixels]) -> list[Line]:
        """One line a crop; see `extractors.ocr.protocol.Engine`."""
        lines = [Line(())] * len(crops)
        batches = list(strips.batches(crops))
        read = self._runtime.steps([batch.tensor for batch in batches])
        for batch, (values, classes) in zip(batches, read, strict=True):
            for slot, (crop, share) in enumerate(zip(batch.crops, batch.shares, strict=True)):
                reach = strips.HEIGHT * 0.75 / PIXELS_A_STEP
                lines[crop] = ctc.decode(values[slot], classes[slot], self._runtime.characters, reach, share)
        return lines

    def detect(self, pixels: Pixels) -> list[Quad]:
        """The lines of text in a picture; see `extractors.ocr.protocol.Engine`."""
        height, width = pixels.shape[:2]
        return detection.quads(self._runtime.chart(detection.prepare(pixels)), (height, width))


def weights(name: str) -> Path:
    """The file of weights of that name. Raises MissingTool."""
    spec = find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "models" / name
        if path.is_file():
            return path
    raise MissingTool("缺少文字识别模型（rapidocr），请联系管理员安装。")


def classes_of(listed: str) -> tuple[str, ...]:
    """The characters of the classes, from the list that the weights carry: blank first, space last."""
    return ("", *listed.splitlines(), " ")


def threads_allowed() -> int:
    """How many threads to use unless told: `OMP_NUM_THREADS`, or the processors this process may run on."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
