"""The resources of an OFD document: fonts by name, colours, drawing parameters, pictures, composite units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.layer.strokes import Colour
from extractors.ofd.geometry import number, numbers, switch
from extractors.ofd.package import Element, Package, child, folder_of, name_of, text_of

MOST_RELATIVES = 16
"""Drawing parameters that each build on another: more are a circle."""
CHANNELS = {"gray": 1, "grey": 1, "rgb": 3, "cmyk": 4}
BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass
class Resources:
    """What the parts of a document may refer to, by ID. `media`: the path of a picture in the package."""

    fonts: dict[str, str] = field(default_factory=dict)
    spaces: dict[str, int] = field(default_factory=dict)
    params: dict[str, Element] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)

    def add(self, package: Package, path: str | None, folder: str) -> None:
        """Take in a resource file; one that is missing or damaged is passed over. `folder`: the document's."""
        root = package.lenient_xml(path)
        if root is None or path is None:
            return
        base = (root.get("BaseLoc") or "").replace("\\", "/")
        start = "" if base.startswith("/") else folder_of(path)
        folders = (f"{start}/{base}", folder_of(path), f"{folder}/{base}", folder)
        for group in root:
            for item in group:
                self._take(package, item, folders)

    def _take(self, package: Package, item: Element, folders: tuple[str, ...]) -> None:
        name, key = name_of(item), (item.get("ID") or "").strip()
        if name == "Font":
            self.fonts[key] = _font(item)
        elif name == "ColorSpace":
            self.spaces[key] = CHANNELS.get((item.get("Type") or "").lower(), 0)
        elif name == "DrawParam":
            self.params[key] = item
        elif name == "MultiMedia":
            found = package.find(text_of(child(item, "MediaFile")), *folders)
            if found is not None:
                self.media[key] = found
        elif name == "CompositeGraphicUnit":
            self.units[key] = item

    def styles(self, *holders: Element | None) -> list[Element]:
        """Where the colours of an object may stand, nearest first: itself, its drawing parameters, its layer's."""
        return [one for holder in holders if holder is not None for one in (holder, *self._params_of(holder))]

    def _params_of(self, holder: Element) -> Iterator[Element]:
        key = holder.get("DrawParam")
        for _ in range(MOST_RELATIVES):
            param = self.params.get((key or "").strip())
            if param is None:
                return
            yield param
            key = param.get("Relative")

    def colour(self, styles: list[Element], name: str) -> Colour | None:
        """A colour (`FillColor`, `StrokeColor`), black where none is given, None where it is wholly clear."""
        element = next((found for style in styles if (found := child(style, name)) is not None), None)
        if element is None:
            return BLACK
        if number(element.get("Alpha"), 255.0) <= 0:
            return None
        values = [_channel(word) for word in (element.get("Value") or "").split()]
        wanted = self.spaces.get((element.get("ColorSpace") or "").strip(), len(values))
        if not values or len(values) != wanted or wanted not in CHANNELS.values():
            return () if len(element) or element.get("Index") or values else BLACK
        return tuple(values)


def _channel(word: str) -> float:
    try:
        value = float(int(word[1:], 16)) if word.startswith("#") else number(word)
    except ValueError:
        value = 0.0
    return min(max(value / 255, 0.0), 1.0)


def _font(item: Element) -> str:
    """The name of a font; that it is bold is told by its name."""
    names = [item.get("FontName") or "", item.get("FamilyName") or ""]
    bold = switch(item.get("Bold"), False) and not any("bold" in name.lower() for name in names)
    return " ".join(dict.fromkeys(name for name in names if name)) + (" Bold" if bold else "")


def boundary_size(item: Element) -> tuple[float, float]:
    """The width and height of an object's boundary."""
    values = numbers(item.get("Boundary"))
    return (values[2], values[3]) if len(values) == 4 else (0.0, 0.0)
