"""What a page is drawn on: pixels here, a PDF in `pdf`. All lengths in points, origin top left."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import Image, ImageChops, ImageDraw

from benchmarks.generator.fonts import font_for

Rectangle = tuple[float, float, float, float]
Point = tuple[float, float]
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """Face, size in points, colour, and how shaky the hand is (0 = printed)."""

    face: str
    size: float
    colour: Colour = (0, 0, 0)
    jitter: float = 0.0


class Surface(Protocol):
    """A page to draw on. `scale`: pixels a point that pictures should have."""

    width: float
    height: float
    scale: float

    def advance(self, character: str, ink: Ink) -> float:
        """The width of a character."""

    def text(self, text: str, ink: Ink, x: float, baseline: float) -> None:
        """Text on one line."""

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through these points."""

    def square(self, box: Rectangle, width: float, *, filled: bool) -> None:
        """A tick box."""

    def picture(self, image: Image.Image, box: Rectangle) -> None:
        """A picture; one with an alpha channel is laid over what is there, as ink is."""


class PixelSurface:
    """A page of pixels; `image` is RGB."""

    def __init__(self, size: Point, dpi: int, rng: random.Random) -> None:
        self.width, self.height = size
        self.scale = dpi / 72
        self.image = Image.new("RGB", (round(size[0] * self.scale), round(size[1] * self.scale)), (255, 255, 255))
        self.pen = ImageDraw.Draw(self.image)
        self.rng = rng

    def _pixels(self, size: float) -> int:
        return max(4, round(size * self.scale))

    def advance(self, character: str, ink: Ink) -> float:
        """The width of a character in the font that has it."""
        return font_for(ink.face, character, self._pixels(ink.size)).getlength(character) / self.scale

    def text(self, text: str, ink: Ink, x: float, baseline: float) -> None:
        """Text on one line, by a shaky hand where the ink says so."""
        for character in text:
            if not character.isspace():
                self._character(character, ink, x, baseline)
            x += self.advance(character, ink)

    def _character(self, character: str, ink: Ink, x: float, baseline: float) -> None:
        if ink.jitter < 0.3:
            font = font_for(ink.face, character, self._pixels(ink.size))
            self.pen.text((x * self.scale, baseline * self.scale), character, font=font, fill=ink.colour, anchor="ls")
            return
        size = ink.size * (1 + self.rng.gauss(0, 0.05) * ink.jitter)
        wobble = ink.jitter * ink.size * 0.05
        side = round(size * self.scale * 2)
        tile = Image.new("L", (side, side), 0)
        font = font_for(ink.face, character, self._pixels(size))
        ImageDraw.Draw(tile).text((side / 4, side * 0.7), character, font=font, fill=255, anchor="ls")
        tile = tile.rotate(self.rng.gauss(0, 4) * ink.jitter, resample=Image.Resampling.BICUBIC)
        left = (x + self.rng.gauss(0, wobble)) * self.scale - side / 4
        top = (baseline + self.rng.gauss(0, wobble)) * self.scale - side * 0.7
        self.image.paste(Image.new("RGB", (side, side), ink.colour), (round(left), round(top)), tile)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through these points, at least a pixel wide."""
        places = [(round(x * self.scale), round(y * self.scale)) for x, y in points]
        self.pen.line(places, fill=colour, width=max(1, round(width * self.scale)), joint="curve")

    def square(self, box: Rectangle, width: float, *, filled: bool) -> None:
        """A tick box."""
        x0, y0, x1, y1 = (round(edge * self.scale) for edge in box)
        fill = (0, 0, 0) if filled else None
        self.pen.rectangle((x0, y0, x1, y1), outline=(0, 0, 0), width=max(1, round(width * self.scale)), fill=fill)

    def picture(self, image: Image.Image, box: Rectangle) -> None:
        """A picture; one with an alpha channel darkens what is there, as a stamp does."""
        x0, y0, x1, y1 = (round(edge * self.scale) for edge in box)
        image = image.resize((max(1, x1 - x0), max(1, y1 - y0)))
        if image.mode == "RGBA":
            stamp = Image.new("RGB", image.size, (255, 255, 255))
            stamp.paste(image.convert("RGB"), (0, 0), image.getchannel("A"))
            under = self.image.crop((x0, y0, x0 + stamp.width, y0 + stamp.height))
            image = ImageChops.multiply(under, stamp)
        self.image.paste(image, (x0, y0))
