"""Writes 附件1 and 附件2 as PDFs with a text layer: fonts embedded or built in, lines and tick boxes as vectors.

A scanned PDF is a drawn page saved by `files.save_scan`.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.generator.draw import DrawStyle, Pictures, filing_on, lay, page_size, pictures_on, random_style
from benchmarks.generator.fonts import FACES, NoFontError, font_path
from benchmarks.generator.layout import Layout
from benchmarks.generator.otherforms import make_other_form
from benchmarks.generator.summary import make_summary_layout
from benchmarks.generator.surface import Colour, Ink, Point, Rectangle
from benchmarks.generator.truth import SummaryTruth, Truth

EMBEDDED = ("gb-song", "gb-kai", "ming-song", "ukai-kai", "zen-hei", "micro-hei")
"""The faces that can be embedded: those with TrueType outlines."""
BUILT_IN = "STSong-Light"
"""A font that Adobe's readers bring along: nothing is embedded, characters are coded by GB."""


@dataclass(frozen=True, slots=True)
class PdfStyle:
    """How a PDF is made. `draw` gives layout, sizes and ticks; `text_boxes`: tick boxes are characters, not vectors."""

    draw: DrawStyle = field(default_factory=DrawStyle)
    text_boxes: bool = False


def random_pdf_style(rng: random.Random, half: str = "develop") -> PdfStyle:
    """A way of making a PDF."""
    faces = [name for name in EMBEDDED if FACES[name].half == half and font_path(FACES[name].file)]
    style = random_style(rng, half)
    label, value = rng.choice([*faces, BUILT_IN]), rng.choice([*faces, BUILT_IN])
    style = replace(style, label_face=label, value_face=value, title_face=label, jitter=0.0, hand_dates=False)
    return PdfStyle(style, text_boxes=rng.random() < 0.5)


@cache
def _font(name: str) -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if name == BUILT_IN:
        font = UnicodeCIDFont(BUILT_IN)
    else:
        path = font_path(FACES[name].file)
        if path is None:
            raise NoFontError(f"{FACES[name].file} is not installed")
        font = TTFont(name, str(path), subfontIndex=FACES[name].index)
    pdfmetrics.registerFont(font)
    return font


def _has(name: str, character: str) -> bool:
    if name == BUILT_IN:
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            return False
        return True
    return ord(character) in _font(name).face.charToGlyph


@cache
def _face_for(name: str, character: str) -> str:
    for face in (name, *(face for face in EMBEDDED if font_path(FACES[face].file))):
        if _has(face, character):
            return face
    raise NoFontError(f"no embeddable font has U+{ord(character):04X}")


class PdfSurface:
    """A page of a PDF being written."""

    scale = 150 / 72

    def __init__(self, canvas: Any, size: Point, *, text_boxes: bool) -> None:
        self.canvas, self.text_boxes = canvas, text_boxes
        self.width, self.height = size

    def advance(self, character: str, ink: Ink) -> float:
        """The width of a character in the font that has it."""
        face = _face_for(ink.face, character)
        return float(_font(face).stringWidth(character, ink.size))

    def text(self, text: str, ink: Ink, x: float, baseline: float) -> None:
        """Text on one line, in one string a font."""
        self.canvas.setFillColorRGB(*(channel / 255 for channel in ink.colour))
        for face, group in groupby(text, lambda character: _face_for(ink.face, character)):
            piece = "".join(group)
            self.canvas.setFont(_font(face).fontName, ink.size)
            self.canvas.drawString(x, self.height - baseline, piece)
            x += sum(self.advance(character, ink) for character in piece)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through these points."""
        self.canvas.setStrokeColorRGB(*(channel / 255 for channel in colour))
        self.canvas.setLineWidth(width)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        self.canvas.drawPath(path)

    def square(self, box: Rectangle, width: float, *, filled: bool) -> None:
        """A tick box, as a character or as a vector."""
        edge = box[2] - box[0]
        if self.text_boxes:
            size = edge / 0.74
            self.text("■" if filled else "□", Ink("gb-song", size), box[0] - size * 0.13, box[1] + size * 0.71)
            return
        self.canvas.setStrokeColorRGB(0, 0, 0)
        self.canvas.setFillColorRGB(0, 0, 0)
        self.canvas.setLineWidth(width)
        self.canvas.rect(box[0], self.height - box[3], edge, edge, stroke=1, fill=int(filled))

    def picture(self, image: Image.Image, box: Rectangle) -> None:
        """A picture; an alpha channel becomes a mask."""
        from reportlab.lib.utils import ImageReader

        if image.mode == "RGB":
            packed = io.BytesIO()
            image.save(packed, "JPEG", quality=75)
            packed.seek(0)
            image = Image.open(packed)
        size = (box[2] - box[0], box[3] - box[1])
        self.canvas.drawImage(ImageReader(image), box[0], self.height - box[3], *size, mask="auto")


def _write(
    pages: Sequence[tuple[Layout, Pictures]], style: PdfStyle, path: Path, rng: random.Random
) -> list[dict[str, Rectangle]]:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    boxes = []
    for layout, pictures in pages:
        size = page_size(layout)
        canvas.setPageSize(size)
        surface = PdfSurface(canvas, size, text_boxes=style.text_boxes)
        boxes.append(lay(surface, layout, pictures, style.draw, rng).boxes)
        canvas.showPage()
    canvas.save()
    return boxes


def write_filings(
    truths: Sequence[Truth], style: PdfStyle, path: Path, rng: random.Random
) -> list[dict[str, Rectangle]]:
    """A PDF of one or more filings, a page each; gives for each where its values are, in fractions of its page."""
    return _write([filing_on(truth, style.draw, rng) for truth in truths], style, path, rng)


def write_filing(truth: Truth, style: PdfStyle, path: Path, rng: random.Random) -> dict[str, Rectangle]:
    """A PDF of one filing; gives where its values are, in fractions of the page."""
    return write_filings((truth,), style, path, rng)[0]


def write_summary(truth: SummaryTruth, style: PdfStyle, path: Path, rng: random.Random) -> dict[str, Rectangle]:
    """A PDF of a summary; gives where its values are, in fractions of the page."""
    return _write([(make_summary_layout(truth), Pictures(False, ""))], style, path, rng)[0]


def write_other_form(truth: Truth, style: PdfStyle, path: Path, rng: random.Random) -> Truth:
    """A PDF of a filing on a form of no known layout; gives its truth there (fields it lacks are blank)."""
    form = make_other_form(truth, rng)
    _write([(form.layout, pictures_on(form.truth))], style, path, rng)
    return form.truth
