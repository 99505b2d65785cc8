"""The pictures of a PDF page, and what each looks like by itself or, failing that, as it is displayed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from extractors.layer.lines import Frame
from extractors.layer.model import Placed, Rect
from extractors.likeness import CM, MAX_PIXELS, Sheet, likeness
from extractors.page import Likeness

LOOK_DPI = 90.0
SMALLEST = 18.0
"""Points: smaller ones are ornaments."""
PAGE_SHARE = 0.25
MOST = 60
"""More pictures than this are ornaments or strips: only the largest are looked at."""


def pictures_of(page: Any, sheet: Any, frame: Frame, stamps: Sequence[Rect], rings: Sequence[Rect]) -> list[Placed]:
    """Pictures of the page of pdfplumber, and stamps and signatures, looked at as pdfium draws them (`sheet`).

    `rings`: places of seals drawn as lines, known to be such.
    """
    sizes = {_rect(image): tuple(image.get("srcsize") or ()) for image in page.images}
    places = _distinct([*sizes, *stamps], frame)
    found = [Placed(Likeness.SEAL, *ring) for ring in rings]
    if not places:
        return found
    looks = _Looks(sheet, frame)
    for place in places:
        x0, top, x1, bottom = place
        if (x1 - x0) * (bottom - top) >= PAGE_SHARE * frame.width * frame.height:
            found.append(Placed(Likeness.PAGE, *place))
        elif not any(_same(place, ring) for ring in rings):
            found.append(looks.placed(place, sizes.get(place)))
    return found


class _Looks:
    """Looks at pictures of one page; the page is drawn only if it must be."""

    def __init__(self, sheet: Any, frame: Frame) -> None:
        self.sheet, self.frame = sheet, frame
        self.paper = Sheet(frame.width, frame.height)
        self.drawn: Any = None
        self.own: list[tuple[tuple[int, int], Any]] | None = None

    def placed(self, place: Rect, size: tuple[int, ...] | None) -> Placed:
        """What stands there; a stamp (no `size` in pixels) or what could hold one is also searched for its seal."""
        width, height = place[2] - place[0], place[3] - place[1]
        data = self._of_itself(size) if size else None
        looks = likeness(data or self._as_displayed(place), width, height, self.paper)
        if looks is not Likeness.OTHER or (data and max(width, height) < 3 * CM):
            return Placed(looks, *place)
        seal = self._seal_in(place)
        return Placed(Likeness.SEAL, *seal) if seal else Placed(looks, *place)

    def _of_itself(self, size: tuple[int, ...]) -> bytes | None:
        """The picture of so many pixels by itself, with its mask, as PNG; None where it cannot be had."""
        import pypdfium2 as pdfium

        if self.own is None:
            things = self.sheet.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=5)
            self.own = [(thing.get_px_size(), thing) for thing in things]
        at = next((index for index, (pixels, _) in enumerate(self.own) if pixels == tuple(size)), None)
        if at is None or size[0] * size[1] > MAX_PIXELS:
            return None
        _, thing = self.own.pop(at)
        try:
            return _png(thing.get_bitmap(render=True).to_pil())
        except (pdfium.PdfiumError, ValueError, MemoryError):
            return None

    def _as_displayed(self, place: Rect) -> bytes:
        x0, top, x1, bottom = self._pixels(place)
        return _png(self._page().crop((x0, top, max(x1, x0 + 1), max(bottom, top + 1))))

    def _seal_in(self, place: Rect) -> Rect | None:
        """The seal that lies on this place of the page as displayed, with whatever else is drawn there."""
        import numpy as np

        from extractors.scan.seal import find_seals

        page = self._page()
        margin = round(0.1 * LOOK_DPI)
        x0, top, x1, bottom = self._pixels(place)
        x0, top = max(0, x0 - margin), max(0, top - margin)
        part = page.crop((x0, top, min(page.width, x1 + margin), min(page.height, bottom + margin)))
        pixels = np.ascontiguousarray(np.asarray(part, np.uint8)[:, :, ::-1])
        if int((pixels[:, :, 2].astype(int) - pixels[:, :, :2].max(axis=2) > 60).sum()) < margin:
            return None
        seal = next(iter(find_seals(pixels, LOOK_DPI)), None)
        if seal is None:
            return None
        scale = page.width / self.frame.width
        left, high, right, low = (float(edge) / scale for edge in seal.rect)
        dx, dy = self.frame.x0 + x0 / scale, self.frame.top + top / scale
        return left + dx, high + dy, right + dx, low + dy

    def _page(self) -> Any:
        if self.drawn is None:
            self.drawn = self.sheet.render(scale=LOOK_DPI / 72).to_pil().convert("RGB")
        return self.drawn

    def _pixels(self, place: Rect) -> tuple[int, int, int, int]:
        scale = self._page().width / self.frame.width
        x0, top, x1, bottom = place
        left, high = round((x0 - self.frame.x0) * scale), round((top - self.frame.top) * scale)
        return left, high, round((x1 - self.frame.x0) * scale), round((bottom - self.frame.top) * scale)


def _png(image: Any) -> bytes:
    data = BytesIO()
    image.thumbnail((400, 400))
    image.save(data, "PNG", compress_level=1)
    return data.getvalue()


def _rect(image: Any) -> Rect:
    return float(image["x0"]), float(image["top"]), float(image["x1"]), float(image["bottom"])


def _same(one: Rect, other: Rect) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12


def _distinct(places: Sequence[Rect], frame: Frame) -> list[Rect]:
    kept: list[Rect] = []
    for place in sorted(places, key=lambda one: (one[0] - one[2]) * (one[3] - one[1])):
        x0, top, x1, bottom = place
        if min(x1 - x0, bottom - top) < SMALLEST or not frame.shows((x0 + x1) / 2, (top + bottom) / 2):
            continue
        if not any(max(abs(a - b) for a, b in zip(place, other, strict=True)) < 2 for other in kept):
            kept.append(place)
    return kept[:MOST]
