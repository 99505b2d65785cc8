"""What a page of OFD paints: layers, templates and annotations walked through, objects to characters and paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.errors import TooLarge
from extractors.layer.model import Char, Path, Rect
from extractors.layer.strokes import Point
from extractors.ofd.geometry import MM, Transform, edges_of, placed, switch
from extractors.ofd.package import Element, child, children, name_of
from extractors.ofd.paths import Figure, figures_of
from extractors.ofd.resources import Resources, boundary_size
from extractors.ofd.text import chars_of, is_shown, turn_of

MOST_OBJECTS = 100_000
"""On one page, composite ones taken apart."""
MOST_CHARS = 200_000
DEEPEST = 12
"""Page blocks and composite objects within each other."""
LEVEL = 0.05
"""Points: corners that differ less lie on one line."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on the page: its path in the package, from its unit square to points, where, and after how many
    characters it was painted."""

    media: str
    transform: Transform
    box: Rect
    after: int


@dataclass
class Painted:
    """What has been painted on a page so far, in order; `outer`: how the page is turned;
    `turns`: how many characters run right, down, left, up."""

    resources: Resources
    outer: Transform = field(default_factory=Transform)
    chars: list[Char] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    turns: Counter[int] = field(default_factory=Counter)
    objects: int = 0

    def layers(self, page: Element) -> None:
        """Paint the layers of a page or template. Raises TooLarge."""
        layers = list(children(child(page, "Content"), "Layer"))
        order = {"background": 0, "foreground": 2}
        for layer in sorted(layers, key=lambda one: order.get((one.get("Type") or "").lower(), 1)):
            self.block(layer, self.outer, (layer,))

    def block(
        self,
        block: Iterable[Element],
        outer: Transform,
        holders: Sequence[Element] = (),
        units: Sequence[str] = (),
        *,
        depth: int = 0,
        mark: bool = False,
    ) -> None:
        """Paint the objects of a layer, page block, composite unit or appearance. Raises TooLarge."""
        for item in block:
            self.objects += 1
            if max(self.objects, len(self.paths)) > MOST_OBJECTS or len(self.chars) > MOST_CHARS:
                raise TooLarge
            if depth > DEEPEST or not is_shown(item):
                continue
            name = name_of(item)
            if name == "TextObject":
                self._text(item, outer, holders, mark=mark)
            elif name == "PathObject":
                self._path(item, outer, holders)
            elif name == "ImageObject":
                self._image(item, outer)
            elif name == "PageBlock":
                self.block(item, outer, holders, units, depth=depth + 1, mark=mark)
            elif name in ("CompositeObject", "CompositeGraphicUnit"):
                self._composite(item, outer, units, depth=depth + 1, mark=mark)

    def _composite(self, item: Element, outer: Transform, units: Sequence[str], *, depth: int, mark: bool) -> None:
        """A composite object: the unit it refers to, unless that is being painted already."""
        key = (item.get("ResourceID") or "").strip()
        unit = self.resources.units.get(key)
        content = child(unit, "Content")
        if content is None or key in units:
            return
        inner = placed(item.get("CTM"), item.get("Boundary"), outer)
        self.block(content, inner, (item,), (*units, key), depth=depth, mark=mark)

    def _text(self, item: Element, outer: Transform, holders: Sequence[Element], *, mark: bool) -> None:
        filled, stroked = switch(item.get("Fill"), True), switch(item.get("Stroke"), False)
        styles = self.resources.styles(item, *holders)
        colour = self.resources.colour(styles, "FillColor" if filled else "StrokeColor")
        if colour is None and filled and stroked:
            colour = self.resources.colour(styles, "StrokeColor")
        if colour is not None and (filled or stroked):
            before = len(self.chars)
            self.chars += chars_of(item, outer, self.resources, colour, mark=mark)
            self.turns[turn_of(item, outer)] += len(self.chars) - before

    def _path(self, item: Element, outer: Transform, holders: Sequence[Element]) -> None:
        styles = self.resources.styles(item, *holders)
        stroked, filled = switch(item.get("Stroke"), True), switch(item.get("Fill"), False)
        stroke = self.resources.colour(styles, "StrokeColor") if stroked else None
        fill = self.resources.colour(styles, "FillColor") if filled else None
        if stroke is None and fill is None:
            return
        data = child(item, "AbbreviatedData")
        inner = placed(item.get("CTM"), item.get("Boundary"), outer)
        for figure in figures_of((data.text or "") if data is not None else ""):
            points = [inner.point(x, y) for x, y in figure.points]
            corners = _corners([(x * MM, y * MM) for x, y in points], figure)
            is_box = _is_rectangle(corners)
            self.paths.append(Path(tuple(corners), *edges_of(corners), stroke, fill, is_box, figure.closed))

    def _image(self, item: Element, outer: Transform) -> None:
        media = self.resources.media.get((item.get("ResourceID") or "").strip())
        if media is None:
            return
        inner = placed(item.get("CTM"), item.get("Boundary"), outer)
        if item.get("CTM") is None:
            width, height = boundary_size(item)
            inner = inner.after(Transform(a=width, d=height))
        transform = Transform(a=MM, d=MM).after(inner)
        self.images.append(Image(media, transform, transform.box(0, 0, 1, 1), len(self.chars)))


def _corners(points: list[Point], figure: Figure) -> list[Point]:
    """The corners of a figure, closed where it was closed; a line that was closed stays a line."""
    if figure.closed and points[0] != points[-1] and len(points) > 2:
        points = [*points, points[0]]
    if len(points) == 3 and points[0] == points[2]:
        points = points[:2]
    return points


def _is_rectangle(corners: Sequence[Point]) -> bool:
    """Four corners (the first again, or not), each straight beside or above the next."""
    if len(corners) == 5 and max(abs(a - b) for a, b in zip(corners[0], corners[4], strict=True)) < LEVEL:
        corners = corners[:4]
    if len(corners) != 4:
        return False
    turns = []
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        level, upright = abs(ay - by) < LEVEL, abs(ax - bx) < LEVEL
        if not level and not upright:
            return False
        turns.append(level)
    return turns[0] != turns[1] and turns[0] == turns[2] and turns[1] == turns[3]
