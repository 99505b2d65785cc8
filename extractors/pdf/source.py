"""A PDF opened for its text: pdfplumber, without the text that is not drawn; its pages as layers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from extractors.layer.model import Char, Layer, Notes, Path, Rect
from extractors.layer.strokes import Colour, Point, corners_of

INVISIBLE = (3, 7)
"""Rendering modes of text that leaves no ink."""
WAITING = ("Please wait", "Adobe Reader", "请稍候", "请等待", "請稍候")
EDGES = ("x0", "top", "x1", "bottom")
STANDARD = ("Helvetica", "Times-", "Courier", "Arial", "TimesNewRoman", "ZapfDingbats")
PLAIN_COLOURS = (None, "DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased")
"""Colour spaces in which one can tell white from its numbers."""


def open_for_text(data: bytes) -> Any:
    """The file as pdfplumber gives it, None where it cannot open it."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        return pdfplumber.open(BytesIO(data))
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged files
        return None


def page_count(text: Any) -> int:
    """How many pages pdfplumber finds in it; 0 where it is None or too damaged."""
    try:
        return len(text.pages) if text is not None else 0
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged files
        return 0


def is_dynamic_form(text: Any) -> bool:
    """Whether its pages are built from XFA when it is opened: in the file stands one page that asks to wait."""
    from pdfminer.pdftypes import resolve1

    try:
        catalog = text.doc.catalog
        form = resolve1(catalog.get("AcroForm"))
        if not isinstance(form, dict) or "XFA" not in form or len(text.pages) > 1:
            return False
        shown = "".join(char["text"] for char in page_of(text, 0)[0].chars)
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged files
        return False
    return any(words in shown for words in WAITING)


def page_of(text: Any, index: int, turn: int = 0) -> tuple[Any, int]:
    """A page of it, and how many characters on it are not drawn: those are left out. Raises what pdfminer raises.

    Its `borrowed` are the names of its fonts that the file does not bring along. `turn`: quarter turns clockwise by
    which it is turned further than the file says.
    """
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc]
        hidden = 0

        def render_string(self, textstate: Any, *rest: Any) -> None:
            shown = len(self.cur_item)
            if not _is_embedded(textstate.font):
                borrowed.add(textstate.font.fontname)
            super().render_string(textstate, *rest)
            if textstate.render in INVISIBLE:
                self.hidden += len(self.cur_item) - shown
                del self.cur_item._objs[shown:]

    page = text.pages[index]
    borrowed: set[str] = set()
    if turn:
        page = _turned(page, turn)
    device = Device(text.rsrcmgr, pageno=page.page_number, laparams=text.laparams)
    PDFPageInterpreter(text.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    page.process_object = partial(_object, page, page.process_object)
    page.borrowed = borrowed
    return page, device.hidden


def _is_embedded(font: Any) -> bool:
    """Whether the file brings the font's glyphs along, or every reader has them."""
    if font.fontname.startswith(STANDARD):
        return True
    descriptor = getattr(font, "descriptor", None) or {}
    return type(font).__name__ == "PDFType3Font" or any(f"FontFile{kind}" in descriptor for kind in ("", "2", "3"))


def _turned(page: Any, turn: int) -> Any:
    from copy import copy

    from pdfplumber.page import Page

    turned = copy(page.page_obj)
    turned.rotate = (turned.rotate + 90 * turn) % 360
    turned.attrs = {**turned.attrs, "Rotate": turned.rotate}
    return Page(page.pdf, turned, page_number=page.page_number)


def _object(page: Any, general: Callable[[Any], dict[str, Any]], thing: Any) -> dict[str, Any]:
    """What pdfplumber makes of a thing on the page; of a character only what is used here, as there are so many."""
    from pdfminer.layout import LTChar

    if type(thing) is not LTChar or not isinstance(thing.fontname, str) or not isinstance(thing.ncs.name, str):
        return general(thing)
    left, top = page.mediabox[:2]
    foot = page.height + top
    colour = thing.graphicstate.ncolor
    return {
        "object_type": "char",
        "text": thing.get_text(),
        "fontname": thing.fontname,
        "size": thing.size,
        "matrix": thing.matrix,
        "upright": thing.upright,
        "x0": thing.x0 + left,
        "x1": thing.x1 + left,
        "top": foot - thing.y1,
        "bottom": foot - thing.y0,
        "ncs": thing.ncs.name,
        "non_stroking_color": colour if isinstance(colour, tuple) else (colour,),
    }


def layer_of(page: Any, notes: Notes) -> Layer:
    """What lies on a page of pdfplumber, with its annotations."""
    return Layer(
        frame=_edges(page.cropbox),
        chars=tuple(_chars(page)),
        paths=tuple(_paths(page)),
        images=tuple(_edges([image[edge] for edge in EDGES]) for image in page.images),
        notes=notes,
    )


def _chars(page: Any) -> Iterator[Char]:
    foot = float(page.height) + float(page.mediabox[1])
    for char in page.chars:
        x0, top, x1, bottom = _edges([char[edge] for edge in EDGES])
        matrix = char.get("matrix")
        yield Char(
            char["text"],
            char.get("fontname") or "",
            x0,
            top,
            x1,
            bottom,
            size=float(char.get("size") or bottom - top),
            baseline=foot - float(matrix[5]) if matrix and char.get("upright") else None,
            colour=_colour(char.get("non_stroking_color")) if char.get("ncs") in PLAIN_COLOURS else (),
            turned=bool(matrix) and _is_turned(matrix),
        )


def _is_turned(matrix: Any) -> bool:
    across, down = abs(float(matrix[0])), abs(float(matrix[1]))
    return min(across, down) > 0.05 * max(across, down)


def _paths(page: Any) -> Iterator[Path]:
    for kind, things in (("line", page.lines), ("rect", page.rects), ("curve", page.curves)):
        for thing in things:
            stroked = thing.get("stroke") or (kind == "line" and thing.get("linewidth") != 0)
            steps = thing.get("path")
            yield Path(
                tuple(_corners(thing)),
                *_edges([thing[edge] for edge in EDGES]),
                stroke=_colour(thing.get("stroking_color")) if stroked else None,
                fill=_colour(thing.get("non_stroking_color")) if thing.get("fill") else None,
                rectangle=kind == "rect",
                closed=any(step[0] == "h" for step in steps or ()),
            )


def _corners(thing: Any) -> list[Point]:
    path = thing.get("path")
    return corners_of(path) if path else [(float(x), float(y)) for x, y in thing.get("pts") or ()]


def _colour(raw: Any) -> Colour:
    values = raw if isinstance(raw, list | tuple) else [raw]
    return tuple(float(value) for value in values if isinstance(value, int | float))


def _edges(raw: Any) -> Rect:
    x0, top, x1, bottom = (float(value) for value in raw)
    return x0, top, x1, bottom
