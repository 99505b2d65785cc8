"""What a drawing (DrawingML or VML) or an embedded object shows: pictures, text boxes, seals, controls, ink."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from extractors.docx.names import MC, PIC, WP, WPS, A, Element, O, R, V, W, number
from extractors.likeness import CM
from extractors.word.fields import is_seal

_UNDERSTOOD = frozenset(("wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "a14", "pic", "v", "o"))
_EMU = 12_700
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]{1,9})\s*(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": CM, "mm": CM / 10, "px": 0.75, "": 1 / _EMU}
_INK_SHAPES = frozenset(("ellipse", "donut"))
_TICK_CONTROL = re.compile(r"check|option|radio", re.I)


class Kind(Enum):
    """What was found in a drawing."""

    PICTURE = auto()
    TEXT = auto()
    """A text box: `element` is its `w:txbxContent`."""
    SEAL = auto()
    TICK = auto()
    """A check box or option button of a control, the state of which is not stored in the document itself."""
    INK = auto()
    """A circle or a free line drawn by hand, with nothing in it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing in a drawing; `relation` the relationship id of a picture; sizes in points, 0 where unknown."""

    kind: Kind
    element: Element
    relation: str = ""
    width: float = 0.0
    height: float = 0.0


def chosen_branch(alternate: Element) -> Element | None:
    """The one branch of an `mc:AlternateContent` that Word shows: the first that is understood, else the fallback."""
    choices = alternate.findall(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    for choice in choices:
        if set(choice.get("Requires", "").split()) <= _UNDERSTOOD:
            return choice
    return fallback if fallback is not None or not choices else choices[0]


def drawn_in(drawing: Element) -> Iterator[Drawn]:
    """What a `w:drawing`, `w:pict` or `w:object` shows, in order."""
    if drawing.tag == W + "object":
        control = _control(drawing)
        if control is not None:
            yield control
            return
    frame = next(iter([*drawing.iter(WP + "extent")]), None)
    blips = sum(1 for _ in drawing.iter(A + "blip"))
    size = _emu(frame) if frame is not None and blips < 2 else (0.0, 0.0)
    waiting = [(drawing, size)]
    while waiting:
        element, size = waiting.pop()
        if element.tag == W + "txbxContent":
            yield Drawn(Kind.TEXT, element, width=size[0], height=size[1])
            continue
        if element.tag == MC + "AlternateContent":
            branch = chosen_branch(element)
            waiting += [] if branch is None else [(branch, size)]
            continue
        if element.tag != PIC + "pic" or not size[0]:
            size = _own_size(element) or size
        found = _thing(element, size)
        if found is not None:
            yield found
        waiting += [(child, size) for child in reversed(element) if isinstance(child.tag, str)]


def is_in_line(drawing: Element) -> bool:
    """Whether a drawing stands in the line of text like a character, not anywhere on the page."""
    if drawing.find(WP + "anchor") is not None:
        return False
    return not any("position:absolute" in shape.get("style", "").replace(" ", "") for shape in drawing)


def _control(drawing: Element) -> Drawn | None:
    sizes = [size for shape in drawing.iter(V + "shape") if (size := _own_size(shape))]
    width, height = sizes[0] if sizes else (0.0, 0.0)
    for element in drawing.iter(W + "control", O + "OLEObject"):
        name = " ".join((element.get(W + "name", ""), element.get("ProgID", "")))
        if is_seal(name):
            return Drawn(Kind.SEAL, element, width=width, height=height)
        if element.tag == W + "control" and _TICK_CONTROL.search(name):
            return Drawn(Kind.TICK, element)
    return None


def _thing(element: Element, size: tuple[float, float]) -> Drawn | None:
    tag = element.tag
    if tag == A + "blip" or tag == V + "imagedata":
        relation = element.get(R + "embed") or element.get(R + "id") or element.get(R + "pict") or ""
        return Drawn(Kind.PICTURE, element, relation, *size) if relation else None
    if tag == V + "oval" and element.find(f".//{W}txbxContent") is None:
        return Drawn(Kind.INK, element, "", *size)
    if tag == WPS + "wsp" and element.find(f".//{W}txbxContent") is None:
        preset = element.find(f"{WPS}spPr/{A}prstGeom")
        free = element.find(f"{WPS}spPr/{A}custGeom") is not None
        if free or (preset is not None and preset.get("prst") in _INK_SHAPES):
            return Drawn(Kind.INK, element, "", *size)
    if tag.endswith("}contentPart"):
        return Drawn(Kind.INK, element, "", *size)
    return None


def _own_size(element: Element) -> tuple[float, float] | None:
    if element.tag == PIC + "pic":
        extent = element.find(f"{PIC}spPr/{A}xfrm/{A}ext")
        return None if extent is None else _emu(extent)
    style = element.get("style") if element.tag.startswith(V) else None
    if not style:
        return None
    lengths = {name: float(figure) * _UNITS[unit] for name, figure, unit in _LENGTH.findall(style) if _sane(figure)}
    return (lengths["width"], lengths["height"]) if len(lengths) == 2 else None


def _sane(figure: str) -> bool:
    return figure.count(".") <= 1 and figure != "."


def _emu(extent: Element) -> tuple[float, float]:
    return number(extent.get("cx")) / _EMU, number(extent.get("cy")) / _EMU
