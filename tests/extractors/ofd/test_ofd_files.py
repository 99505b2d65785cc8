"""OFD: files of several documents, pictures and seals; damaged and hostile ones."""

from __future__ import annotations

import random
import struct
import zipfile
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from extractors.errors import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    ReadError,
    TooLarge,
    UnsafeFile,
    UnsupportedFile,
)
from extractors.ofd import PageToRead, extract
from extractors.page import Likeness, Page
from tests.support import ofd

SIGNED = "<ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures>"
IMAGE = '<ofd:ImageObject Boundary="{0}" ResourceID="5" {1}/>'
MEDIA = '<ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image"><ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'  # noqa: E501


def png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def ring(colour: tuple[int, int, int]) -> bytes:
    image = Image.new("RGBA", (160, 160), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((6, 6, 154, 154), outline=(*colour, 255), width=8)
    return png(image)


def signed(value: bytes | None, stamp: str = 'Boundary="100 200 40 40"') -> Page:
    files = ofd.members(ofd.text("所在企业意见", 20, 200), body=SIGNED)
    files["Doc_0/Signs.xml"] = ofd.part("Signatures", '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>')
    files["Doc_0/Sign_0/Signature.xml"] = ofd.part(
        "Signature",
        f'<ofd:SignedInfo><ofd:StampAnnot PageRef="0" {stamp}/></ofd:SignedInfo>'
        "<ofd:SignedValue>/Doc_0/Sign_0/SignedValue.dat</ofd:SignedValue>",
    )
    if value is not None:
        files["Doc_0/Sign_0/SignedValue.dat"] = value
    (page,) = extract(ofd.packed(files))
    assert isinstance(page, Page)
    return page


def test_the_seal_of_a_signature_stands_on_its_page() -> None:
    """Where its boundary says."""
    (seal,) = signed(b"\x30\x03" + ring((210, 30, 40))).pictures
    assert seal.likeness is Likeness.SEAL
    assert seal.place is not None
    assert seal.place.box is not None
    assert (seal.place.box.x0, seal.place.box.y0) == (pytest.approx(100 / 210), pytest.approx(200 / 297))
    assert signed(b"no picture in it").pictures[0].likeness is Likeness.SEAL


def test_what_is_no_seal_of_this_page() -> None:
    """A signature without its value shows nothing, a black one is a hand's, a strip belongs to all pages."""
    assert signed(None).pictures == ()
    assert signed(ring((20, 20, 30))).pictures[0].likeness is Likeness.OTHER
    strip = 'Boundary="190 200 40 40" Clip="0 0 10 40"'
    assert signed(b"value", strip).pictures[0].likeness is Likeness.OTHER


def with_picture(picture: bytes, objects: str, **more: str) -> Page | PageToRead:
    (page,) = extract(ofd.packed(ofd.members(objects, resources=MEDIA, **more) | {"Doc_0/p.png": picture}))
    return page


def test_a_red_ring_laid_on_the_page_is_a_seal() -> None:
    """An image object, by its matrix or by its boundary alone."""
    for ctm in ('CTM="40 0 0 40 0 0"', ""):
        page = with_picture(ring((210, 30, 40)), ofd.text("盖章", 20, 20) + IMAGE.format("100 100 40 40", ctm))
        assert isinstance(page, Page)
        assert [picture.likeness for picture in page.pictures] == [Likeness.SEAL]


def test_a_page_that_is_a_picture_is_given_to_recognition_as_it_is_displayed() -> None:
    """Also one that is laid sideways by its matrix: a black corner turns up where it is shown."""
    image = Image.new("L", (420, 594), 255)
    image.paste(0, (0, 0, 42, 42))
    upright = with_picture(png(image), IMAGE.format("0 0 210 297", 'CTM="210 0 0 297 0 0"'))
    turned = with_picture(png(image), IMAGE.format("0 0 210 297", 'CTM="0 297 -210 0 210 0"'))
    assert isinstance(upright, PageToRead)
    assert isinstance(turned, PageToRead)
    assert upright.dpi == 100.0
    height, width = upright.pixels.shape[:2]
    assert (width, height) == (pytest.approx(827, abs=1), pytest.approx(1169, abs=1))
    assert upright.pixels[20, 20].max() < 60 < 200 < upright.pixels[20, -20].min()
    assert turned.pixels[20, -20].max() < 60 < 200 < turned.pixels[20, 20].min()


def test_text_behind_a_scan_is_not_trusted() -> None:
    """Text painted before the picture that covers it is another program's recognition; over it, it is written there."""
    image = png(Image.new("L", (420, 594), 255))
    scan = IMAGE.format("0 0 210 297", 'CTM="210 0 0 297 0 0"')
    words = ofd.text("这一层文字是别的程序识别出来的并不可靠", 20, 20)
    assert isinstance(with_picture(image, words + scan), PageToRead)
    assert isinstance(with_picture(image, scan + words), Page)


def test_a_damaged_picture_leaves_the_page() -> None:
    """It can be read no better."""
    page = with_picture(b"\x89PNG\r\n\x1a\nbroken", IMAGE.format("0 0 210 297", 'CTM="210 0 0 297 0 0"'))
    assert isinstance(page, Page)


def test_all_documents_of_a_file_are_read_and_numbered_through() -> None:
    """Two bodies, the second with two pages."""
    files = ofd.members(ofd.text("甲", 20, 20))
    second = ofd.members(ofd.text("乙", 20, 20), ofd.text("丙", 20, 20))
    files |= {name.replace("Doc_0", "Doc_1"): content for name, content in second.items() if name != "OFD.xml"}
    roots = (f"<ofd:DocBody><ofd:DocRoot>/Doc_{n}/Document.xml</ofd:DocRoot></ofd:DocBody>" for n in (0, 1))
    files["OFD.xml"] = ofd.part("OFD", "".join(roots))
    pages = extract(ofd.packed(files))
    assert [page.number for page in pages] == [1, 2, 3]
    assert [block.text for page in pages if isinstance(page, Page) for block in page.blocks] == ["甲", "乙", "丙"]
    with pytest.raises(TooLarge):
        extract(ofd.packed(files), max_pages=2)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("OFD.xml", None, CorruptFile),
        ("OFD.xml", b"<OFD/>", CorruptFile),
        ("OFD.xml", b"<OFD><DocBody/></OFD>", CorruptFile),
        ("Doc_0/Document.xml", None, CorruptFile),
        ("Doc_0/Document.xml", b"<Document/>", EmptyFile),
        ("Doc_0/Document.xml", b"<Document", CorruptFile),
        ("Doc_0/Pages/0.xml", None, CorruptFile),
        ("Doc_0/Pages/0.xml", b"\x00\x01", CorruptFile),
        ("Encryptions.xml", b"<Encryptions/>", EncryptedFile),
        ("Doc_0/Pages/0.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', UnsafeFile),
        ("Doc_0/Pages/0.xml", b"<a>" * 5000, UnsafeFile),
    ],
)
def test_damaged_and_hostile_files_end_in_an_answer(name: str, content: bytes | None, error: type[ReadError]) -> None:
    """A member missing, broken, encrypted, with entities or too deep."""
    files = ofd.members(ofd.text("甲"))
    files.pop(name, None)
    if content is not None:
        files[name] = content
    with pytest.raises(error):
        extract(ofd.packed(files))


def test_entity_bombs_are_refused() -> None:
    """Entities that multiply."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    files = ofd.members(ofd.text("甲"))
    files["Doc_0/Res.xml"] = f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e11;</a>'.encode()
    with pytest.raises(ReadError):
        extract(ofd.packed(files))


def test_missing_resources_fonts_and_annotations_leave_the_text() -> None:
    """What can be done without."""
    files = ofd.members(
        ofd.text("甲"), common='<ofd:DocumentRes>gone.xml</ofd:DocumentRes>',
        rest="<ofd:Annotations>gone.xml</ofd:Annotations>", body=SIGNED,
    )  # fmt: skip
    del files["Doc_0/Res.xml"]
    (page,) = extract(ofd.packed(files))
    assert isinstance(page, Page)
    assert [block.text for block in page.blocks] == ["甲"]


def test_zip_bombs_are_refused_before_they_are_unpacked() -> None:
    """A member of 200 MB of one byte."""
    files = ofd.members(ofd.text("甲")) | {"Doc_0/Res/bomb.bin": bytes(200_000_000)}
    with pytest.raises(UnsafeFile):
        extract(ofd.packed(files))


def test_composite_bombs_are_refused() -> None:
    """Ten units that each use the next ten times would paint ten thousand million objects."""
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>'
        + f'<ofd:CompositeObject ResourceID="{n + 1}"/>' * 10
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for n in range(70, 81)
    )
    resources = f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>"
    with pytest.raises(TooLarge):
        extract(ofd.packed(ofd.members('<ofd:CompositeObject ResourceID="70"/>', resources=resources)))


def test_text_in_codes_that_nothing_explains_is_refused_with_advice() -> None:
    """Glyph numbers in the private use area: wrong text must not be taken for right."""
    with pytest.raises(UnsupportedFile, match="PDF"):
        extract(ofd.packed(ofd.members(ofd.text("\ue101\ue102\ue103\ue104"))))


def test_any_change_of_a_byte_ends_in_an_answer() -> None:
    """Bytes of members changed and the file packed again; bytes of the file itself changed."""
    rng = random.Random(5)
    files = ofd.members(
        ofd.text("甲乙", 20, 20, code='DeltaX="g 1 4"') + ofd.path("M 0 0 B 1 1 2 2 3 3 A 4 4 0 1 1 9 9 C"),
        common='<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>',
    )  # fmt: skip
    answers = set()
    for _ in range(300):
        changed = dict(files)
        name = rng.choice(sorted(changed))
        content = bytearray(changed[name])
        for _ in range(rng.randint(1, 6)):
            content[rng.randrange(len(content))] = rng.choice(b"\x00<>&\"'019eNn -/" + rng.randbytes(1))
        changed[name] = bytes(content)
        whole = bytearray(ofd.packed(changed))
        if rng.random() < 0.3:
            struct.pack_into("<I", whole, rng.randrange(len(whole) - 4), rng.getrandbits(32))
        try:
            extract(bytes(whole))
            answers.add("read")
        except ReadError as error:
            answers.add(error.code)
    assert {"read", "corrupt"} <= answers


def test_empty_and_foreign_bytes() -> None:
    """No zip at all, an empty zip."""
    with pytest.raises(EmptyFile):
        extract(b"")
    with pytest.raises(CorruptFile):
        extract(b"PK\x03\x04" + b"x" * 50)
    out = BytesIO()
    zipfile.ZipFile(out, "w").close()
    with pytest.raises(CorruptFile):
        extract(out.getvalue())
