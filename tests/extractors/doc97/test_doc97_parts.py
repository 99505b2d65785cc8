"""Headers, notes, text boxes and pictures of a .doc are found; foreign and damaged files are told by their error."""

from __future__ import annotations

import random
import struct
import time
from io import BytesIO

import pytest
from PIL import Image

from extractors.doc97 import NotNative, document, read_doc
from extractors.errors import CorruptFile, EncryptedFile, ReadError, TooLarge
from extractors.page import Likeness, Paragraph
from tests.support.compound import compound
from tests.support.doc97 import (
    DATA,
    FIRST_SHAPE,
    IN_TABLE,
    SPECIAL,
    Doc,
    Run,
    art_container,
    art_entry,
    art_record,
    cell,
    doc_file,
    doc_streams,
    field_runs,
    flat,
    inline_picture,
    location,
    para,
    row,
)
from tests.support.word import texts


def portrait() -> bytes:
    image = Image.new("RGB", (60, 84), (40, 60, 90))
    return _saved(image)


def scan() -> bytes:
    return _saved(Image.new("RGB", (620, 870), "white"))


def _saved(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def shape(number: int, kind: int, picture: int = 0) -> bytes:
    atoms = [art_record(0xF00A, struct.pack("<II", number, 0), kind, 2)]
    if picture:
        atoms.append(art_record(0xF00B, struct.pack("<HI", 0x4104, picture), 1, 3))
    return art_container(0xF004, *atoms)


def drawing(images: list[bytes], *shapes: bytes) -> bytes:
    store = art_container(0xF001, *(art_entry(image) for image in images))
    return art_container(0xF000, store) + b"\0" + art_container(0xF002, art_container(0xF003, shape(1024, 0), *shapes))


def test_headers_notes_and_footers_are_margins_around_the_body() -> None:
    headers = [[para("偶")], [para("页眉")], [], [para("页脚")], [para("首页")], []]
    doc = Doc([para("正文\x02")], notes=[para("\x02 脚注")], headers=headers)
    page = read_doc(doc_file(doc)).page
    found = [(block.text, block.margin) for block in page.blocks if isinstance(block, Paragraph)]
    assert found == [("偶", True), ("页眉", True), ("正文", False), (" 脚注", True), ("页脚", True)]
    doc.title_page = True
    assert "首页" in texts(read_doc(doc_file(doc)).page)


def test_a_table_in_a_header_is_read_row_by_row() -> None:
    headers = [[], list(flat([row(cell("编号"), cell("一")), para("尾")]))]
    page = read_doc(doc_file(Doc([para("正文")], headers=headers))).page
    assert texts(page) == ["编号\n一", "尾", "正文"]


def test_text_boxes_follow_the_paragraph_they_are_anchored_in() -> None:
    body = [para("一", Run("\x08", SPECIAL)), para("二")]
    boxes = [[para("框内"), para("第二行")], [para("无锚")]]
    doc = Doc(body, boxes=boxes, anchors=[(1, FIRST_SHAPE)], drawings=drawing([], shape(FIRST_SHAPE, 202)))
    assert texts(read_doc(doc_file(doc)).page) == ["一", "框内", "第二行", "二", "无锚"]


def test_a_text_box_belongs_to_its_line_where_it_stands_in_it_or_a_colon_calls_for_it() -> None:
    field = field_runs(" SHAPE  \\* MERGEFORMAT ", "\x08")
    doc = Doc([para("姓名", field, "，性别：\x08")], boxes=[[para("张三")], [para("男")]])
    at = [one for one, char in enumerate("姓名\x13 SHAPE  \\* MERGEFORMAT \x14\x08\x15，性别：\x08") if char == "\x08"]
    doc.anchors = [(at[0], FIRST_SHAPE), (at[1], FIRST_SHAPE + 1)]
    assert texts(read_doc(doc_file(doc)).page) == ["姓名张三，性别：男"]


def test_text_boxes_in_a_group_are_found() -> None:
    group = art_container(0xF003, shape(2000, 0), shape(FIRST_SHAPE, 202), shape(FIRST_SHAPE + 1, 202))
    doc = Doc([para("一", "\x08"), para("二")], boxes=[[para("甲")], [para("乙")]], anchors=[(1, 2000)])
    doc.drawings = drawing([], group)
    assert texts(read_doc(doc_file(doc)).page) == ["一", "甲", "乙", "二"]


def test_the_photo_in_a_cell_and_the_scan_below_are_told_apart() -> None:
    photo, sheet = inline_picture(portrait(), 1240, 1760), inline_picture(scan(), 9000, 12000)
    pictured = cell(Run("\x01", SPECIAL + location(0)))
    body = list(flat([row(cell("姓名"), pictured), para(Run("\x01", SPECIAL + location(len(photo))))]))
    found = read_doc(doc_file(Doc(body, data=photo + sheet)))
    (table,) = found.page.tables
    assert [[one.likeness for one in each.pictures] for each in table.cells] == [[], [Likeness.PORTRAIT]]
    assert [one.likeness for one in found.page.pictures] == [Likeness.PAGE]
    assert found.pasted == (scan(),)


def test_a_floating_photo_and_a_ring_drawn_by_hand() -> None:
    shapes = (shape(1025, 75, picture=1), shape(1026, 3))
    doc = Doc([para("\x08甲\x08")], anchors=[(0, 1025), (2, 1026)], drawings=drawing([portrait()], *shapes))
    assert [one.likeness for one in read_doc(doc_file(doc)).page.pictures] == [Likeness.PORTRAIT, Likeness.OTHER]


def test_pictures_that_are_not_there_are_pictures_all_the_same_or_nothing() -> None:
    body = [para(Run("\x01", SPECIAL + location(99_999))), para(Run("\x01", SPECIAL + DATA + location(0)), "x")]
    doc = Doc(body, anchors=[(0, 7)], drawings=drawing([], shape(7, 75, picture=3)))
    found = read_doc(doc_file(doc)).page
    assert texts(found) == ["x"]


@pytest.mark.parametrize("flags", [0x1300, 0x9300])
def test_encrypted_files_are_named(flags: int) -> None:
    with pytest.raises(EncryptedFile):
        read_doc(doc_file(Doc([para("x")], flags=flags)))


@pytest.mark.parametrize("magic", [0xA5DC, 0xA5DB])
def test_files_of_word_95_and_before_are_left_to_a_converter(magic: int) -> None:
    streams = doc_streams(Doc([para("x")], version=0x68))
    with pytest.raises(NotNative):
        read_doc(compound(streams))
    streams["WordDocument"] = struct.pack("<H", magic) + streams["WordDocument"][2:]
    with pytest.raises(NotNative):
        read_doc(compound(streams))


@pytest.mark.parametrize("lost", ["WordDocument", "1Table"])
def test_a_file_without_one_of_its_streams_is_corrupt(lost: str) -> None:
    streams = doc_streams(Doc([para("x")]))
    del streams[lost]
    with pytest.raises(CorruptFile):
        read_doc(compound(streams))


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x" * 5000])
def test_what_is_no_compound_file_is_corrupt(content: bytes) -> None:
    with pytest.raises(CorruptFile):
        read_doc(content)


def test_sizes_and_sector_counts_that_the_file_cannot_hold_are_corrupt() -> None:
    good = doc_file(Doc([para("x")]))
    entry_at = good.index("WordDocument".encode("utf-16-le"))
    for at, value in ((44, 0xFFFFFF), (64, 0x1000000), (72, 0xFFFFFF), (30, 30), (entry_at + 120, 0x7FFFFFFF)):
        kind = "<H" if at == 30 else "<I"
        broken = bytearray(good)
        struct.pack_into(kind, broken, at, value)
        with pytest.raises(CorruptFile):
            read_doc(bytes(broken))


def test_a_line_of_very_many_boxes_is_read_in_time() -> None:
    started = time.monotonic()
    (block,) = read_doc(doc_file([para("□" * 100_000)])).page.blocks
    assert len(block.text) == 100_000
    assert time.monotonic() - started < 10


def test_an_equation_of_very_many_switches_is_read_in_time() -> None:
    started = time.monotonic()
    read_doc(doc_file([para(field_runs("EQ " + "\\a" * 50_000))]))
    assert time.monotonic() - started < 10


def test_modifiers_that_refer_to_the_same_bytes_over_and_over_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_MODIFIERS", 1_000_000)
    far = struct.pack("<HI", 0x6646, 0) * 10
    body = [para("x", group=far + struct.pack("<HH", 0x4600, number)) for number in range(150)]
    with pytest.raises(TooLarge):
        read_doc(doc_file(Doc(body, data=b"\xff\xff" + bytes(70_000))))


def test_damage_of_any_kind_is_an_answer() -> None:
    """Bytes flipped, cut and moved in every stream: a page or a ReadError, nothing else, and no hang."""
    body = [
        para("标题", Run("\x08", SPECIAL)),
        *row(cell("姓名"), cell(Run("\x01", SPECIAL + location(0)), width=4000)),
        *row(cell("a"), cell("b"), cell("c")),
        para("尾", group=IN_TABLE),
    ]
    headers = [[], [para("页眉")]]
    doc = Doc(body, notes=[para("注")], headers=headers, boxes=[[para("框")]], anchors=[(2, FIRST_SHAPE)])
    doc.data, doc.drawings = inline_picture(portrait(), 1240, 1760), drawing([portrait()], shape(FIRST_SHAPE, 202))
    streams = doc_streams(doc)
    rng = random.Random(7)
    read = 0
    for _ in range(400):
        broken = {name: bytearray(content) for name, content in streams.items()}
        stream = broken[rng.choice(list(broken))]
        start = rng.choice((0, 0, 0x800)) if len(stream) > 0x800 else 0
        for _ in range(rng.randint(1, 6)):
            stream[rng.randrange(start, len(stream))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
        if rng.random() < 0.1:
            del stream[rng.randrange(len(stream)) :]
        try:
            read_doc(compound({name: bytes(content) for name, content in broken.items()}))
            read += 1
        except ReadError:
            pass
    assert read > 100
