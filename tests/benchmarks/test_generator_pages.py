"""Drawn, worn, written pages: values stand where they are said to stand, and a seed gives the same bytes."""

import random
import zipfile

import numpy as np
import pytest
from PIL import Image

from benchmarks.generator import pdf, word
from benchmarks.generator.attachments import draw_attachments
from benchmarks.generator.degrade import KINDS, degrade
from benchmarks.generator.draw import draw_filing, draw_other_form, draw_summary, random_style
from benchmarks.generator.fonts import HALVES, NoFontError, installed
from benchmarks.generator.people import make_filing, make_summary
from benchmarks.generator.script import survives_traditional, to_traditional, with_pinyin
from benchmarks.generator.ticks import ALONE, TICKS
from benchmarks.generator.word import WordStyle, random_word_style


def fonts_missing():
    try:
        return not all(installed(half) for half in HALVES)
    except NoFontError:
        return True


needs_fonts = pytest.mark.skipif(fonts_missing(), reason="no Chinese fonts are installed")


def drawn(seed, half="develop", dpi=80):
    rng = random.Random(seed)
    truth = make_filing(rng)
    return truth, draw_filing(truth, random_style(rng, half, dpi), rng)


def inside(box):
    x0, y0, x1, y1 = box
    return 0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1


def dark_share(image, box):
    x0, y0, x1, y1 = (round(edge * size) for edge, size in zip(box, image.size * 2, strict=True))
    return float((np.array(image.convert("L"))[y0:y1, x0:x1] < 170).mean())


@needs_fonts
@pytest.mark.parametrize("seed", range(8))
def test_every_written_value_has_ink_where_it_is_said_to_stand(seed):
    truth, drawing = drawn(seed, HALVES[seed % 2], dpi=110)
    for name, text in truth.written.items():
        if text and not text.isspace():
            assert inside(drawing.boxes[name]), name
            assert dark_share(drawing.image, drawing.boxes[name]) > 0.004, name
    assert inside(drawing.boxes["photo"])
    assert inside(drawing.boxes["seal"])


@needs_fonts
def test_values_stand_in_their_cells():
    _, drawing = drawn(3)
    for name, box in drawing.boxes.items():
        if name in ("filing_date", "seal"):
            continue
        cell = drawing.cells[name]
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        assert cell[0] < middle[0] < cell[2], name
        assert cell[1] < middle[1] < cell[3], name


@needs_fonts
@pytest.mark.parametrize("kind", KINDS)
def test_worn_page_is_followed_by_its_boxes(kind):
    """A black mark on a white page is found again where the matrix says."""
    page = Image.new("RGB", (600, 850), (255, 255, 255))
    box = (0.4, 0.5, 0.5, 0.55)
    page.paste((0, 0, 0), (240, 425, 300, 467))
    worn = degrade(page, kind, random.Random(4))
    found = worn.place(box)
    assert inside(found)
    centre = ((found[0] + found[2]) / 2, (found[1] + found[3]) / 2)
    patch = (centre[0] - 0.02, centre[1] - 0.01, centre[0] + 0.02, centre[1] + 0.01)
    assert dark_share(worn.image, patch) > 0.9


@needs_fonts
def test_same_seed_same_page():
    (_, one), (_, two) = drawn(6), drawn(6)
    assert one.boxes == two.boxes
    assert one.image.tobytes() == two.image.tobytes()
    worn = [degrade(one.image, "office", random.Random(1)).image.tobytes() for _ in range(2)]
    assert worn[0] == worn[1]


def test_halves_share_no_font():
    """What is tuned on one half is measured on fonts never seen."""
    if fonts_missing():
        pytest.skip("no Chinese fonts are installed")
    assert not set(installed("develop", bold=True)) & set(installed("held_out", bold=True))


@needs_fonts
def test_summary_rows_have_boxes():
    rng = random.Random(2)
    summary = make_summary(rng, [make_filing(rng, city="2101") for _ in range(3)])
    drawing = draw_summary(summary, random_style(rng, dpi=80), rng)
    assert drawing.image.width > drawing.image.height
    assert inside(drawing.boxes["rows.2.mobile"])
    assert inside(drawing.boxes["reporting_unit"])


@needs_fonts
@pytest.mark.parametrize("seed", range(4))
def test_other_form_shows_what_its_truth_says(seed):
    """A field that the form lacks is blank in its truth, every other one has a place."""
    rng = random.Random(seed)
    truth = make_filing(rng)
    drawing, there = draw_other_form(truth, random_style(rng, dpi=80), rng)
    for name, text in there.written.items():
        assert not text or inside(drawing.boxes[name]), name
        assert text or there.value[name] in (None, True, False), name
    assert there.value["id_number"] == truth.value["id_number"]


@needs_fonts
def test_attachments_agree_with_their_filing():
    rng = random.Random(2)
    truth = make_filing(rng)
    drawn_copies = draw_attachments(truth, rng, dpi=80)
    kinds = {"id_card", "diploma"} | ({"title_certificate"} if truth.value["title"] else set())
    assert {copy.kind for copy in drawn_copies} == kinds
    for copy in drawn_copies:
        assert copy.value["name"] == truth.value["name"]
        for name in copy.value.keys() - {"gender", "birth_date"}:
            assert inside(copy.drawing.boxes[name]), name


@pytest.mark.parametrize("tick", TICKS)
def test_word_file_holds_what_is_written(tmp_path, tick):
    """Every text, but the deleted options, stands in document.xml; opened by python-docx."""
    import docx

    rng = random.Random(9)
    truth = make_filing(rng)
    path = tmp_path / "form.docx"
    word.write_filing(truth, WordStyle(tick=tick), path, rng)
    table = docx.Document(str(path)).tables[0]
    text = "".join(node.text or "" for node in table._tbl.iter() if node.tag.endswith("}t"))
    for name in ("enterprise_name", "name", "id_number", "main_products", "enterprise_opinion"):
        assert truth.written[name] in text
    unwritten = {"form_list"} if truth.value["post"] == "二级质量官" else {*ALONE, "deleted", "struck_field"}
    assert ("二级质量官" in text) is (tick not in unwritten)


def test_word_file_same_bytes(tmp_path):
    for name in ("a.docx", "b.docx"):
        rng = random.Random(3)
        word.write_filings([make_filing(rng), make_filing(rng)], random_word_style(rng), tmp_path / name, rng)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert zipfile.is_zipfile(tmp_path / "a.docx")


@needs_fonts
def test_pdf_text_layer_and_same_bytes(tmp_path):
    import pypdfium2

    for name in ("a.pdf", "b.pdf"):
        rng = random.Random(3)
        truth = make_filing(rng)
        boxes = pdf.write_filing(truth, pdf.random_pdf_style(rng), tmp_path / name, rng)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert all(inside(box) for box in boxes.values())
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = document[0].get_textpage().get_text_range().replace("\r\n", "")
    document.close()
    assert truth.value["id_number"] in text.replace(" ", "").upper()


def test_traditional_keeps_names():
    assert to_traditional("张乾", "name") == "張乾"
    assert to_traditional("质量管理") == "質量管理"
    assert to_traditional("a@b.cn", "email") == "a@b.cn"
    assert any(survives_traditional(make_filing(random.Random(seed))) for seed in range(10))


def test_pinyin_is_put_in_brackets():
    assert with_pinyin("督", random.Random(1), 1.0) == "督(dū)"
