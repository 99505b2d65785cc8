"""PP-OCR run by ONNX Runtime: for machines that OpenVINO does not run on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractors.ocr.ctc import BLANK
from extractors.ocr.ppocr import DETECTOR, PPOCR, RECOGNISER, classes_of, threads_allowed, weights

if TYPE_CHECKING:
    from extractors.ocr.ctc import Floats, Indices

CANDIDATES = 8
QUIET = 0.995
"""Steps whose blank reaches this are not searched for other classes."""


class OnnxRuntime:
    """The networks on the CPU; the detector only when it is first needed."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._recogniser = self._session(RECOGNISER)
        listed = self._recogniser.get_modelmeta().custom_metadata_map["character"]
        self.characters = classes_of(listed)
        self._detector: Any = None

    def _session(self, name: str) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        return onnxruntime.InferenceSession(str(weights(name)), options, providers=["CPUExecutionProvider"])

    def steps(self, batches: Sequence[Floats]) -> list[tuple[Floats, Indices]]:
        """See `extractors.ocr.ppocr.Runtime`."""
        name = self._recogniser.get_inputs()[0].name
        return [best_classes(self._recogniser.run(None, {name: strips})[0]) for strips in batches]

    def chart(self, tensor: Floats) -> Floats:
        """See `extractors.ocr.ppocr.Runtime`."""
        if self._detector is None:
            self._detector = self._session(DETECTOR)
        chart: Floats = self._detector.run(None, {self._detector.get_inputs()[0].name: tensor})[0][0, 0]
        return chart


def best_classes(shares: Floats) -> tuple[Floats, Indices]:
    """The eight highest of each step's probabilities (strip × step × class) and their classes, best first."""
    import numpy as np

    values = np.zeros((*shares.shape[:2], CANDIDATES), np.float32)
    classes = np.full((*shares.shape[:2], CANDIDATES), BLANK, np.int64)
    values[..., 0] = shares[..., BLANK]
    loud = shares[..., BLANK] < QUIET
    rows = shares[loud]
    top = np.argpartition(rows, -CANDIDATES, axis=1)[:, -CANDIDATES:]
    probabilities = np.take_along_axis(rows, top, axis=1)
    order = np.argsort(-probabilities, axis=1)
    values[loud] = np.take_along_axis(probabilities, order, axis=1)
    classes[loud] = np.take_along_axis(top, order, axis=1)
    return values, classes


def engine(threads: int | None = None) -> PPOCR:
    """The engine `rapidocr-onnx`. `threads`: how many to use, None = all that this process may."""
    return PPOCR("rapidocr-onnx", OnnxRuntime(threads or threads_allowed()))
