"""The engines by the names that users choose them by. A new engine is one module and one line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import MappingProxyType

from extractors.ocr.protocol import Engine

DEFAULT = "rapidocr"
MODULES = MappingProxyType(
    {
        "rapidocr": "extractors.ocr.openvino",
        "rapidocr-onnx": "extractors.ocr.onnx",
    }
)
"""Name → module with a function `engine(threads)`; imported only when the engine is asked for."""


@cache
def engine(name: str = DEFAULT, threads: int | None = None) -> Engine:
    """The engine of that name, made once a process. Raises ValueError (no such engine) or MissingTool (not installed).

    `threads`: how many to use, None = all that this process may.
    """
    if name not in MODULES:
        raise ValueError(f"no such OCR engine: {name}; there are {', '.join(MODULES)}")
    made: Engine = import_module(MODULES[name]).engine(threads)
    return made
