"""What lies over the cells of an .xlsx: pictures, text boxes, check boxes and option buttons.

Check boxes stand in the sheet's VML part (place, caption, state) and in control parts (state); WPS keeps pictures
"in a cell" in a part of its own. Comments are VML too, and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extractors.docx.names import A, Element, R, V, number
from extractors.docx.package import Package, Relation
from extractors.glyphs import plain_ticks
from extractors.packages import MAX_XML
from extractors.page import Likeness, Picture, Place, Run, Tick
from extractors.sheet.controls import Control, lay_controls
from extractors.sheet.model import At, Sheet
from extractors.sheet.names import A14, XDR, S, X
from extractors.word.judge import Judge

_EMU = 12_700
_STATES = {"0": Tick.UNCHECKED, "1": Tick.CHECKED, "2": Tick.UNKNOWN}
_WORDS = {"checked": Tick.CHECKED, "mixed": Tick.UNKNOWN, "unchecked": Tick.UNCHECKED}
_UNCLOSED = re.compile(rb"<br\s*>", re.I)


class Drawings:
    """The drawings of one sheet's part."""

    def __init__(self, package: Package, book: dict[str, Relation], part: str, judge: Judge) -> None:
        self._package, self._judge = package, judge
        self._book = book
        self._relations = package.relations(part)

    def lay(self, sheet: Sheet, root: Element) -> None:
        """Put what lies over the cells into the sheet: check boxes as ticks into the cell under them."""
        for reference in root.iterfind(S + "drawing"):
            relation = self._relations.get(reference.get(R + "id", ""))
            if relation is not None:
                self._read(sheet, relation.target)
        lay_controls(sheet, self._controls(root))

    def in_cell(self, name: str, place: Place) -> Picture:
        """The picture that WPS keeps under that name in a cell."""
        part = next(
            (one.target for one in self._book.values() if one.kind.lower() == "cellimage"), "/xl/cellimages.xml"
        )
        root = self._package.lenient_xml(part)
        for picture in [] if root is None else root.iter(XDR + "pic"):
            if any(one.get("name") == name for one in picture.iter(XDR + "cNvPr")):
                return self._picture(picture, self._package.relations(part), place, 0, 0)
        return self.unknown(place)

    def unknown(self, place: Place) -> Picture:
        """A picture that is there, and nothing more is known of it."""
        return Picture(Likeness.OTHER, place)

    def _read(self, sheet: Sheet, part: str) -> None:
        root = self._package.lenient_xml(part)
        relations = self._package.relations(part)
        for anchor in [] if root is None else root:
            start = anchor.find(XDR + "from")
            at = (1, 1) if start is None else (_count(start, "row") + 1, _count(start, "col") + 1)
            extent = anchor.find(XDR + "ext")
            size = (0.0, 0.0) if extent is None else (number(extent.get("cx")) / _EMU, number(extent.get("cy")) / _EMU)
            for picture in anchor.iter(XDR + "pic"):
                sheet.pictures.append((at, self._picture(picture, relations, sheet.place(at), *size)))
            for shape in anchor.iter(XDR + "sp"):
                _read_shape(sheet, at, shape)

    def _picture(
        self, picture: Element, relations: dict[str, Relation], place: Place, width: float, height: float
    ) -> Picture:
        extent = picture.find(f"{XDR}spPr/{A}xfrm/{A}ext")
        if extent is not None and not width:
            width, height = number(extent.get("cx")) / _EMU, number(extent.get("cy")) / _EMU
        blip = next(picture.iter(A + "blip"), None)
        relation = relations.get(blip.get(R + "embed", "")) if blip is not None else None
        name = relation.target if relation else ""
        return self._judge.picture(name, self._package.lenient_blob(name) if name else None, (width, height), place)

    def _controls(self, root: Element) -> Iterator[Control]:
        states = self._states(root)
        for reference in root.iterfind(S + "legacyDrawing"):
            relation = self._relations.get(reference.get(R + "id", ""))
            vml = _vml(self._package.lenient_blob(relation.target)) if relation else None
            for shape in [] if vml is None else vml.iter(V + "shape"):
                control = _control(shape, states)
                if control is not None:
                    yield control

    def _states(self, root: Element) -> dict[str, Tick]:
        """By the number of its shape, the state of each control."""
        found: dict[str, Tick] = {}
        for control in root.iter(S + "control"):
            relation = self._relations.get(control.get(R + "id", ""))
            properties = self._package.lenient_xml(relation.target) if relation else None
            if properties is not None:
                state = properties.get("checked", "Unchecked").lower()
                found[control.get("shapeId", "")] = _WORDS.get(state, Tick.UNKNOWN)
        return found


def _count(start: Element, name: str) -> int:
    return number(start.findtext(XDR + name))


def _read_shape(sheet: Sheet, at: At, shape: Element) -> None:
    """A text box's lines; those of a check box stand in the VML."""
    if any(True for _ in shape.iter(A14 + "compatExt")):
        return
    lines = ["".join(part.text or "" for part in line.iter(A + "t")) for line in shape.iter(A + "p")]
    text = "\n".join(line for line in lines if line.strip())
    if not text:
        return
    ticks = list(plain_ticks(text.strip()))
    if len(text.strip()) <= 2 and ticks:
        key = sheet.anchor(at)
        sheet.cells[key] = [*sheet.cells.get(key, []), Run(text.strip(), ticks[0][2])]
    else:
        sheet.boxes.append((at, text))


def _vml(blob: bytes | None) -> Element | None:
    """VML is written by hand in places: unclosed line breaks are mended, entities and links never followed."""
    if not blob or len(blob) > MAX_XML or b"<!DOCTYPE" in blob:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(_UNCLOSED.sub(b"<br/>", blob), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _control(shape: Element, states: dict[str, Tick]) -> Control | None:
    data = next(shape.iter(X + "ClientData"), None)
    if data is None or data.get("ObjectType", "").lower() not in ("checkbox", "radio"):
        return None
    figures = [number(part.strip(), -1) for part in data.findtext(X + "Anchor", "").split(",")]
    if len(figures) < 4 or min(figures[:4]) < 0:
        return None
    column, right, row, down = figures[:4]
    box = next(shape.iter(V + "textbox"), None)
    caption = "".join(box.itertext()).strip() if box is not None else ""
    stored = _STATES.get((data.findtext(X + "Checked") or "0").strip(), Tick.UNKNOWN)
    tick = states.get(shape.get("id", "").rpartition("_s")[2], stored)
    return Control((row + 1, column + 1), right, down, " ".join(caption.split()), tick)
