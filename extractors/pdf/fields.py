"""Annotations of a PDF page: values of form fields, notes typed on the page, strokes, stamps and signatures."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Any

from extractors.layer.marks import Mark
from extractors.layer.model import Notes, Rect
from extractors.layer.strokes import Point, Stroke, stroke_of
from extractors.page import Tick

HIDDEN = 0b10
PUSH_BUTTON = 1 << 16
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
            notes.marks += _typed(_text(annotation.get("Contents")), rect)
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
    if kind == "Tx":
        notes.marks += _typed(_text(value), rect)
    elif kind == "Ch":
        notes.marks += _typed(_chosen(value, _inherited(annotation, "Opt")), rect)
    elif kind == "Btn" and not int(_number(_inherited(annotation, "Ff"))) & PUSH_BUTTON:
        state = _name(annotation.get("AS")) or _name(value)
        checked = bool(state) and state != "Off"
        size = min(rect[2] - rect[0], rect[3] - rect[1])
        notes.marks.append(Mark("☑" if checked else "□", *rect, size, Tick.CHECKED if checked else Tick.UNCHECKED))
    elif kind == "Sig" and value is not None:
        notes.stamps.append(rect)


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
