"""What every recogniser of text must be able to do, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from extractors.page import Line

if TYPE_CHECKING:
    from extractors.page import Pixels

Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""The corners of a line of text in pixels: top left, top right, bottom right, bottom left, as the text runs."""


class Engine(Protocol):
    """A recogniser: finds lines of text in a picture and reads them.

    One engine a process, used from one thread at a time: engines keep scratch memory between calls.
    """

    name: str
    """The name users choose it by."""

    def recognise(self, crops: Sequence[Pixels]) -> list[Line]:
        """Reads each crop (BGR, one line of text, upright) and gives one `Line` a crop, in the order given.

        A line has one run; its glyphs carry for each character the probability, the alternatives (at least five
        where the engine knows them, `""` = no character here among them) and where in the crop it stands. A glyph
        with text `""` is none: it marks where a character may have been missed (its alternatives say which).
        A crop without text gives a line without runs.
        """
        ...

    def detect(self, pixels: Pixels) -> list[Quad]:
        """Finds the lines of text in a picture (BGR), from top to bottom, then left to right."""
        ...
