"""Writes 附件1 as a PDF that was filled in: form fields (AcroForm) of every make, or text typed over a scanned form."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.generator.draw import DrawStyle, filing_on, lay, page_size
from benchmarks.generator.pdf import BUILT_IN, PdfSurface
from benchmarks.generator.setting import TickStyle
from benchmarks.generator.surface import Colour, Ink, PixelSurface, Point, Rectangle
from benchmarks.generator.truth import OPTIONS, Truth

FILLED: Colour = (0, 0, 1)
"""The colour by which what is filled in is told from what is printed."""
COMBED = ("id_number", "mobile")
LISTED = {"education": ("博士研究生", "硕士研究生", "本科", "大专", "中专", "高中"), "gender": ("男", "女")}
CAPTIONS = ("4", "8", "l", "n", "u", "H")
"""The signs of ZapfDingbats that tick a field: check, cross, circle, square, diamond, star."""
STATES = ("shown", "valued", "both")
BUTTONS = ("single", "group", "radio")


@dataclass(frozen=True, slots=True)
class FieldStyle:
    """How a form is made and filled in.

    `caption`: the sign of a ticked box. `buttons`: each option is a field of its own, all of a question are widgets of
    one field, or radio buttons. `state`: the ticked box is told by its appearance state, its value, or both.
    `drawn`: fields have appearances; without them, whoever shows the file must make them. `flat`: the appearances are
    part of the page, the fields are gone. `combed`: ID and phone numbers in combs; `listed`: education and gender
    chosen from lists.
    """

    draw: DrawStyle = field(default_factory=lambda: DrawStyle(label_face=BUILT_IN, title_face=BUILT_IN))
    caption: str = "4"
    buttons: str = "single"
    state: str = "both"
    drawn: bool = True
    flat: bool = False
    combed: bool = False
    listed: bool = False


def random_field_style(rng: random.Random) -> FieldStyle:
    """A way of making and filling in a form."""
    drawn = rng.random() < 0.7
    return FieldStyle(
        caption=rng.choice(CAPTIONS),
        buttons=rng.choice(BUTTONS),
        state=rng.choice(STATES) if drawn else "both",
        drawn=drawn,
        flat=drawn and rng.random() < 0.2,
        combed=rng.random() < 0.4,
        listed=rng.random() < 0.4,
    )


@dataclass(slots=True)
class _Blank:
    """A form with its places: `texts` (text, x, baseline, size, width) and `boxes` with their state, in order."""

    texts: list[tuple[str, float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[Rectangle, bool]] = field(default_factory=list)


class _BlankSurface(PdfSurface):
    """Draws what is printed and notes what is filled in."""

    def __init__(self, canvas: Any, size: Point) -> None:
        super().__init__(canvas, size, text_boxes=False)
        self.blank = _Blank()

    def text(self, text: str, ink: Ink, x: float, baseline: float) -> None:
        """Text, printed or noted."""
        if ink.colour != FILLED:
            super().text(text, ink, x, baseline)
        elif text.strip():
            width = sum(self.advance(character, ink) for character in text)
            self.blank.texts.append((text, x, baseline, ink.size, width))

    def square(self, box: Rectangle, width: float, *, filled: bool) -> None:  # noqa: ARG002 - as the surface's
        """A tick box, noted."""
        self.blank.boxes.append((box, filled))


def _filled_in(style: DrawStyle) -> DrawStyle:
    """The style with what is filled in marked as such, and ticks as fillings of their boxes."""
    ticks = TickStyle("fill", style.tick.suffix)
    return replace(style, value_face=BUILT_IN, colour=FILLED, jitter=0.0, hand_dates=False, tick=ticks)


def write_form(truth: Truth, style: FieldStyle, path: Path, rng: random.Random) -> None:
    """A PDF of one filing whose values stand in form fields; no photo, no seal."""
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas

    draw = _filled_in(style.draw)
    layout, pictures = filing_on(truth, draw, rng)
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=page_size(layout), invariant=1)
    surface = _BlankSurface(canvas, page_size(layout))
    lay(surface, layout, replace(pictures, portrait=False, seal=""), draw, rng)
    canvas.showPage()
    canvas.save()
    packed.seek(0)
    with pikepdf.open(packed) as pdf:
        writer = _Fields(pdf, style, surface.height)
        for entry in surface.blank.texts:
            writer.add_text(truth, *entry)
        writer.add_options(surface.blank.boxes)
        writer.finish()
        pdf.save(path, deterministic_id=True)


class _Fields:
    """Puts fields on the only page of a PDF."""

    def __init__(self, pdf: Any, style: FieldStyle, height: float) -> None:
        import pikepdf

        self.pdf, self.style, self.height = pdf, style, height
        self.page = pdf.pages[0]
        self.fields: list[Any] = []
        self.widgets: list[Any] = []
        descendant = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType0, BaseFont=pikepdf.Name("/STSong-Light"),
                CIDSystemInfo=pikepdf.Dictionary(
                    Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=4
                ),
                DW=1000, W=[1, 95, 440, 814, 939, 440],
            )
        )  # fmt: skip
        self.song = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name("/STSong-Light"),
                Encoding=pikepdf.Name("/UniGB-UCS2-H"), DescendantFonts=[descendant],
            )
        )  # fmt: skip
        self.dingbats = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/ZapfDingbats")
            )
        )

    def _stream(self, content: bytes, width: float, height: float, font: Any) -> Any:
        import pikepdf

        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        return self.pdf.make_stream(
            content,
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, width, height], Resources=resources,
        )  # fmt: skip

    def _widget(self, box: Rectangle, **entries: Any) -> Any:
        import pikepdf

        rect = [box[0], self.height - box[3], box[2], self.height - box[1]]
        widget = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=rect, F=4, **entries)
        made = self.pdf.make_indirect(widget)
        self.widgets.append(made)
        return made

    def add_text(self, truth: Truth, text: str, x: float, baseline: float, size: float, width: float) -> None:
        """A text, comb or list field."""
        import pikepdf

        box = (x - 2, baseline - size, x + width + 2, baseline + 0.3 * size)
        name = next((name for name in (*COMBED, *LISTED) if truth.written.get(name) == text), "")
        combed = self.style.combed and name in COMBED
        entries: dict[str, Any] = {
            "T": pikepdf.String(f"text{len(self.fields)}"), "FT": pikepdf.Name.Tx, "V": pikepdf.String(text),
            "DA": pikepdf.String(f"/F {size:g} Tf 0 g"),
        }  # fmt: skip
        if combed:
            entries |= {"Ff": 1 << 24, "MaxLen": len(text)}
        elif self.style.listed and name in LISTED and text in LISTED[name]:
            choices = [
                pikepdf.Array([pikepdf.String(str(k)), pikepdf.String(one)]) for k, one in enumerate(LISTED[name])
            ]
            index = LISTED[name].index(text)
            entries |= {"FT": pikepdf.Name.Ch, "Ff": 1 << 17, "Opt": choices, "V": pikepdf.String(str(index))}
        if self.style.drawn:
            content = self._typed(text, box[2] - box[0], size, combed=combed)
            entries["AP"] = pikepdf.Dictionary(N=self._stream(content, box[2] - box[0], box[3] - box[1], self.song))
        self.fields.append(self._widget(box, **entries))

    def _typed(self, text: str, width: float, size: float, *, combed: bool) -> bytes:
        pieces = [(2.0, text)]
        if combed:
            step = width / len(text)
            pieces = [((k + 0.5) * step - 0.25 * size, one) for k, one in enumerate(text)]
        shown = [f"1 0 0 1 {x:.2f} {0.3 * size:.2f} Tm <{one.encode('utf-16-be').hex()}> Tj" for x, one in pieces]
        return f"BT /F {size:g} Tf 0 g {' '.join(shown)} ET".encode()

    def add_options(self, boxes: Sequence[tuple[Rectangle, bool]]) -> None:
        """The tick boxes, two a question."""
        sizes = [len(OPTIONS[name]) for name in ("post", "change_type", "employment")]
        start = 0
        for size in sizes:
            self._question(boxes[start : start + size])
            start += size

    def _question(self, boxes: Sequence[tuple[Rectangle, bool]]) -> None:
        import pikepdf

        name = f"tick{len(self.fields)}"
        kids = [self._button(box, f"Choice{k}", chosen=chosen) for k, (box, chosen) in enumerate(boxes)]
        valued = self.style.state != "shown"
        if self.style.buttons == "single":
            for number, (kid, (_, chosen)) in enumerate(zip(kids, boxes, strict=True)):
                kid.FT, kid.T = pikepdf.Name.Btn, pikepdf.String(f"{name}.{number}")
                if valued:
                    kid.V = pikepdf.Name(f"/Choice{number}" if chosen else "/Off")
            self.fields += kids
            return
        flags = 1 << 15 if self.style.buttons == "radio" else 0
        parent = self.pdf.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Btn, T=pikepdf.String(name), Ff=flags, Kids=pikepdf.Array(kids))
        )
        chosen_name = next((f"/Choice{k}" for k, (_, chosen) in enumerate(boxes) if chosen), "/Off")
        if valued:
            parent.V = pikepdf.Name(chosen_name)
        for kid in kids:
            kid.Parent = parent
        self.fields.append(parent)

    def _button(self, box: Rectangle, on: str, *, chosen: bool) -> Any:
        import pikepdf

        width, height = box[2] - box[0], box[3] - box[1]
        frame = f"q 0.6 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re S Q"
        sign = f"{frame} BT /F {0.9 * height:.2f} Tf 0 g 1 0 0 1 {0.15 * width:.2f} {0.18 * height:.2f} Tm"
        caption = self.style.caption
        entries: dict[str, Any] = {"MK": pikepdf.Dictionary(CA=pikepdf.String(caption), BC=[0])}
        if self.style.drawn:
            ticked = f"{sign} ({caption}) Tj ET".encode()
            states = {on: self._stream(ticked, width, height, self.dingbats)}
            states["Off"] = self._stream(frame.encode(), width, height, self.dingbats)
            entries["AP"] = pikepdf.Dictionary(N=pikepdf.Dictionary({f"/{k}": v for k, v in states.items()}))
        if self.style.state != "valued":
            entries["AS"] = pikepdf.Name(f"/{on}" if chosen else "/Off")
        return self._widget(box, **entries)

    def finish(self) -> None:
        """Hangs the fields on the file, or draws their appearances on the page."""
        import pikepdf

        if self.style.flat:
            self._flatten()
            return
        self.page.Annots = pikepdf.Array(self.widgets)
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=self.song, ZaDb=self.dingbats))
        self.pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(self.fields), NeedAppearances=not self.style.drawn, DR=resources,
            DA=pikepdf.String("/F 10 Tf 0 g"),
        )  # fmt: skip

    def _flatten(self) -> None:
        drawn = []
        for number, widget in enumerate(self.widgets):
            shown = widget.AP.N
            if "/BBox" not in shown:
                state = widget.get("/AS") or widget.get("/V") or (widget.Parent.V if "/Parent" in widget else "/Off")
                shown = shown[state] if state in shown else shown["/Off"]
            name = self.page.add_resource(shown, "/XObject", f"/Fill{number}")
            drawn.append(f"q 1 0 0 1 {float(widget.Rect[0]):.2f} {float(widget.Rect[1]):.2f} cm {name} Do Q")
        self.page.contents_add("\n".join(drawn).encode())


class _OverSurface(PixelSurface):
    """Draws what is printed into the scan and notes what is filled in."""

    def __init__(self, size: Point, dpi: int, rng: random.Random) -> None:
        super().__init__(size, dpi, rng)
        self.typed: list[tuple[str, Ink, float, float]] = []
        self.filled: list[Rectangle] = []

    def text(self, text: str, ink: Ink, x: float, baseline: float) -> None:
        """Text, printed or noted."""
        if ink.colour == FILLED:
            self.typed.append((text, ink, x, baseline))
        else:
            super().text(text, ink, x, baseline)

    def square(self, box: Rectangle, width: float, *, filled: bool) -> None:
        """An empty tick box; where it is to be ticked is noted."""
        super().square(box, width, filled=False)
        if filled:
            self.filled.append(box)


def write_typed_over_scan(truth: Truth, style: DrawStyle, path: Path, rng: random.Random) -> None:
    """A PDF of one filing: the empty form as a picture of the whole page, the values typed over it, ticks as √."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    draw = replace(style, colour=FILLED, jitter=0.0, hand_dates=False, tick=TickStyle("fill", style.tick.suffix))
    layout, pictures = filing_on(truth, draw, rng)
    size = page_size(layout)
    paper = _OverSurface(size, style.dpi, rng)
    lay(paper, layout, replace(pictures, portrait=False, seal=""), draw, rng)
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    packed = io.BytesIO()
    paper.image.convert("L").save(packed, "JPEG", quality=70)
    packed.seek(0)
    canvas.drawImage(ImageReader(packed), 0, 0, *size)
    over = PdfSurface(canvas, size, text_boxes=False)
    for text, ink, x, baseline in paper.typed:
        over.text(text, replace(ink, face=BUILT_IN, colour=(0, 0, 0)), x, baseline)
    for box in paper.filled:
        over.text("√", Ink(BUILT_IN, 1.1 * (box[2] - box[0])), box[0], box[3])
    canvas.showPage()
    canvas.save()
