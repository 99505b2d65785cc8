"""PP-OCR run by OpenVINO: the default engine, about three times as fast on CPUs as ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.ocr.ctc import BLANK
from extractors.ocr.ppocr import DETECTOR, PPOCR, RECOGNISER, classes_of, threads_allowed, weights

if TYPE_CHECKING:
    from extractors.ocr.ctc import Floats, Indices

PREPARED = "8192"
"""How much OpenVINO keeps of what it prepared for each layer and shape of input: enough for all shapes of `strips`."""
CANDIDATES = 8
"""How many classes a step are taken out of the network."""
SURELY_BLANK = 26.0
"""Where the last layer's own value for "no character" is above this, no other class comes near it (their share stays
under a hundredth on scans of every kind), and the 18,710 others are not worked out: that is for most of the steps."""
AT_ONCE, FEW_AT_ONCE = 64, 16
"""So many steps go through the last layer together, and at the end: two shapes of input."""


class OpenVino:
    """The networks compiled for the CPU; the detector only when it is first needed."""

    def __init__(self, threads: int) -> None:
        import openvino

        self._core = openvino.Core()
        self._settings = {"INFERENCE_NUM_THREADS": threads, "CPU_RUNTIME_CACHE_CAPACITY": PREPARED}
        model = self._core.read_model(weights(RECOGNISER))
        self.characters = classes_of(model.get_rt_info()["framework"]["character"].value)
        parts = _parted(model)
        self._blank, self._bias = parts.blank, parts.bias
        self._body = self._core.compile_model(parts.body, "CPU", self._settings).create_infer_request()
        self._last = self._core.compile_model(parts.last, "CPU", self._settings).create_infer_request()
        self._detector: Any = None

    def steps(self, batches: Sequence[Floats]) -> list[tuple[Floats, Indices]]:
        """See `extractors.ocr.ppocr.Runtime`."""
        import numpy as np

        read: list[tuple[Floats, Indices]] = []
        open_steps = []
        for strips in batches:
            self._body.infer([strips])
            features = self._body.get_output_tensor(0).data
            values = np.zeros((*features.shape[:2], CANDIDATES), np.float32)
            classes = np.ones(values.shape, np.int64)
            values[..., 0], classes[..., 0] = 1, BLANK
            read.append((values, classes))
            where = np.nonzero(features @ self._blank + self._bias < SURELY_BLANK)
            open_steps.append((where, features[where]))
        first = 0
        best = self._best([features for _, features in open_steps])
        for (values, classes), (where, features) in zip(read, open_steps, strict=True):
            last = first + len(features)
            values[where], classes[where] = best[0][first:last], best[1][first:last]
            first = last
        return read

    def _best(self, features: Sequence[Floats]) -> tuple[Floats, Indices]:
        """What the last layer makes of the features of some steps."""
        import numpy as np

        every = np.concatenate(features) if features else np.zeros((0, len(self._blank)), np.float32)
        values = np.zeros((len(every), CANDIDATES), np.float32)
        classes = np.zeros(values.shape, np.int64)
        first = 0
        while first < len(every):
            size = AT_ONCE if len(every) - first >= AT_ONCE else FEW_AT_ONCE
            chunk = np.zeros((size, every.shape[1]), np.float32)
            rows = every[first : first + size]
            chunk[: len(rows)] = rows
            self._last.infer([chunk])
            for kept, tensor in ((values, 0), (classes, 1)):
                kept[first : first + size] = self._last.get_output_tensor(tensor).data[: len(rows)]
            first += size
        return values, classes

    def chart(self, tensor: Floats) -> Floats:
        """See `extractors.ocr.ppocr.Runtime`."""
        if self._detector is None:
            self._detector = self._core.compile_model(weights(DETECTOR), "CPU", self._settings).create_infer_request()
        self._detector.infer([tensor])
        chart: Floats = self._detector.get_output_tensor().data[0, 0]
        return chart


@dataclass(frozen=True, slots=True)
class _Parts:
    """A recogniser in two: `body` gives the features of each step, `last` the best classes of some steps.

    `blank` and `bias` work out what the last layer says of "no character" alone.
    """

    body: Any
    last: Any
    blank: Floats
    bias: float


def _parted(model: Any) -> _Parts:
    """The recogniser parted before its last layer (matrix product, sum, softmax), the best classes chosen within."""
    import numpy as np
    import openvino
    from openvino import opset13

    added = model.outputs[0].get_node()
    while added.get_type_name() != "Add":
        added = added.input_value(0).get_node()
    product, bias = added.input_value(0).get_node(), added.input_value(1)
    features, matrix = product.input_value(0), product.input_value(1)
    steps = opset13.parameter([-1, matrix.get_partial_shape()[0].get_length()], np.float32)
    all_classes = opset13.add(opset13.matmul(steps, matrix, False, False), bias)
    chosen = opset13.topk(opset13.softmax(all_classes, 1), opset13.constant(np.int32(CANDIDATES)), 1, "max", "value")
    return _Parts(
        openvino.Model([features], model.get_parameters()),
        openvino.Model([chosen.output(0), chosen.output(1)], [steps]),
        np.array(matrix.get_node().data[:, BLANK], np.float32),
        float(bias.get_node().data.ravel()[BLANK]),
    )


def engine(threads: int | None = None) -> PPOCR:
    """The engine `rapidocr`. `threads`: how many to use, None = all that this process may."""
    return PPOCR("rapidocr", OpenVino(threads or threads_allowed()))
