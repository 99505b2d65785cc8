"""Which OCR engines a run of the tests is to cover: those named in CQO_ENGINES, or all there are."""

from __future__ import annotations

import os

import pytest

from extractors.ocr import engines
from extractors.ocr.protocol import Engine


def covered() -> list[str]:
    """The names, in order. One environment cannot hold all engines: CI covers each in the environment that has it."""
    return sorted(os.environ.get("CQO_ENGINES", "").split() or engines.MODULES)


def made(name: str) -> Engine:
    """The engine; skips the test where it is not installed, with the remedy."""
    command = engines.remedy(name)
    if command:
        pytest.skip(f"needs the engine {name}, in an environment of its own: {command}")
    return engines.engine(name)
