"""The engines by the names that users choose them by. A new engine is one module and one line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType

from extractors.errors import MissingTool
from extractors.ocr.protocol import Engine

DEFAULT = "rapidocr"
MODULES = MappingProxyType(
    {
        "rapidocr": "extractors.ocr.openvino",
        "rapidocr-onnx": "extractors.ocr.onnx",
        "paddleocr": "extractors.ocr.paddle",
    }
)
"""Name → module with a function `engine(threads)`; imported only when the engine is asked for."""
EXTRAS = MappingProxyType({"rapidocr-onnx": ("onnxruntime", "onnx"), "paddleocr": ("paddleocr", "paddleocr")})
"""Engines that the plain installation lacks: the package that they need, and the extra that brings it."""


def remedy(name: str) -> str | None:
    """The command that installs what the engine lacks; None where it lacks nothing."""
    package, extra = EXTRAS.get(name, ("", ""))
    if not package or find_spec(package):
        return None
    return f"pip install 'cqo-registry[{extra}]'"


@cache
def engine(name: str = DEFAULT, threads: int | None = None) -> Engine:
    """The engine of that name, made once a process. Raises ValueError (no such engine) or MissingTool (not installed).

    `threads`: how many to use, None = all that this process may.
    """
    if name not in MODULES:
        raise ValueError(f"no such OCR engine: {name}; there are {', '.join(MODULES)}")
    command = remedy(name)
    if command:
        raise MissingTool(f"没有安装文字识别引擎 {name}，请管理员用 {command} 安装。")
    made: Engine = import_module(MODULES[name]).engine(threads)
    return made
