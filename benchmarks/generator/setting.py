"""Sets text and ticks into boxes of a page picture: wrapping, alignment, ink, pens. All lengths in points."""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from benchmarks.generator.layout import Paragraph
from benchmarks.generator.surface import Ink, Rectangle, Surface

TOKEN = re.compile(r"[A-Za-z0-9@._\-+/]+|.", re.DOTALL)
NOT_FIRST = "、，。；：）》”,.;)"
LEADING = 1.3


@dataclass(frozen=True, slots=True)
class TickStyle:
    """How options are ticked.

    `kind`: glyph ☑/□, overlay (√ set over □), stroke (tick by pen), cross, fill (■), beside (√ at the box), bare (√ at
    the chosen option, no boxes), circle (ring around the chosen option), struck (the others struck out).
    `suffix`: the box stands after its option, as on the official form.
    """

    kind: str = "glyph"
    suffix: bool = True
    colour: tuple[int, int, int] = (0, 0, 0)


TICK_KINDS = ("glyph", "overlay", "stroke", "cross", "fill", "beside", "bare", "circle", "struck")


def random_tick_style(rng: random.Random) -> TickStyle:
    """A way to tick."""
    kind = rng.choices(TICK_KINDS, (26, 18, 24, 6, 12, 6, 5, 2, 1))[0]
    colour = (
        rng.choice(((0, 0, 0), (20, 20, 90), (150, 20, 20)))
        if kind in ("stroke", "cross", "circle", "struck")
        else (0, 0, 0)
    )
    return TickStyle(kind, rng.random() < 0.75, colour)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or a tick box (`box` set to its state), with its advance."""

    text: str
    ink: Ink
    field: str
    advance: float
    box: bool | None = None
    decor: str = ""
    """circle: ringed together with its neighbours; struck: struck through."""


class Setter:
    """Sets paragraphs on a surface: printed text in one ink, values in another."""

    def __init__(self, surface: Surface, label: Ink, value: Ink, tick: TickStyle, rng: random.Random) -> None:
        self.surface = surface
        self.label, self.value, self.tick, self.rng = label, value, tick, rng
        self.special: dict[str, Ink] = {}

    def with_hand(self, fields: Iterable[str], ink: Ink) -> Setter:
        """The same, with these fields in an ink of their own."""
        other = Setter(self.surface, self.label, self.value, self.tick, self.rng)
        other.special = dict.fromkeys(fields, ink)
        return other

    def _glyph(self, character: str, ink: Ink, field: str) -> Glyph:
        return Glyph(character, ink, field, self.surface.advance(character, ink))

    def _option(self, text: str, field: str, chosen: bool) -> list[list[Glyph]]:
        word = [self._glyph(character, self.label, field if chosen else "") for character in text]
        size, kind = self.label.size, self.tick.kind
        box = Glyph("", self.label, field, size * 1.05, box=chosen)
        mark = self._glyph("√", self.value, field)
        if kind in ("circle", "struck"):
            decor = "circle" if chosen and kind == "circle" else "struck" if not chosen and kind == "struck" else ""
            word, ticks = [replace(glyph, decor=decor, field=field) for glyph in word], []
        elif kind == "bare":
            ticks = [mark] if chosen else []
        elif kind == "beside":
            ticks = [mark, replace(box, box=False)] if chosen else [box]
        else:
            ticks = [box]
        gap = self._glyph(" ", self.label, "")
        whole = [*word, *ticks, gap] if self.tick.suffix else [*ticks, *word, gap]
        return [whole]

    def _tokens(self, paragraph: Paragraph) -> list[list[Glyph]]:
        tokens: list[list[Glyph]] = []
        for piece in paragraph.pieces:
            if piece.chosen is not None:
                tokens += self._option(piece.text, piece.field, piece.chosen)
                continue
            ink = self.special.get(piece.field, self.value if piece.field else self.label)
            tokens += [
                [self._glyph(character, ink, piece.field) for character in token] for token in TOKEN.findall(piece.text)
            ]
        return tokens

    def lines(self, paragraph: Paragraph, width: float) -> list[list[Glyph]]:
        """The paragraph broken into lines of at most `width`."""
        lines: list[list[Glyph]] = [[]]
        used = 0.0
        for token in self._tokens(paragraph):
            length = sum(glyph.advance for glyph in token)
            pieces = [token] if length <= width else [[glyph] for glyph in token]
            for piece in pieces:
                length = sum(glyph.advance for glyph in piece)
                if used + length > width and lines[-1]:
                    carried = [lines[-1].pop()] if piece[0].text in NOT_FIRST and len(lines[-1]) > 1 else []
                    lines.append(carried)
                    used = sum(glyph.advance for glyph in carried)
                lines[-1] += piece
                used += length
        return lines

    def _leading(self, line: list[Glyph]) -> float:
        return LEADING * max((glyph.ink.size for glyph in line), default=self.label.size)

    def height(self, paragraphs: tuple[Paragraph, ...], width: float) -> float:
        """The height that the paragraphs need at this width."""
        return sum(self._leading(line) for paragraph in paragraphs for line in self.lines(paragraph, width))

    def draw(
        self, paragraphs: tuple[Paragraph, ...], box: Rectangle, *, middle: bool = True, spread: bool = False
    ) -> list[tuple[str, Rectangle]]:
        """Draws them into the box and gives the places (points) of what was filled in.

        `middle`: centred up and down; `spread`: first paragraph at the top, last at the bottom.
        """
        width = box[2] - box[0]
        spare = max(0.0, box[3] - box[1] - self.height(paragraphs, width))
        y = box[1] + (spare / 2 if middle and not spread else 0)
        places: list[tuple[str, Rectangle]] = []
        for number, paragraph in enumerate(paragraphs):
            if spread and number == len(paragraphs) - 1 and number:
                y += spare
            for line in self.lines(paragraph, width):
                length = sum(glyph.advance for glyph in line)
                shift = {"left": 0.0, "center": (width - length) / 2, "right": width - length}[paragraph.align]
                places += self._draw_line(line, box[0] + max(0.0, shift), y)
                self._draw_decor(line, box[0] + max(0.0, shift), y)
                y += self._leading(line)
        return places

    def _draw_line(self, line: list[Glyph], x: float, y: float) -> list[tuple[str, Rectangle]]:
        places = []
        leading = self._leading(line)
        for (ink, is_box), group in itertools.groupby(line, lambda glyph: (glyph.ink, glyph.box is not None)):
            glyphs = list(group)
            top = y + (leading - ink.size) / 2
            if not is_box:
                self.surface.text("".join(glyph.text for glyph in glyphs), ink, x, top + ink.size * 0.87)
            for glyph in glyphs:
                if glyph.box is not None:
                    self._draw_box(x, top, ink.size, chosen=glyph.box)
                if glyph.field and not glyph.text.isspace():
                    places.append((glyph.field, (x, top, x + glyph.advance, top + ink.size)))
                x += glyph.advance
        return places

    def _draw_decor(self, line: list[Glyph], x: float, y: float) -> None:
        for decor, group in itertools.groupby(line, lambda glyph: glyph.decor):
            glyphs = list(group)
            end = x + sum(glyph.advance for glyph in glyphs)
            middle, size = y + self._leading(line) / 2, glyphs[0].ink.size
            if decor == "struck":
                self.surface.line([(x, middle), (end, middle + self.rng.gauss(0, 0.5))], self.tick.colour, 0.9)
            elif decor == "circle":
                turns = [2 * math.pi * step / 40 for step in range(43)]
                width, height = (end - x) / 2 + size * 0.3, size * 0.68
                ring = [((x + end) / 2 + width * math.cos(t), middle + height * math.sin(t)) for t in turns]
                self.surface.line(ring, self.tick.colour, 0.9)
            x = end

    def _draw_box(self, x: float, top: float, size: float, *, chosen: bool) -> None:
        edge = size * 0.74
        x0, y0 = x + size * 0.13, top + size * 0.16
        filled = chosen and self.tick.kind == "fill"
        self.surface.square((x0, y0, x0 + edge, y0 + edge), 0.55, filled=filled)
        if not chosen or filled:
            return
        if self.tick.kind == "overlay":
            width = self.surface.advance("√", self.value)
            self.surface.text("√", self.value, x0 + (edge - width) / 2, top + size * 0.87)
        elif self.tick.kind == "cross":
            self._stroke(((0.0, 0.05), (1.0, 0.95)), x0, y0, edge, 0.08)
            self._stroke(((1.0, 0.0), (0.0, 1.0)), x0, y0, edge, 0.08)
        elif self.tick.kind == "stroke":
            reach = self.rng.uniform(1.0, 1.5)
            corners = ((0.05, 0.5), (0.38, 0.9), (reach, -0.25 * reach))
            self._stroke(corners, x0, y0, edge, 0.12)
        else:
            self._stroke(((0.18, 0.5), (0.42, 0.78), (0.84, 0.2)), x0, y0, edge, 0.0)

    def _stroke(self, corners: tuple[tuple[float, float], ...], x: float, y: float, edge: float, shake: float) -> None:
        shaken = [(u + self.rng.gauss(0, shake), v + self.rng.gauss(0, shake)) for u, v in corners]
        self.surface.line([(x + u * edge, y + v * edge) for u, v in shaken], self.tick.colour, 0.9)
