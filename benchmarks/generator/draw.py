"""Draws a filled-in 附件1 as a picture of its page, and tells where each value stands."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field

from PIL import Image

from benchmarks.generator.fonts import choose_face
from benchmarks.generator.layout import Cell, FormStyle, Layout, Paragraph, Piece, make_layout, random_form_style
from benchmarks.generator.otherforms import make_other_form
from benchmarks.generator.pictures import place_portrait, stamp_seal
from benchmarks.generator.setting import Setter, TickStyle, random_tick_style
from benchmarks.generator.summary import make_summary_layout
from benchmarks.generator.surface import Ink, PixelSurface, Rectangle, Surface
from benchmarks.generator.truth import SummaryTruth, Truth

A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class DrawStyle:
    """How a page is printed and filled in. Sizes in points, faces by name (`fonts.FACES`)."""

    dpi: int = 200
    form: FormStyle = field(default_factory=FormStyle)
    title_face: str = "noto-hei"
    label_face: str = "noto-song"
    value_face: str = "gb-kai"
    seal_face: str = "noto-song"
    label_size: float = 11.0
    value_size: float = 11.0
    line: float = 0.6
    margin: float = 56.0
    tick: TickStyle = field(default_factory=TickStyle)
    colour: tuple[int, int, int] = (0, 0, 0)
    jitter: float = 0.0
    hand_dates: bool = False
    thick_frame: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page: `image` RGB; `boxes` where each value's ink is, `cells` where its cell is, as fractions of the page."""

    image: Image.Image
    boxes: dict[str, Rectangle]
    cells: dict[str, Rectangle]
    dpi: int


def random_style(rng: random.Random, half: str = "develop", dpi: int = 200) -> DrawStyle:
    """A style of the half (`develop`, `held_out`)."""
    by_hand = rng.random() < 0.2
    return DrawStyle(
        dpi=dpi,
        form=random_form_style(rng),
        title_face=choose_face(rng, half, bold=True),
        label_face=choose_face(rng, half),
        value_face=choose_face(rng, half),
        seal_face=choose_face(rng, half),
        label_size=rng.choice((9.0, 10.0, 10.5, 11.0, 12.0)),
        value_size=rng.choice((9.0, 10.0, 10.5, 11.0, 12.0, 14.0)),
        line=rng.choice((0.4, 0.6, 0.8, 1.1)),
        margin=rng.uniform(38, 70),
        tick=random_tick_style(rng),
        colour=rng.choice(((0, 0, 0), (0, 0, 0), (25, 25, 30), (20, 30, 120), (10, 20, 70))),
        jitter=rng.uniform(0.4, 1.0) if by_hand else 0.0,
        hand_dates=rng.random() < 0.4,
        thick_frame=rng.random() < 0.2,
    )


class _Page:
    """A page being drawn, and where its values are, in fractions of it."""

    def __init__(self, surface: Surface, style: DrawStyle, rng: random.Random) -> None:
        self.surface, self.style, self.rng = surface, style, rng
        self.width, self.height = surface.width, surface.height
        self.boxes: dict[str, Rectangle] = {}
        self.cells: dict[str, Rectangle] = {}

    def fraction(self, box: Rectangle) -> Rectangle:
        """Points to fractions of the page, cut at its edges."""
        x0, y0, x1, y1 = box[0] / self.width, box[1] / self.height, box[2] / self.width, box[3] / self.height
        return (max(x0, 0.0), max(y0, 0.0), min(x1, 1.0), min(y1, 1.0))

    def found(self, name: str, box: Rectangle) -> None:
        """Widens the place of a value by a box in points."""
        x0, y0, x1, y1 = self.fraction(box)
        old = self.boxes.get(name, (x0, y0, x1, y1))
        self.boxes[name] = (min(old[0], x0), min(old[1], y0), max(old[2], x1), max(old[3], y1))

    def setter(self, label: Ink, value: Ink) -> Setter:
        return Setter(self.surface, label, value, self.style.tick, self.rng)

    def rectangle(self, box: Rectangle, width: float) -> None:
        x0, y0, x1, y1 = box
        self.surface.line(((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)), (0, 0, 0), width)


def _inks(style: DrawStyle, shrink: float) -> tuple[Ink, Ink]:
    label = Ink(style.label_face, style.label_size * shrink)
    value = Ink(style.value_face, style.value_size * shrink, style.colour, style.jitter)
    return label, value


def _set_cell(setter: Setter, cell: Cell, width: float) -> float:
    return setter.height(cell.paragraphs, width * (cell.x1 - cell.x0) - 6)


def _row_heights(layout: Layout, setter: Setter, width: float, rng: random.Random) -> list[float]:
    least = [setter.value.size * 1.9 + rng.uniform(0, 4)] * layout.rows
    for cell in layout.cells:
        if cell.kind != "photo" and cell.row_span == 1:
            least[cell.row] = max(least[cell.row], _set_cell(setter, cell, width) + 6)
    for cell in layout.cells:
        if cell.kind == "opinion":
            least[cell.row] = max(least[cell.row], 78)
        elif cell.kind == "photo":
            rows = slice(cell.row, cell.row + cell.row_span)
            lacking = max(0.0, 88 - sum(least[rows]))
            least[rows] = [height + lacking / cell.row_span for height in least[rows]]
    return least


def _spread(heights: list[float], layout: Layout, spare: float, rng: random.Random) -> list[float]:
    shares = [rng.uniform(0.1, 1.0) for _ in heights]
    for cell in layout.cells:
        if "resume" in cell.fields:
            shares[cell.row] += len(heights) * 0.6
    total = sum(shares)
    spare *= rng.uniform(0.55, 0.95)
    return [height + spare * share / total for height, share in zip(heights, shares, strict=True)]


def _fit(layout: Layout, style: DrawStyle, room: float, page: _Page) -> tuple[Setter, list[float]]:
    width = page.width - 2 * style.margin
    state = page.rng.getstate()
    for step in range(14):
        page.rng.setstate(state)
        setter = page.setter(*_inks(style, 1 - 0.04 * step))
        heights = _row_heights(layout, setter, width, page.rng)
        if sum(heights) <= room:
            return setter, _spread(heights, layout, room - sum(heights), page.rng)
    raise ValueError("the form does not fit on a page")


def _draw_head(page: _Page, layout: Layout, setter: Setter) -> float:
    style, y = page.style, page.style.margin * 0.8
    if layout.heading:
        heading = page.setter(Ink(style.label_face, 12), setter.value)
        heading.draw(
            (Paragraph((Piece(layout.heading),), "left"),), (style.margin, y, page.width - style.margin, y + 18)
        )
        y += 20
    title = page.setter(Ink(style.title_face, 18), setter.value)
    title.draw((Paragraph((Piece(layout.title),)),), (style.margin, y, page.width - style.margin, y + 30))
    y += 34
    for head in (layout.head_left, layout.head):
        if head is not None:
            for name, box in setter.draw((head,), (style.margin + 4, y, page.width - style.margin - 10, y + 18)):
                page.found(name, box)
    return y + 22


def _draw_notes(page: _Page, layout: Layout, y: float) -> None:
    style = page.style
    room = page.height - 18 - y
    for size in (8.5, 7.5, 6.5, 5.5):
        ink = Ink(style.label_face, size)
        notes = page.setter(ink, ink)
        lines = tuple(Paragraph((Piece(note),), "left") for note in layout.notes)
        height = notes.height(lines, page.width - 2 * style.margin)
        if height <= room:
            notes.draw(lines, (style.margin, y, page.width - style.margin, y + height))
            return


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is glued and stamped on a page: a portrait, a seal with this text ("" = none)."""

    portrait: bool
    seal: str


def _draw_cell(page: _Page, setter: Setter, cell: Cell, box: Rectangle, pictures: Pictures) -> None:
    page.rectangle(box, page.style.line)
    inner = (box[0] + 3, box[1] + 2, box[2] - 3, box[3] - 2)
    for name in cell.fields:
        page.cells[name] = page.fraction(box)
    if cell.kind == "photo" and pictures.portrait:
        page.found("photo", place_portrait(page.surface, inner, page.rng))
        return
    middle = "resume" not in cell.fields
    for name, ink in setter.draw(cell.paragraphs, inner, middle=middle, spread=cell.kind == "opinion"):
        page.found(name, ink)
    if cell.kind == "opinion" and pictures.seal:
        page.found("seal", stamp_seal(page.surface, box, pictures.seal, page.style.seal_face, page.rng))


def page_size(layout: Layout) -> tuple[float, float]:
    """Width and height of its page in points."""
    return (A4[1], A4[0]) if layout.landscape else A4


def lay(surface: Surface, layout: Layout, pictures: Pictures, style: DrawStyle, rng: random.Random) -> _Page:
    """Lays a form out on a surface of its page's size. Raises ValueError where it does not fit."""
    page = _Page(surface, style, rng)
    width = page.width - 2 * style.margin
    head_height = style.margin * 0.8 + (20 if layout.heading else 0) + 56
    foot = 70 if layout.notes else 30
    setter, heights = _fit(layout, style, page.height - head_height - foot, page)
    if style.hand_dates:
        pen = Ink(style.value_face, setter.value.size, (15, 20, 60), 1)
        setter = setter.with_hand(("filing_date", "opinion_date"), pen)
    top = _draw_head(page, layout, setter)
    edges = [top, *(top + below for below in itertools.accumulate(heights))]
    for cell in sorted(layout.cells, key=lambda cell: cell.kind == "opinion"):
        x0, x1 = style.margin + cell.x0 * width, style.margin + cell.x1 * width
        _draw_cell(page, setter, cell, (x0, edges[cell.row], x1, edges[cell.row + cell.row_span]), pictures)
    if style.thick_frame:
        page.rectangle((style.margin, top, style.margin + width, edges[-1]), style.line * 2.2)
    if layout.notes:
        _draw_notes(page, layout, edges[-1] + 5)
    return page


def pictures_on(truth: Truth) -> Pictures:
    """The pictures that a filing bears."""
    seal = str(truth.value["enterprise_name"]) if truth.value["seal"] else ""
    return Pictures(bool(truth.value["photo"]), seal)


def filing_on(truth: Truth, style: DrawStyle, rng: random.Random) -> tuple[Layout, Pictures]:
    """The layout of a filing and the pictures on it."""
    return make_layout(truth, style.form, rng), pictures_on(truth)


def draw_layout(layout: Layout, pictures: Pictures, style: DrawStyle, rng: random.Random) -> Drawing:
    """The page of any form. Raises ValueError where it does not fit on a page."""
    surface = PixelSurface(page_size(layout), style.dpi, rng)
    page = lay(surface, layout, pictures, style, rng)
    return Drawing(surface.image, page.boxes, page.cells, style.dpi)


def draw_filing(truth: Truth, style: DrawStyle, rng: random.Random) -> Drawing:
    """The page of a filing, official rows, in this style. Raises ValueError where it does not fit on a page."""
    return draw_layout(*filing_on(truth, style, rng), style, rng)


def draw_summary(truth: SummaryTruth, style: DrawStyle, rng: random.Random) -> Drawing:
    """The page of a summary (A4 across); boxes of its rows are named `rows.0.name`, counted from 0."""
    return draw_layout(make_summary_layout(truth), Pictures(False, ""), style, rng)


def draw_other_form(truth: Truth, style: DrawStyle, rng: random.Random) -> tuple[Drawing, Truth]:
    """The page of a filing on a form of no known layout, and its truth there (fields it lacks are blank)."""
    form = make_other_form(truth, rng)
    return draw_layout(form.layout, pictures_on(form.truth), style, rng), form.truth
