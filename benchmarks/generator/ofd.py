"""Writes 附件1 and 附件2 as OFD (GB/T 33190-2016): placed text, paths, templates, composite units, electronic seals."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from benchmarks.generator.draw import DrawStyle, Pictures, filing_on, lay, page_size, pictures_on, random_style
from benchmarks.generator.layout import Layout
from benchmarks.generator.otherforms import make_other_form
from benchmarks.generator.summary import make_summary_layout
from benchmarks.generator.surface import Colour, Ink, Point, Rectangle
from benchmarks.generator.truth import SummaryTruth, Truth

MM = 25.4 / 72
NAMESPACES = ("http://www.ofdspec.org/2016", "http://www.ofdspec.org")
TEXTS = ("list", "runs", "single", "scaled")
"""How text is placed: offsets one by one, in `g n v` runs, a text object a character, or at size 1 with a CTM."""
SEALS = ("picture", "signature", "annotation")
SQUARE = "900"
"""The ID of the composite unit that is an empty tick box."""


@dataclass(frozen=True, slots=True)
class OfdStyle:
    """How an OFD is made. `draw` gives layout, sizes and ticks; `boxes`: tick boxes as characters, paths or composite
    units; `template`: the ruled lines stand in a template; `bars`: they are filled rectangles; `absolute`: paths from
    the root."""

    draw: DrawStyle = field(default_factory=DrawStyle)
    text: str = "list"
    boxes: str = "path"
    seal: str = "picture"
    template: bool = False
    bars: bool = False
    absolute: bool = False
    namespace: str = NAMESPACES[0]


def random_ofd_style(rng: random.Random, half: str = "develop") -> OfdStyle:
    """A way of making an OFD."""
    draw = replace(random_style(rng, half), jitter=0.0, hand_dates=False)
    return OfdStyle(
        draw,
        text=rng.choice(TEXTS),
        boxes=rng.choice(("character", "path", "unit")),
        seal=rng.choice(SEALS),
        template=rng.random() < 0.4,
        bars=rng.random() < 0.4,
        absolute=rng.random() < 0.4,
        namespace=rng.choice(NAMESPACES),
    )


def _mm(*points: float) -> str:
    return " ".join(f"{point * MM:.4f}" for point in points)


class OfdSurface:
    """A page of an OFD being written: `objects` of it, `rulings` for its template, `media` of the file, `seals`."""

    scale = 150 / 72

    def __init__(self, size: Point, style: OfdStyle, media: dict[str, bytes]) -> None:
        self.width, self.height = size
        self.style, self.media = style, media
        self.objects: list[str] = []
        self.rulings: list[str] = []
        self.annotations: list[str] = []
        self.seals: list[tuple[bytes, Rectangle]] = []

    def advance(self, character: str, ink: Ink) -> float:
        """The width of a character: Latin ones half as wide as Chinese ones."""
        return ink.size * (0.5 if ord(character) < 0x250 else 1.0)

    def text(self, text: str, ink: Ink, x: float, baseline: float) -> None:
        """Text on one line."""
        widths = [self.advance(character, ink) for character in text]
        if self.style.text == "single":
            for character, width in zip(text, widths, strict=True):
                self._text(character, [width], ink, x, baseline)
                x += width
        elif text:
            self._text(text, widths, ink, x, baseline)

    def _text(self, text: str, widths: Sequence[float], ink: Ink, x: float, baseline: float) -> None:
        box = _mm(x, baseline - ink.size, sum(widths), 1.3 * ink.size)
        colour = " ".join(str(channel) for channel in ink.colour)
        shrunk = self.style.text == "scaled"
        unit = ink.size * MM if shrunk else 1.0
        steps = [f"{width * MM / unit:.4f}" for width in widths[:-1]]
        if self.style.text == "runs":
            steps = [part for value, same in groupby(steps) for part in _run(value, len(list(same)))]
        ctm = f' CTM="{unit:.4f} 0 0 {unit:.4f} 0 0"' if shrunk else ""
        delta = f' DeltaX="{" ".join(steps)}"' if steps else ""
        self.objects.append(
            f'<ofd:TextObject ID="0" Boundary="{box}" Font="3" Size="{ink.size * MM / unit:.4f}"{ctm}>'
            f'<ofd:FillColor Value="{colour}"/>'
            f'<ofd:TextCode X="0" Y="{ink.size * MM / unit:.4f}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through these points; straight level or upright ones may be bars."""
        (ax, ay), (bx, by) = points[0], points[-1]
        ruling = len(points) == 2 and (ax == bx or ay == by) and max(abs(ax - bx), abs(ay - by)) > 24
        shown = " ".join(str(channel) for channel in colour)
        if ruling and self.style.bars:
            box = min(ax, bx), min(ay, by), max(abs(ax - bx), width), max(abs(ay - by), width)
            made = _rectangle(box, f'Stroke="false" Fill="true"><ofd:FillColor Value="{shown}"/')
        else:
            path = "".join(f"{'L' if index else 'M'} {_mm(x, y)} " for index, (x, y) in enumerate(points))
            made = (
                f'<ofd:PathObject ID="0" Boundary="0 0 {_mm(self.width, self.height)}" LineWidth="{_mm(width)}">'
                f'<ofd:StrokeColor Value="{shown}"/><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'
            )
        (self.rulings if ruling and self.style.template else self.objects).append(made)

    def square(self, box: Rectangle, width: float, *, filled: bool) -> None:
        """A tick box, as a character, a path, or a composite unit."""
        edge = box[2] - box[0]
        if self.style.boxes == "character":
            size = edge / 0.76
            self.text("■" if filled else "□", Ink("", size), box[0] - size * 0.12, box[1] + size * 0.76)
        elif self.style.boxes == "unit" and not filled:
            scale = edge * MM / 10
            place = _mm(box[0], box[1], edge, edge)
            self.objects.append(
                f'<ofd:CompositeObject ID="0" ResourceID="{SQUARE}" Boundary="{place}" '
                f'CTM="{scale:.5f} 0 0 {scale:.5f} 0 0"/>'
            )
        else:
            fill = ' Fill="true"' if filled else ""
            self.objects.append(_rectangle((box[0], box[1], edge, edge), f'LineWidth="{_mm(width)}"{fill}'))

    def picture(self, image: Image.Image, box: Rectangle) -> None:
        """A picture; one with an alpha channel is a seal, set as the style says."""
        packed = io.BytesIO()
        image.save(packed, "PNG" if image.mode == "RGBA" else "JPEG")
        if image.mode == "RGBA" and self.style.seal == "signature":
            self.seals.append((packed.getvalue(), box))
            return
        number = str(1000 + len(self.media))
        self.media[number] = packed.getvalue()
        place = _mm(box[0], box[1], box[2] - box[0], box[3] - box[1])
        width, height = _mm(box[2] - box[0]), _mm(box[3] - box[1])
        ctm = f'CTM="{width} 0 0 {height} 0 0" ResourceID="{number}"'
        if image.mode == "RGBA" and self.style.seal == "annotation":
            self.annotations.append(
                f'<ofd:Annot ID="0" Type="Stamp"><ofd:Appearance Boundary="{place}">'
                f'<ofd:ImageObject ID="0" Boundary="0 0 {width} {height}" {ctm}/></ofd:Appearance></ofd:Annot>'
            )
        else:
            self.objects.append(f'<ofd:ImageObject ID="0" Boundary="{place}" {ctm}/>')


def _run(value: str, times: int) -> list[str]:
    return ["g", str(times), value] if times > 2 else [value] * times


def _rectangle(box: Rectangle, rest: str) -> str:
    """A rectangle by its corner and size."""
    width, height = _mm(box[2]), _mm(box[3])
    path = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
    data = f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="0" Boundary="{_mm(*box)}" {rest}>{data}</ofd:PathObject>'


class OfdFile:
    """The members of an OFD being written, one document."""

    def __init__(self, style: OfdStyle) -> None:
        self.style = style
        self.media: dict[str, bytes] = {}
        self.pages: list[OfdSurface] = []

    def page(self, size: Point) -> OfdSurface:
        """One more page."""
        surface = OfdSurface(size, self.style, self.media)
        self.pages.append(surface)
        return surface

    def save(self, path: Path) -> None:
        """Write the file, the same bytes every time."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.members().items():
                archive.writestr(zipfile.ZipInfo(name, (2021, 9, 24, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

    def members(self) -> dict[str, bytes]:
        """Every member by its name."""
        members = {
            "OFD.xml": self._root(),
            "Doc_0/Document.xml": self._document(),
            "Doc_0/PublicRes.xml": self._public(),
        }
        members["Doc_0/DocumentRes.xml"] = self._media()
        members |= {f"Doc_0/Res/{number}.bin": content for number, content in self.media.items()}
        for index, page in enumerate(self.pages):
            area = f"<ofd:Area><ofd:PhysicalBox>0 0 {_mm(page.width, page.height)}</ofd:PhysicalBox></ofd:Area>"
            use = f'<ofd:Template TemplateID="{500 + index}" ZOrder="Background"/>' if page.rulings else ""
            members[f"Doc_0/Pages/Page_{index}/Content.xml"] = self._page(area + use, page.objects)
            if page.rulings:
                members[f"Doc_0/Tpls/Tpl_{index}/Content.xml"] = self._page("", page.rulings)
            if page.annotations:
                members[f"Doc_0/Annots/Page_{index}/Annotation.xml"] = self._xml("PageAnnot", "".join(page.annotations))
        if any(page.annotations for page in self.pages):
            members["Doc_0/Annots/Annotations.xml"] = self._annotated()
        return members | self._signed()

    def _xml(self, name: str, content: str, attributes: str = "") -> bytes:
        space = quoteattr(self.style.namespace)
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{name} xmlns:ofd={space}{attributes}>'
        return f"{head}{content}</ofd:{name}>".encode()

    def _at(self, location: str) -> str:
        return f"/Doc_0/{location}" if self.style.absolute else location

    def _root(self) -> bytes:
        signed = any(page.seals for page in self.pages)
        signatures = "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
        about = "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
        body = f"{about}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signatures}"
        return self._xml("OFD", f"<ofd:DocBody>{body}</ofd:DocBody>", ' Version="1.0" DocType="OFD"')

    def _document(self) -> bytes:
        templates = "".join(
            f'<ofd:TemplatePage ID="{500 + index}" BaseLoc="{self._at(f"Tpls/Tpl_{index}/Content.xml")}"/>'
            for index, page in enumerate(self.pages)
            if page.rulings
        )
        listed = "".join(
            f'<ofd:Page ID="{100 + index}" BaseLoc="{self._at(f"Pages/Page_{index}/Content.xml")}"/>'
            for index in range(len(self.pages))
        )
        annotated = any(page.annotations for page in self.pages)
        notes = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>" if annotated else ""
        return self._xml(
            "Document",
            "<ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f"</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>{self._at('PublicRes.xml')}</ofd:PublicRes>"
            f"<ofd:DocumentRes>{self._at('DocumentRes.xml')}</ofd:DocumentRes>{templates}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>{notes}",
        )

    def _public(self) -> bytes:
        square = _rectangle((0, 0, 10 / MM, 10 / MM), "")
        return self._xml(
            "Res",
            '<ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts><ofd:CompositeGraphicUnits>'
            f'<ofd:CompositeGraphicUnit ID="{SQUARE}" Width="10" Height="10"><ofd:Content>{square}</ofd:Content>'
            "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>",
            ' BaseLoc="Res"',
        )

    def _media(self) -> bytes:
        listed = "".join(
            f'<ofd:MultiMedia ID="{number}" Type="Image"><ofd:MediaFile>{number}.bin</ofd:MediaFile></ofd:MultiMedia>'
            for number in self.media
        )
        return self._xml("Res", f"<ofd:MultiMedias>{listed}</ofd:MultiMedias>", ' BaseLoc="Res"')

    def _page(self, head: str, objects: Sequence[str]) -> bytes:
        return self._xml("Page", f'{head}<ofd:Content><ofd:Layer ID="1">{"".join(objects)}</ofd:Layer></ofd:Content>')

    def _annotated(self) -> bytes:
        listed = "".join(
            f'<ofd:Page PageID="{100 + index}"><ofd:FileLoc>Page_{index}/Annotation.xml</ofd:FileLoc></ofd:Page>'
            for index, page in enumerate(self.pages)
            if page.annotations
        )
        return self._xml("Annotations", listed)

    def _signed(self) -> dict[str, bytes]:
        """A signature for each seal, its value a structure of GB/T 38540 as far as it holds the seal's picture."""
        members: dict[str, bytes] = {}
        listed = ""
        for index, page in enumerate(self.pages):
            for picture, box in page.seals:
                folder = f"Signs/Sign_{len(members)}"
                place = _mm(box[0], box[1], box[2] - box[0], box[3] - box[1])
                stamp = f'<ofd:StampAnnot ID="s" PageRef="{100 + index}" Boundary="{place}"/>'
                listed += f'<ofd:Signature ID="1" Type="Seal" BaseLoc="{self._at(f"{folder}/Signature.xml")}"/>'
                members[f"Doc_0/{folder}/Signature.xml"] = self._xml(
                    "Signature",
                    f"<ofd:SignedInfo>{stamp}</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue>",
                )
                members[f"Doc_0/{folder}/SignedValue.dat"] = _sealed(picture)
        return members | ({"Doc_0/Signs/Signatures.xml": self._xml("Signatures", listed)} if listed else {})


def _sealed(picture: bytes) -> bytes:
    """DER: a seal with its picture."""
    return _der(0x30, _der(0x16, b"ES") + _der(0x30, _der(0x16, b"png") + _der(0x04, picture)))


def _der(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 128:
        return bytes((tag, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(size))) + size + content


def _write(
    pages: Sequence[tuple[Layout, Pictures]], style: OfdStyle, path: Path, rng: random.Random
) -> list[dict[str, Rectangle]]:
    file = OfdFile(style)
    boxes = [lay(file.page(page_size(layout)), layout, pictures, style.draw, rng).boxes for layout, pictures in pages]
    file.save(path)
    return boxes


def write_filings(
    truths: Sequence[Truth], style: OfdStyle, path: Path, rng: random.Random
) -> list[dict[str, Rectangle]]:
    """An OFD of one or more filings, a page each; gives for each where its values are, in fractions of its page."""
    return _write([filing_on(truth, style.draw, rng) for truth in truths], style, path, rng)


def write_filing(truth: Truth, style: OfdStyle, path: Path, rng: random.Random) -> dict[str, Rectangle]:
    """An OFD of one filing; gives where its values are, in fractions of the page."""
    return write_filings((truth,), style, path, rng)[0]


def write_summary(truth: SummaryTruth, style: OfdStyle, path: Path, rng: random.Random) -> dict[str, Rectangle]:
    """An OFD of a summary; gives where its values are, in fractions of the page."""
    return _write([(make_summary_layout(truth), Pictures(False, ""))], style, path, rng)[0]


def write_other_form(truth: Truth, style: OfdStyle, path: Path, rng: random.Random) -> Truth:
    """An OFD of a filing on a form of no known layout; gives its truth there (fields it lacks are blank)."""
    form = make_other_form(truth, rng)
    _write([(form.layout, pictures_on(form.truth))], style, path, rng)
    return form.truth
