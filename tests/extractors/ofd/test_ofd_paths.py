"""OFD: path data, ticks and lines drawn, templates, composite units, annotations."""

from __future__ import annotations

from math import hypot

import pytest

from extractors.ofd import extract
from extractors.ofd.paths import figures_of
from extractors.page import Page, Paragraph, Run, Tick
from tests.support import ofd


def one(*objects: str, **more: str) -> Page:
    (page,) = extract(ofd.packed(ofd.members("".join(objects), **more)))
    assert isinstance(page, Page)
    return page


def runs(page: Page) -> list[Run]:
    return [
        run
        for block in page.blocks
        for part in ([block] if isinstance(block, Paragraph) else block.cells)
        for line in part.lines
        for run in line.runs
    ]


def annotated(objects: str, kind: str, annotation: str) -> Page:
    """A page with one annotation of a kind at 0, 0."""
    files = ofd.members(objects, rest="<ofd:Annotations>Notes.xml</ofd:Annotations>")
    listed = '<ofd:Page PageID="0"><ofd:FileLoc>/doc_0/Note.xml</ofd:FileLoc></ofd:Page>'
    shown = f'<ofd:Appearance Boundary="0 0 210 297">{annotation}</ofd:Appearance>'
    files["Doc_0/Notes.xml"] = ofd.part("Annotations", listed)
    files["Doc_0/Note.xml"] = ofd.part("PageAnnot", f'<ofd:Annot Type="{kind}">{shown}</ofd:Annot>')
    (page,) = extract(ofd.packed(files))
    assert isinstance(page, Page)
    return page


def test_straight_figures() -> None:
    """M starts a figure, L goes on, C closes it; what follows starts where it began."""
    square, tail = figures_of("M 0 0 L 4 0 L 4 4 L 0 4 C L 9 9")
    assert (square.points, square.closed) == ([(0, 0), (4, 0), (4, 4), (0, 4)], True)
    assert (tail.points, tail.closed) == ([(0, 0), (9, 9)], False)


@pytest.mark.parametrize(("data", "middle"), [("M 0 0 Q 5 10 10 0", (5, 5)), ("M 0 0 B 0 10 10 10 10 0", (5, 7.5))])
def test_curves_end_where_they_must_and_pass_their_middle(data: str, middle: tuple[float, float]) -> None:
    """Quadratic and cubic curves."""
    (curve,) = figures_of(data)
    assert curve.points[-1] == pytest.approx((10, 0))
    assert min(hypot(x - middle[0], y - middle[1]) for x, y in curve.points) < 0.01


def test_arcs_lie_on_their_circle() -> None:
    """A large and a small arc, both ways round, each at its radius from one of two middles."""
    for large, clockwise, middle in ((0, 1, (0, 0)), (1, 0, (0, 0)), (0, 0, (5, 5)), (1, 1, (5, 5))):
        (arc,) = figures_of(f"M 0 5 A 5 5 0 {large} {clockwise} 5 0")
        assert arc.points[-1] == pytest.approx((5, 0))
        away = [hypot(x - middle[0], y - middle[1]) for x, y in arc.points]
        turned = [hypot(x - 5 + middle[0], y - 5 + middle[1]) for x, y in arc.points]
        assert max(away) - min(away) < 0.01 or max(turned) - min(turned) < 0.01
        assert (len(arc.points) > 20) == bool(large)


@pytest.mark.parametrize("data", ["", "L 1 1", "M 1", "M 0 0", "M 0 0 Z", "X 1 2", "M 0 0 A 0 0 0 0 0 0 0", "C C C"])
def test_broken_path_data_gives_what_there_is(data: str) -> None:
    """Missing numbers and unknown operators end a path."""
    assert all(len(figure.points) > 1 for figure in figures_of(data))


@pytest.mark.parametrize("number", ["NaN", "inf", "-inf", "1e308", "1e400", "0x10", "--1"])
def test_absurd_numbers_hurt_nothing(number: str) -> None:
    """In matrices, boundaries, sizes, offsets and paths."""
    page = one(
        ofd.text("甲", more=f'CTM="{number} 0 0 {number} {number} {number}"'),
        ofd.text("乙", y=40, code=f'DeltaX="g {number} {number} {number}"'),
        ofd.text("丙", y=60).replace('Size="4"', f'Size="{number}"'),
        ofd.path(f"M {number} 0 L 10 {number} A {number} 5 {number} 1 1 20 20 B 1 1 1 1 {number} {number}"),
        ofd.path("M 0 0 L 1 1", f'CTM="1e6 1e6 1e6 1e6 {number} 1e6"'),
        head=f"<ofd:Area><ofd:PhysicalBox>0 0 {number} {number}</ofd:PhysicalBox></ofd:Area>",
    )
    assert "乙" in "".join(run.text for run in runs(page))


def test_drawn_box_with_a_drawn_tick_is_checked() -> None:
    """A square and a tick of three points beside a word; an empty square beside another."""
    page = one(
        ofd.path("M 20 20 L 23 20 L 23 23 L 20 23 C"),
        ofd.path("M 20.5 21.2 L 21.3 22.4 L 23.6 19.4"),
        ofd.text("是", 24, 23, 3),
        ofd.path("M 30 20 L 33 20 L 33 23 L 30 23 C"),
        ofd.text("否", 34, 23, 3),
    )
    assert [(run.text.strip(), run.tick) for run in runs(page) if run.text.strip()] == [
        ("☑", Tick.CHECKED), ("是", None), ("□", Tick.UNCHECKED), ("否", None)
    ]  # fmt: skip


def test_thin_filled_rectangles_are_rules() -> None:
    """Tables whose lines are bars without a stroke."""
    bar = 'Stroke="false" Fill="true"'
    bars = [ofd.path(f"M 20 {y} L 90 {y} L 90 {y + 0.2} L 20 {y + 0.2} C", bar) for y in (20, 30)]
    bars += [ofd.path(f"M {x} 20 L {x + 0.2} 20 L {x + 0.2} 30.2 L {x} 30.2 C", bar) for x in (20, 50, 90)]
    (table,) = one(*bars, ofd.text("职务", 22, 27)).tables
    assert [cell.text for cell in table.cells] == ["职务", ""]


def test_struck_and_underlined_words() -> None:
    """Lines through and under text, also those of an annotation."""
    written = ofd.text("专职", 20, 20) + ofd.text("兼职人", 40, 20) + ofd.path("M 20 20.6 L 28 20.6")
    page = annotated(written, "Path", ofd.path("M 40 18.6 L 52 18.6"))
    shown = {run.text.strip(): (run.struck, run.underlined) for run in runs(page) if run.text.strip()}
    assert shown == {"专职": (False, True), "兼职人": (True, False)}


def test_templates_are_part_of_the_page() -> None:
    """Labels in a template, found by a path from the root in other letters; a missing template is left out."""
    files = ofd.members(
        ofd.text("王芳", 62, 27),
        common='<ofd:TemplatePage ID="8" BaseLoc="/doc_0/TPLS/t.XML"/><ofd:TemplatePage ID="9" BaseLoc="gone.xml"/>',
        head=ofd.AREA + '<ofd:Template TemplateID="8"/><ofd:Template TemplateID="9"/>',
    )
    files["Doc_0\\Tpls\\T.xml"] = ofd.page(ofd.grid((20, 60, 120), (20, 30)) + ofd.text("姓名", 22, 27))
    (page,) = extract(ofd.packed(files))
    assert isinstance(page, Page)
    assert [cell.text for table in page.tables for cell in table.cells] == ["姓名", "王芳"]


UNIT = (
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70" Width="10" Height="10"><ofd:Content>{}</ofd:Content>'
    "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)


def test_composite_units_are_painted_where_they_are_used() -> None:
    """A unit used twice, scaled."""
    use = '<ofd:CompositeObject ResourceID="70" Boundary="{} 20 10 10" CTM="0.5 0 0 0.5 0 0"/>'
    page = one(use.format(20), use.format(60), resources=UNIT.format(ofd.text("甲", 0, 8, 8)))
    assert "".join(run.text for run in runs(page)).split() == ["甲", "甲"]


def test_composite_units_in_themselves_end() -> None:
    """A unit that holds itself is painted once."""
    use = '<ofd:CompositeObject ResourceID="70" Boundary="20 20 10 10"/>'
    page = one(use, resources=UNIT.format(use + ofd.text("甲", 0, 8)))
    assert [run.text for run in runs(page)] == ["甲"]


def test_a_watermark_is_no_text_of_the_form() -> None:
    """Text of a watermark annotation is margin."""
    page = annotated(ofd.text("正文", 20, 20), "Watermark", ofd.text("下载次数", 30, 40))
    assert [(block.text, block.margin) for block in page.blocks if isinstance(block, Paragraph)] == [
        ("正文", False), ("下载次数", True)
    ]  # fmt: skip
