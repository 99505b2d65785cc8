"""What lies on a page with positions, before it is put together: characters, painted paths, pictures, notes.

Every kind of file with positioned text is brought to a `Layer`. Places are in points (1/72 inch), y down, as the page
is displayed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layer.marks import Mark
from extractors.layer.strokes import Colour, Point, Stroke
from extractors.page import Box, Likeness, Page

if TYPE_CHECKING:
    from extractors.page import Pixels

Rect = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character (or what one glyph stands for): its text, the name of its font, its edges, the font's size.

    `baseline`: None where it is not level. `colour`: empty where it cannot be told from numbers. `turned`: neither
    level nor upright. `unseen`: it cannot be seen, though those beside it can: cut off by the edge of its field.
    """

    text: str
    font: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    baseline: float | None = None
    colour: Colour = (0.0,)
    turned: bool = False
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A painted path: its corners, curves among them in short straight pieces, and its edges.

    `stroke`, `fill`: the colours that it is drawn and filled with, None where it is not. `rectangle`: it is one, along
    the edges of the page. `closed`: it was closed, not just drawn back to its start.
    """

    corners: tuple[Point, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    stroke: Colour | None = None
    fill: Colour | None = None
    rectangle: bool = False
    closed: bool = False

    @property
    def box(self) -> Rect:
        """Its edges."""
        return self.x0, self.top, self.x1, self.bottom


@dataclass
class Notes:
    """What annotations add to a page: characters and ticks, strokes of ink, and places of stamps or signatures.

    `known`: the places of those that are seen on the page by what `marks` say of them.
    """

    marks: list[Mark] = field(default_factory=list)
    ink: list[Stroke] = field(default_factory=list)
    struck: list[Rect] = field(default_factory=list)
    stamps: list[Rect] = field(default_factory=list)
    known: list[Rect] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture by its edges."""

    likeness: Likeness
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Layer:
    """A page: its visible part, and what lies on it, each in the order painted; `images` are places of pictures."""

    frame: Rect
    chars: tuple[Char, ...] = ()
    paths: tuple[Path, ...] = ()
    images: tuple[Rect, ...] = ()
    notes: Notes = field(default_factory=Notes)


@dataclass(frozen=True, slots=True, eq=False)
class PageToRead:
    """A page whose text must be read from its picture. `number` from 1, `pixels` BGR as displayed, `dpi` as drawn."""

    number: int
    pixels: Pixels
    dpi: float


@dataclass(frozen=True, slots=True, eq=False)
class PageToComplete:
    """A page whose text can be trusted but for some `places` (fractions of it), to be read from its `picture`."""

    page: Page
    picture: PageToRead
    places: tuple[Box, ...]
