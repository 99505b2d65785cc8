"""`Page`: what lies on one page or sheet, in the one shape that every kind of file is brought to.

Word, PDF and scan meet here; whoever reads a `Page` cannot tell, and need not know, where it came from.
Coordinates are fractions of the page as received, origin top left. Everything is frozen: it crosses processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]


class Tick(StrEnum):
    """The state of a tick box or tick mark."""

    CHECKED = "checked"
    """A box with a tick, a cross or a filling in it: ☑ ☒ ■."""
    UNCHECKED = "unchecked"
    """An empty box: □ ☐ ○."""
    MARK = "mark"
    """A tick without a box: √ ✓; it chooses the option it stands at, or the empty box beside it."""
    CROSS = "cross"
    """A cross without a box: × ✗; chosen or refused, only the other options can tell."""
    UNKNOWN = "unknown"
    """A box whose state was lost or cannot be seen."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the page, 0 to 1, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `page` (from 1) with `box`, or in Word and sheets `table`, `row`, `column` (from 1)."""

    page: int
    box: Box | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as a recogniser saw it.

    `confidence` 0 to 1; `alternatives` other characters with their probability, best first (the chosen one is not
    among them, `""` means "no character here"); `x0`, `x1` in fractions of the width of its line's crop.
    """

    text: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()
    x0: float = 0.0
    x1: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line, all of one kind: text, or one tick box.

    A tick box has `tick` set and `text` its glyph as it stood or its nearest Unicode likeness (`☑`, `□`, `√`).
    `glyphs` is empty where the text was not recognised from a picture. `struck`: struck through (an option so marked
    is refused). `inserted_pinyin` is never removed here: text is as it stands.
    """

    text: str
    tick: Tick | None = None
    struck: bool = False
    underlined: bool = False
    bold: bool = False
    boxed: bool = False
    """Framed or circled: a way to choose an option."""
    placeholder: bool = False
    """The prompt text of an empty content control or form field: not something anyone wrote."""
    confidence: float = 1.0
    glyphs: tuple[Glyph, ...] = ()
    problem: str | None = None
    """What is known to be wrong with it before anyone asks what it means: a code of `normalizers.problems`."""


def part_of(run: Run, start: int, end: int) -> Run:
    """A run cut to the characters from `start` to before `end`, its glyphs along with them.

    What the characters cut off took from the run's confidence is given back.
    """
    glyphs: list[Glyph] = []
    at = 0
    for glyph in run.glyphs:
        if start <= at < end or (not glyph.text and start < at < end):
            glyphs.append(glyph)
        at += len(glyph.text)
    whole, kept = _together(run.glyphs), _together(glyphs)
    confidence = min(1.0, run.confidence * kept / whole) if whole > 0 else run.confidence
    return replace(run, text=run.text[start:end], glyphs=tuple(glyphs), confidence=confidence)


def _together(glyphs: Iterable[Glyph]) -> float:
    return prod(glyph.confidence for glyph in glyphs if glyph.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph. `place` is its own, where known.

    `upright`: where it stands in fractions of the upright picture (`PageImage`) it was read from; `place` cannot say
    that: on the page as received a long line may lie aslant, and the box around it holds its neighbours too.
    """

    runs: tuple[Run, ...]
    place: Place | None = None
    upright: Box | None = None

    @property
    def text(self) -> str:
        """All that stands in the line but prompts of empty controls."""
        return "".join(run.text for run in self.runs if not run.placeholder)


class Likeness(StrEnum):
    """What a picture on the page looks like."""

    PORTRAIT = "portrait"
    SEAL = "seal"
    PAGE = "page"
    """It fills the page or a large part of it: a scan laid into a document."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page (not its pixels). `width`, `height` in points (1/72 inch), 0 where unknown."""

    likeness: Likeness
    place: Place | None = None
    width: float = 0.0
    height: float = 0.0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `row`, `column` of its top left corner counted from 0, spans at least 1."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    lines: tuple[Line, ...] = ()
    pictures: tuple[Picture, ...] = ()
    place: Place | None = None

    @property
    def text(self) -> str:
        """Its lines, joined by line ends."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of `rows` × `columns`; each grid position is covered by at most one cell."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside of tables, in reading order. `margin`: in a header, footer or note of the page."""

    lines: tuple[Line, ...]
    margin: bool = False

    @property
    def text(self) -> str:
        """Its lines, joined by line ends."""
        return "\n".join(line.text for line in self.lines)


class Origin(StrEnum):
    """How the text of a page was come by."""

    WORD = "word"
    SHEET = "sheet"
    TEXT_LAYER = "text-layer"
    """Positioned text of a PDF or OFD."""
    RECOGNISED = "recognised"
    """Read by OCR from a picture."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """The upright picture a page was read from. `pixels` BGR, H × W × 3; `dpi` as guessed.

    `to_received`: 3 × 3 homography, row-major, from fractions of the upright picture to fractions of the received page.
    """

    pixels: Pixels
    dpi: float
    to_received: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """One page (a Word document or a sheet is one page). `number` counts from 1 in the received file.

    `blocks` are in reading order; `pictures` those outside of tables. `shows_ink`: true where a seal would be
    seen if there were one (PDF, scan), false for Word and sheets. `image` only where `origin` is RECOGNISED.
    """

    number: int
    origin: Origin
    blocks: tuple[Paragraph | Table, ...]
    pictures: tuple[Picture, ...] = ()
    shows_ink: bool = False
    image: PageImage | None = field(default=None, compare=False, repr=False)

    @property
    def tables(self) -> Iterator[Table]:
        """The tables among its blocks, in order."""
        return (block for block in self.blocks if isinstance(block, Table))
