"""AcroForm: states of tick boxes however they are told, combs, lists, flattened forms; forms that only Adobe opens."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.generator.pdfform import CAPTIONS, FieldStyle, write_form
from benchmarks.generator.people import make_filing
from benchmarks.generator.truth import Truth
from extractors.errors import UnsupportedFile
from extractors.page import Page, Paragraph, Run, Tick
from extractors.pdf import extract
from pipeline.documents import Document
from pipeline.read import read_pages
from pipeline.settings import Options

STYLES = [
    *(FieldStyle(caption=caption) for caption in CAPTIONS),
    *(FieldStyle(buttons=buttons, state=state) for buttons in ("group", "radio") for state in ("shown", "valued")),
    FieldStyle(buttons="single", state="valued", combed=True),
    *(FieldStyle(buttons=buttons, drawn=False, listed=True) for buttons in ("single", "group", "radio")),
    FieldStyle(flat=True),
    FieldStyle(flat=True, caption="n", combed=True),
]


def filing(path: Path, style: FieldStyle, seed: int) -> tuple[Document, Truth]:
    truth = make_filing(random.Random(seed))
    write_form(truth, style, path, random.Random(seed))
    pages = extract(path.read_bytes())
    found = tuple(page for page in pages if isinstance(page, Page))
    assert len(found) == len(pages), "nothing is left to recognise"
    (document,) = read_pages(found, Options())
    return document, truth


@pytest.mark.parametrize("number", range(len(STYLES)))
def test_a_form_filled_in_any_way_is_read_whole(tmp_path: Path, number: int) -> None:
    """Every value and tick of a form, whatever its fields are made of."""
    document, truth = filing(tmp_path / "a.pdf", STYLES[number], 200 + number)
    wanted = {name: value for name, value in truth.value.items() if name not in ("photo", "seal")}
    assert {name: document.fields[name].value for name in wanted} == wanted


def button(kid: dict[str, object], flags: int = 4, **parent: object) -> list[Tick | None]:
    """The tick that a button of these entries is read as."""
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Chief Quality Officer")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(out) as pdf:
        blank = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 12, 12])
        states = pikepdf.Dictionary({"/Yes": blank, "/Off": blank})
        above = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Btn, T=pikepdf.String("a"), **parent))
        widget = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[300, 695, 312, 707], F=flags, Parent=above,
            AP=pikepdf.Dictionary(N=states), **kid,
        )  # fmt: skip
        kids = pikepdf.Array([pdf.make_indirect(widget)])
        pdf.pages[0].Annots = above.Kids = kids
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[above])
        made = BytesIO()
        pdf.save(made)
    (page,) = extract(made.getvalue())
    assert isinstance(page, Page)
    return [run.tick for run in runs(page) if run.tick]


def runs(page: Page) -> list[Run]:
    return [run for part in page.blocks if isinstance(part, Paragraph) for line in part.lines for run in line.runs]


YES, OFF, OTHER = pikepdf.Name("/Yes"), pikepdf.Name("/Off"), pikepdf.Name("/Other")


@pytest.mark.parametrize(
    ("kid", "parent", "tick"),
    [
        ({"AS": YES}, {}, Tick.CHECKED),
        ({"AS": OFF}, {"V": OTHER}, Tick.UNCHECKED),
        ({}, {"V": YES}, Tick.CHECKED),
        ({}, {"V": OTHER, "Ff": 1 << 15}, Tick.UNCHECKED),
        ({}, {}, Tick.UNCHECKED),
        ({"AS": OFF}, {"V": YES}, Tick.UNKNOWN),
        ({"AS": YES}, {"V": OFF}, Tick.UNKNOWN),
        ({"AS": OTHER}, {}, Tick.UNKNOWN),
    ],
)
def test_states_that_contradict_each_other_are_asked_about(
    kid: dict[str, object], parent: dict[str, object], tick: Tick
) -> None:
    """What is shown counts; where the value says otherwise, or nothing can be shown, the box is in doubt."""
    assert button(kid, **parent) == [tick]


@pytest.mark.parametrize("flags", [2, 4 + 32])
def test_fields_that_are_not_shown_are_not_read(flags: int) -> None:
    """Hidden ones and those only for print."""
    assert button({"AS": YES}, flags=flags) == []


def test_a_form_that_only_adobe_can_build_says_so() -> None:
    """The one page in a dynamic XFA file asks to wait: the clerk is told what to do."""
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Please wait... If this message is not eventually replaced")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(out) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))
        made = BytesIO()
        pdf.save(made)
    with pytest.raises(UnsupportedFile, match="XFA"):
        extract(made.getvalue())
