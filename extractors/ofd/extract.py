"""The way through an OFD file: its documents, their pages, each by its text or, where it is a picture, that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from extractors.errors import CorruptFile, EmptyFile, TooLarge, UnsupportedFile
from extractors.glyphs import symbol_font
from extractors.layer.layout import compose
from extractors.layer.model import Char, Layer, PageToRead, Placed, Rect
from extractors.layer.turned import as_received
from extractors.ofd.annotations import annotations_of, paint
from extractors.ofd.content import Image, Painted
from extractors.ofd.geometry import MM, Transform, rect, turned_back
from extractors.ofd.package import ROOT, Element, Package, child, children, folder_of, text_of
from extractors.ofd.pictures import drawn_page, pictures_of
from extractors.ofd.resources import Resources
from extractors.ofd.signatures import Stamp, stamps_of
from extractors.page import Page

OfdPage: TypeAlias = Page | PageToRead

MAX_PAGES = 200
MOST_DOCUMENTS = 100
A4: Rect = (0.0, 0.0, 210.0, 297.0)
LARGEST_SIDE = 5_000.0
"""Millimetres: a page larger than this is none."""
FEW = 12
"""Characters fewer than this beside a picture are no text of a page."""
SOME_PICTURE = 0.25
MUCH_GARBAGE = 0.05
MOSTLY = 0.5
"""A page of which more than this share of the characters runs another way is turned that way."""
NO_TEXT = "OFD 文件中的文字编码无法还原，请另存为 PDF 或打印扫描后重新报送。"


@dataclass
class _Document:
    """A document of the file: its root, its folder, and what its pages share. Drawn parts by the IDs of pages."""

    root: Element
    folder: str
    resources: Resources
    templates: dict[str, str]
    annotations: dict[str, list[Element]]
    stamps: dict[str, list[Stamp]]
    area: Rect = field(default=A4)


def extract(data: bytes, max_pages: int = MAX_PAGES) -> tuple[OfdPage, ...]:
    """All pages of all documents in order.

    Raises EmptyFile (no page), CorruptFile (also where a page is missing), EncryptedFile, TooLarge (more than
    `max_pages`), UnsafeFile, or UnsupportedFile where the text of a page stands in codes that nothing explains.
    """
    return tuple(pages(data, max_pages))


def pages(data: bytes, max_pages: int = MAX_PAGES) -> Iterator[OfdPage]:
    """The same one by one, so that no more than one drawn page is held. Raises as `extract` does."""
    package = Package(data)
    number = 0
    bodies = list(children(package.xml(package.find(ROOT)), "DocBody"))
    if not bodies:
        raise CorruptFile
    if len(bodies) > MOST_DOCUMENTS:
        raise TooLarge
    for body in bodies:
        document = _opened(package, body)
        listed = list(children(child(document.root, "Pages"), "Page"))
        for item in listed:
            number += 1
            if number > max_pages:
                raise TooLarge
            yield _page(package, document, item, number)
    if number == 0:
        raise EmptyFile


def _opened(package: Package, body: Element) -> _Document:
    path = package.find(text_of(child(body, "DocRoot")))
    root = package.xml(path)
    folder = folder_of(path or "")
    common = child(root, "CommonData")
    resources = Resources()
    for item in children(common, "PublicRes", "DocumentRes"):
        resources.add(package, package.find(text_of(item), folder), folder)
    templates = {
        (item.get("ID") or "").strip(): found
        for item in children(common, "TemplatePage")
        if (found := package.find(item.get("BaseLoc"), folder)) is not None
    }
    area = _area(child(common, "PageArea")) or A4
    annotations = annotations_of(package, root, folder)
    return _Document(root, folder, resources, templates, annotations, stamps_of(package, body, folder), area)


def _area(element: Element | None) -> Rect | None:
    """The paper of a page, None where it is not given or no paper is so large."""
    box = rect(text_of(child(element, "PhysicalBox")))
    if box is None or max(box[2] - box[0], box[3] - box[1]) > LARGEST_SIDE:
        return None
    return box


def _page(package: Package, document: _Document, item: Element, number: int) -> OfdPage:
    path = package.find(item.get("BaseLoc"), document.folder)
    root = package.xml(path)
    for resource in children(root, "PageRes"):
        document.resources.add(
            package, package.find(text_of(resource), folder_of(path or ""), document.folder), document.folder
        )
    key = (item.get("ID") or "").strip()
    behind, before = _templates(package, document, root)
    area = _area(child(root, "Area"))
    if area is None:
        area = next((found for one in behind if (found := _area(child(one, "Area")))), document.area)
    width, height = area[2] - area[0], area[3] - area[1]

    def painted_with(outer: Transform) -> Painted:
        painted = Painted(document.resources, outer)
        for layers in (*behind, root, *before):
            painted.layers(layers)
        paint(painted, document.annotations.get(key, []))
        return painted

    painted = painted_with(Transform())
    turn, count = next(iter(painted.turns.most_common(1)), (0, 0))
    if count <= MOSTLY * len(painted.chars):
        turn = 0
    back = turned_back(turn, width, height)
    if turn:
        painted = painted_with(back)
    frame = _points(back.box(0, 0, width, height))
    stamps = [Placed(looks, *_points(back.box(*box))) for looks, box in document.stamps.get(key, [])]
    page = _read(package, painted, frame, stamps, number)
    return as_received(page, turn) if isinstance(page, Page) else page


def _points(box: Rect) -> Rect:
    x0, top, x1, bottom = (edge * MM for edge in box)
    return x0, top, x1, bottom


def _templates(package: Package, document: _Document, page: Element) -> tuple[list[Element], list[Element]]:
    """The templates behind a page and those before it; missing ones are left out."""
    behind: list[Element] = []
    before: list[Element] = []
    for use in children(page, "Template"):
        root = package.lenient_xml(document.templates.get((use.get("TemplateID") or "").strip()))
        if root is not None:
            (before if (use.get("ZOrder") or "").lower() == "foreground" else behind).append(root)
    return behind, before


def _read(package: Package, painted: Painted, frame: Rect, stamps: list[Placed], number: int) -> OfdPage:
    chars = _uncovered(painted.chars, painted.images, frame)
    layer = Layer(frame, tuple(chars), tuple(painted.paths), tuple(image.box for image in painted.images))
    shown = [char for char in chars if char.text.strip()]
    if len(shown) < FEW and any(_share(image.box, frame) > SOME_PICTURE for image in painted.images):
        drawn = drawn_page(painted.images, package, layer, number)
        if drawn is not None:
            return drawn
    if sum(_is_garbage(char) for char in shown) > MUCH_GARBAGE * len(shown):
        raise UnsupportedFile(NO_TEXT)
    return compose(layer, number, partial(pictures_of, painted.images, stamps, package, layer))


def _uncovered(chars: list[Char], images: list[Image], frame: Rect) -> list[Char]:
    """The characters over which no picture of a page was painted: the text behind a scan is another program's OCR."""
    scans = [image for image in images if _share(image.box, frame) > SOME_PICTURE]
    if not scans:
        return chars
    return [
        char
        for index, char in enumerate(chars)
        if not any(index < scan.after and _holds(scan.box, char) for scan in scans)
    ]


def _holds(box: Rect, char: Char) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _share(box: Rect, frame: Rect) -> float:
    """The share of the page under a picture."""
    width = min(box[2], frame[2]) - max(box[0], frame[0])
    height = min(box[3], frame[3]) - max(box[1], frame[1])
    return max(width, 0.0) * max(height, 0.0) / max(frame[2] * frame[3], 1.0)


def _is_garbage(char: Char) -> bool:
    """A code that stands for a glyph of its font alone."""
    code = ord(char.text[0])
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    return (
        (private and not symbol_font(char.font) and not 0xF020 <= code <= 0xF0FF)
        or code in (0xFFFD, 0xA4)
        or code < 0x20
    )
