"""A PDF opened for its text: pdfplumber, without the text that is not drawn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

INVISIBLE = (3, 7)
"""Rendering modes of text that leaves no ink."""


def open_for_text(data: bytes) -> Any:
    """The file as pdfplumber gives it, None where it cannot open it."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        return pdfplumber.open(BytesIO(data))
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged files
        return None


def page_of(text: Any, index: int) -> tuple[Any, int]:
    """A page of it, and how many characters on it are not drawn: those are left out. Raises what pdfminer raises."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc]
        hidden = 0

        def render_string(self, textstate: Any, *rest: Any) -> None:
            shown = len(self.cur_item)
            super().render_string(textstate, *rest)
            if textstate.render in INVISIBLE:
                self.hidden += len(self.cur_item) - shown
                del self.cur_item._objs[shown:]

    page = text.pages[index]
    device = Device(text.rsrcmgr, pageno=page.page_number, laparams=text.laparams)
    PDFPageInterpreter(text.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    page.process_object = partial(_object, page, page.process_object)
    return page, device.hidden


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
