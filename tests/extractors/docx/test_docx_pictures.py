"""Photos, seals and scans laid into a Word file are told apart, and belong to the cell they stand in."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from extractors.docx import embedded_pages, extract
from extractors.likeness import Sheet, likeness
from extractors.page import Likeness, Tick
from tests.support.word import cell, cells, paragraph, read, run, table, texts, ticks, word_file

EMU_PER_CM = 360_000


def stored(image: Image.Image, kind: str = "PNG") -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def photo(background: str = "red") -> bytes:
    image = Image.new("RGB", (295, 413), background)
    draw = ImageDraw.Draw(image)
    draw.ellipse((90, 60, 205, 220), fill=(225, 190, 170))
    draw.rectangle((40, 240, 255, 413), fill=(30, 30, 60))
    return stored(image, "JPEG")


def seal(mode: str = "RGB") -> bytes:
    image = Image.new(mode, (240, 240), (255, 255, 255) if mode == "RGB" else (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 6, 234, 234), outline=(230, 30, 30), width=8)
    draw.regular_polygon((120, 120, 40), 5, fill=(230, 30, 30))
    return stored(image)


def scan(width: int = 900, height: int = 1270) -> bytes:
    image = Image.new("L", (width, height), 250)
    ImageDraw.Draw(image).rectangle((60, 60, width - 60, height - 60), outline=0, width=3)
    return stored(image)


def inline(relation: str, width: float, height: float) -> str:
    """A picture in the text, sizes in cm."""
    extent = f'<wp:extent cx="{int(width * EMU_PER_CM)}" cy="{int(height * EMU_PER_CM)}"/>'
    blip = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    return f"<w:r><w:drawing><wp:inline>{extent}<a:graphic>{blip}</a:graphic></wp:inline></w:drawing></w:r>"


def vml(relation: str, style: str, inside: str = "w:pict", more: str = "") -> str:
    shape = f'<v:shape style="{style}"><v:imagedata r:id="{relation}"/></v:shape>'
    return f"<w:r><{inside}>{shape}{more}</{inside}></w:r>"


def images(**named: bytes) -> dict[str, dict]:
    return {
        "parts": {f"word/media/{name}": data for name, data in named.items()},
        "relations": {name: ("image", f"media/{name}") for name in named},
    }


@pytest.mark.parametrize("background", ["red", "white", "#4080c0"])
def test_a_photo_in_a_cell_belongs_to_the_cell(background: str) -> None:
    page = read(table(cell("企业名称") + cell(paragraph(inline("p", 2.5, 3.5)))), **images(p=photo(background)))
    (found,) = cells(page)[0, 1].pictures
    assert found.likeness is Likeness.PORTRAIT
    assert (round(found.width), round(found.height)) == (71, 99)
    assert found.place == cells(page)[0, 1].place
    assert page.pictures == ()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_seal(mode: str) -> None:
    page = read(paragraph(inline("s", 4.2, 4.2)), **images(s=seal(mode)))
    assert [one.likeness for one in page.pictures] == [Likeness.SEAL]
    assert not page.shows_ink


def test_vml_pictures_have_the_size_of_their_shape() -> None:
    page = read(paragraph(vml("p", "position:absolute;width:71pt;height:99pt")), **images(p=photo()))
    assert [(one.likeness, one.width) for one in page.pictures] == [(Likeness.PORTRAIT, 71.0)]


def test_scans_are_handed_out_each_once() -> None:
    page_scan, card = scan(), scan(860, 540)
    body = paragraph(inline("a", 17, 24), inline("a", 17, 24)) + paragraph(inline("c", 8.6, 5.4), inline("p", 2.5, 3.5))
    made = word_file(body, **images(a=page_scan, c=card, p=photo()))
    (page,) = extract(made)
    assert [one.likeness.value for one in page.pictures] == ["page", "page", "page", "portrait"]
    assert embedded_pages(made) == (page_scan, card)


@pytest.mark.parametrize(
    ("data", "width", "height"),
    [
        (stored(Image.new("RGB", (300, 420), "white")), 71, 99),
        (stored(Image.new("RGB", (400, 80), "black")), 100, 20),
        (seal(), 500, 30),
        (b"\x89PNG\r\n\x1a\nbroken", 71, 99),
        (b"\xd7\xcd\xc6\x9a", 500, 700),
        (b"", 71, 99),
    ],
)
def test_what_is_blank_wide_broken_or_unknown_is_other(data: bytes, width: float, height: float) -> None:
    assert likeness(data, width, height, Sheet()) is Likeness.OTHER


def test_a_picture_of_absurd_size_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert likeness(seal(), 120, 120, Sheet()) is Likeness.SEAL
    monkeypatch.setattr("extractors.likeness.MAX_PIXELS", 240 * 240 - 1)
    assert likeness(seal(), 120, 120, Sheet()) is Likeness.OTHER


def test_seal_controls_are_seals_and_their_junk_is_dropped() -> None:
    control = '<w:r><w:object><w:control w:name="DESSealObj1"/></w:object></w:r>'
    instruction = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> CONTROL DESSeal.DESSealObj.1 \\s </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>junk</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    for made in (control, instruction, run("CONTROL DESSeal.DESSealObj.1 \\s")):
        found = cells(read(table(cell(paragraph(run("（盖章）"), made)))))[0, 0]
        assert found.text == "（盖章）"
        assert [one.likeness for one in found.pictures] == [Likeness.SEAL]


def test_the_picture_of_an_empty_picture_control_is_no_photo() -> None:
    sdt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inline('p', 2.5, 3.5)}</w:sdtContent></w:sdt>"
    assert read(paragraph(sdt), **images(p=photo())).pictures == ()


def test_only_one_branch_of_alternate_content_counts() -> None:
    drawing = inline("p", 2.5, 3.5).removeprefix("<w:r>").removesuffix("</w:r>")
    pict = vml("p", "width:71pt;height:99pt").removeprefix("<w:r>").removesuffix("</w:r>")
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{drawing}</mc:Choice>'
        f"<mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert len(read(paragraph(both), **images(p=photo())).pictures) == 1


def test_a_picture_that_is_missing_or_linked_is_still_there() -> None:
    page = read(paragraph(inline("gone", 2.5, 3.5)))
    assert [one.likeness for one in page.pictures] == [Likeness.OTHER]


def test_a_circle_drawn_over_an_option_is_seen() -> None:
    oval = '<w:r><w:pict><v:oval style="width:20pt;height:14pt"/></w:pict></w:r>'
    found = cells(read(table(cell(paragraph(run("男 女"), oval)))))[0, 0]
    assert [(one.likeness, one.width) for one in found.pictures] == [(Likeness.OTHER, 20.0)]


def test_the_icon_of_a_control_does_not_hide_the_text_after_it() -> None:
    made = vml("p", "width:20pt;height:14pt", "w:object", '<w:control w:name="OptionButton1"/>')
    page = read(paragraph(made, run("专职")), **images(p=photo()))
    assert texts(page) == ["□专职"]
    assert ticks(page) == [Tick.UNKNOWN]
