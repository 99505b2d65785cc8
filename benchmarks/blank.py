"""An OCR engine that sees nothing: pages that are pictures go their whole way fast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.ocr.protocol import Engine, Quad
from extractors.page import Line

if TYPE_CHECKING:
    from extractors.page import Pixels

NAME = "blank"


class Blank:
    """Finds no text anywhere."""

    name = NAME

    def recognise(self, crops: Sequence[Pixels]) -> list[Line]:
        """A line without runs for each crop."""
        return [Line(()) for _ in crops]

    def detect(self, pixels: Pixels) -> list[Quad]:  # noqa: ARG002 - as every engine has it
        """No lines."""
        return []


def engine(threads: int | None = None) -> Engine:  # noqa: ARG001 - as every engine has it
    """The engine."""
    return Blank()


def register() -> None:
    """Make it known to this process by its name, `blank`."""
    from types import MappingProxyType

    from extractors.ocr import engines

    engines.MODULES = MappingProxyType({**engines.MODULES, NAME: __name__})
