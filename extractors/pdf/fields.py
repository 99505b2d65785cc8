"""Annotations of a PDF page: values of form fields, notes typed on the page, strokes, stamps and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import cos, pi, sin
from typing import Any

from extractors.layer.marks import Mark
from extractors.layer.model import Notes, Rect
from extractors.layer.strokes import Point, Stroke, stroke_of
from extractors.page import Tick

HIDDEN = 0b100010
"""Flags of annotations that are not shown: hidden, no view."""
RADIO, PUSH_BUTTON, COMB = 1 << 15, 1 << 16, 1 << 24
MAX_PARENTS = 8
FULL_WIDTH = 0x2E80


def notes_of(page: Any) -> Notes:
    """The visible annotations of a page of pdfplumber, in its coordinates."""
    notes = Notes()
    for annotation in _resolved_list(page.page_obj.annots):
        rect = _rect(page, annotation)
        flags = _number(annotation.get("F"))
        if rect is None or int(flags) & HIDDEN:
            continue
        kind = _name(annotation.get("Subtype"))
        if kind == "Widget":
            _add_field(notes, annotation, rect)
        elif kind == "FreeText":
            _write(notes, _typed(_text(annotation.get("Contents")), rect), rect)
        elif kind in ("Ink", "Line", "PolyLine", "Polygon", "Square", "Circle"):
            notes.ink += _strokes(page, annotation, kind, rect)
        elif kind == "StrikeOut":
            notes.struck.append(rect)
        elif kind == "Stamp":
            notes.stamps.append(rect)
    return notes


def _add_field(notes: Notes, annotation: dict[str, Any], rect: Rect) -> None:
    kind = _name(_inherited(annotation, "FT"))
    value = _inherited(annotation, "V")
    flags = int(_number(_inherited(annotation, "Ff")))
    if kind == "Tx":
        boxes = int(_number(_inherited(annotation, "MaxLen"))) if flags & COMB else 0
        text = _text(value)
        _write(notes, _combed(text, rect, boxes) if boxes >= len(text) > 0 else _typed(text, rect), rect)
    elif kind == "Ch":
        _write(notes, _typed(_chosen(value, _inherited(annotation, "Opt")), rect), rect)
    elif kind == "Btn" and not flags & PUSH_BUTTON:
        tick = _button(annotation, value, is_radio=bool(flags & RADIO))
        side = min(rect[2] - rect[0], rect[3] - rect[1])
        notes.marks.append(Mark("☑" if tick is Tick.CHECKED else "□", *rect, side, tick))
        notes.known.append(rect)
    elif kind == "Sig" and value is not None:
        notes.stamps.append(rect)


def _write(notes: Notes, marks: Iterable[Mark], rect: Rect) -> None:
    written = list(marks)
    notes.marks += written
    if written:
        notes.known.append(rect)


def _button(annotation: dict[str, Any], value: Any, *, is_radio: bool) -> Tick:
    """The state of a tick box: as shown (`AS`), in doubt where its value or its appearances say otherwise.

    One of a group of radio buttons without a state is set where the group's value is the name of its own appearance.
    """
    names = _appearances(annotation)
    shown, valued = _name(annotation.get("AS")), _text(value)
    if shown:
        known = not names or shown in names or shown == "Off"
        denied = valued in names - {"Off"} if shown == "Off" else valued == "Off"
        if not known or denied:
            return Tick.UNKNOWN
        return Tick.UNCHECKED if shown == "Off" else Tick.CHECKED
    if not valued or valued == "Off":
        return Tick.UNCHECKED
    if names - {"Off"}:
        return Tick.CHECKED if valued in names else Tick.UNCHECKED
    return Tick.UNKNOWN if is_radio else Tick.CHECKED


def _appearances(annotation: dict[str, Any]) -> set[str]:
    """The names of the states that a tick box has appearances for."""
    from pdfminer.pdftypes import resolve1

    appearance = resolve1(annotation.get("AP"))
    states = resolve1(appearance.get("N")) if isinstance(appearance, dict) else None
    return {str(state) for state in states} if isinstance(states, dict) else set()


def _combed(text: str, rect: Rect, boxes: int) -> Iterator[Mark]:
    """The characters of a value set one a box."""
    x0, top, x1, bottom = rect
    width = (x1 - x0) / boxes
    size = min(0.8 * (bottom - top), 1.2 * width, 14.0)
    for number, one in enumerate(text):
        if not one.isspace():
            middle = x0 + (number + 0.5) * width
            half = min(size, 0.8 * width) / 2
            yield Mark(one, middle - half, top, middle + half, bottom, size)


def _chosen(value: Any, options: Any) -> str:
    shown = {}
    for option in _resolved_list(options, dicts=False):
        pair = _resolved_list(option, dicts=False)
        if len(pair) == 2:
            shown[_text(pair[0])] = _text(pair[1])
    values = value if isinstance(value, list) else [value]
    texts = [_text(one) for one in values]
    return "、".join(shown.get(text, text) for text in texts if text)


def _typed(text: str, rect: Rect) -> Iterator[Mark]:
    """The characters of a value spread over its rectangle, line by line."""
    x0, top, x1, bottom = rect
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return
    height = min((bottom - top) / len(lines), 14.0)
    middle = (top + bottom) / 2
    first = middle - height / 2 if len(lines) == 1 else top
    for row, line in enumerate(lines):
        widths = [0.0 if one.isspace() else (1.0 if ord(one) >= FULL_WIDTH else 0.5) for one in line]
        widths = [width or 0.3 for width in widths]
        unit = min(0.8 * height, (x1 - x0) / sum(widths))
        at = x0
        for one, width in zip(line, widths, strict=True):
            if not one.isspace():
                yield Mark(one, at, first + row * height, at + width * unit, first + (row + 1) * height, unit)
            at += width * unit


def _strokes(page: Any, annotation: dict[str, Any], kind: str, rect: Rect) -> Iterator[Stroke]:
    """The lines that an annotation draws, each through its points."""
    if kind in ("Square", "Circle"):
        yield _around(rect, round_=kind == "Circle")
        return
    key = {"Ink": "InkList", "Line": "L"}.get(kind, "Vertices")
    lists = _resolved_list(annotation.get(key), dicts=False)
    for raw in lists if kind == "Ink" else [lists]:
        values = [_number(value) for value in _resolved_list(raw, dicts=False)]
        points = [_point(page, x, y) for x, y in zip(values[::2], values[1::2], strict=False)]
        if len(points) > 1:
            yield stroke_of(points, closed=kind == "Polygon")


def _around(rect: Rect, *, round_: bool) -> Stroke:
    x0, top, x1, bottom = rect
    if not round_:
        return stroke_of([(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)], closed=True)
    turns = [2 * pi * step / 40 for step in range(41)]
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return stroke_of([(x + (x1 - x0) / 2 * cos(t), y + (bottom - top) / 2 * sin(t)) for t in turns], closed=True)


def _rect(page: Any, annotation: dict[str, Any]) -> Rect | None:
    raw = [_number(v) for v in _resolved_list(annotation.get("Rect"), dicts=False)]
    if len(raw) != 4:
        return None
    (ax, ay), (bx, by) = _point(page, raw[0], raw[1]), _point(page, raw[2], raw[3])
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _point(page: Any, x: float, y: float) -> Point:
    """A point of the file as pdfplumber counts: turned as displayed, y down."""
    box = [_number(v) for v in _resolved_list(page.page_obj.mediabox, dicts=False)]
    left, low, right, high = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
    turned = {
        90: (y - low, x - left),
        180: (right - x, y - low),
        270: (high - y, right - x),
    }.get(page.rotation, (x - left, high - y))  # fmt: skip
    return turned[0] + float(page.mediabox[0]), turned[1] + float(page.mediabox[1])


def _inherited(annotation: dict[str, Any], key: str) -> Any:
    from pdfminer.pdftypes import resolve1

    node: Any = annotation
    for _ in range(MAX_PARENTS):
        if not isinstance(node, dict):
            return None
        if node.get(key) is not None:
            return resolve1(node[key])
        node = resolve1(node.get("Parent"))
    return None


def _resolved_list(value: Any, dicts: bool = True) -> list[Any]:
    from pdfminer.pdftypes import resolve1

    found = resolve1(value)
    if not isinstance(found, list | tuple):
        return []
    resolved = [resolve1(one) for one in found]
    return [one for one in resolved if isinstance(one, dict)] if dicts else resolved


def _name(value: Any) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import PSLiteral

    found = resolve1(value)
    if isinstance(found, PSLiteral):
        return found.name if isinstance(found.name, str) else found.name.decode("utf-8", "replace")
    return ""


def _number(value: Any) -> float:
    from pdfminer.pdftypes import resolve1

    found = resolve1(value)
    return float(found) if isinstance(found, int | float) else 0.0


def _text(value: Any) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    found = resolve1(value)
    if isinstance(found, bytes):
        if found.startswith(b"\xef\xbb\xbf"):
            return found[3:].decode("utf-8", "replace")
        if found.startswith(b"\xff\xfe"):
            return found[2:].decode("utf-16-le", "replace")
        return decode_text(found)
    return found if isinstance(found, str) else _name(found)
