"""PP-OCR run by OpenVINO: the default engine, about three times as fast on CPUs as ONNX Runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.ocr.ppocr import DETECTOR, PPOCR, RECOGNISER, classes_of, threads_allowed, weights

if TYPE_CHECKING:
    from extractors.ocr.ctc import Floats, Indices

PREPARED = "8192"
"""How much OpenVINO keeps of what it prepared for each layer and shape of input: enough for all shapes of `strips`."""
CANDIDATES = 8
"""How many classes a step are taken out of the network."""


class OpenVino:
    """The networks compiled for the CPU; the detector only when it is first needed."""

    def __init__(self, threads: int) -> None:
        import openvino

        self._core = openvino.Core()
        self._settings = {"INFERENCE_NUM_THREADS": threads, "CPU_RUNTIME_CACHE_CAPACITY": PREPARED}
        model = self._core.read_model(weights(RECOGNISER))
        self.characters = classes_of(model.get_rt_info()["framework"]["character"].value)
        self._recogniser = self._core.compile_model(_with_best_only(model), "CPU", self._settings)
        self._request = self._recogniser.create_infer_request()
        self._detector: Any = None

    def steps(self, strips: Floats) -> tuple[Floats, Indices]:
        """See `extractors.ocr.ppocr.Runtime`."""
        self._request.infer([strips])
        return self._request.get_output_tensor(0).data, self._request.get_output_tensor(1).data

    def chart(self, tensor: Floats) -> Floats:
        """See `extractors.ocr.ppocr.Runtime`."""
        if self._detector is None:
            self._detector = self._core.compile_model(weights(DETECTOR), "CPU", self._settings).create_infer_request()
        self._detector.infer([tensor])
        chart: Floats = self._detector.get_output_tensor().data[0, 0]
        return chart


def _with_best_only(model: Any) -> Any:
    """The recogniser with the choice of the best classes built in: copying all 18,710 out costs more than reading."""
    import numpy as np
    import openvino
    from openvino import opset13

    all_classes = model.outputs[0].get_node().input_value(0)
    best = opset13.topk(all_classes, opset13.constant(np.int32(CANDIDATES)), 2, "max", "value")
    return openvino.Model([best.output(0), best.output(1)], model.get_parameters())


def engine(threads: int | None = None) -> PPOCR:
    """The engine `rapidocr`. `threads`: how many to use, None = all that this process may."""
    return PPOCR("rapidocr", OpenVino(threads or threads_allowed()))
