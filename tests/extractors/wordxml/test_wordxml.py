"""Word files kept as one XML text show what the .docx with the same content shows."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generator.shapes import SHAPES
from extractors.docx import extract
from extractors.errors import CorruptFile, ReadError, UnsafeFile
from extractors.page import Likeness, Page, Tick
from extractors.wordxml import package_of
from tests.support.photos import portrait
from tests.support.word import cells, paragraph, run, table, texts, ticks, word_file

W = "http://schemas.microsoft.com/office/word/2003/wordml"
WX = "http://schemas.microsoft.com/office/word/2003/auxHint"
AML = "http://schemas.microsoft.com/aml/2001/core"


def word2003(body: str, more: str = "", head: str = "") -> bytes:
    spaces = f'xmlns:w="{W}" xmlns:wx="{WX}" xmlns:aml="{AML}" xmlns:v="urn:schemas-microsoft-com:vml"'
    inner = f"{head}<w:body><wx:sect>{body}{more}</wx:sect></w:body>"
    return f'<?xml version="1.0"?><w:wordDocument {spaces} xml:space="preserve">{inner}</w:wordDocument>'.encode()


def read(content: bytes) -> Page:
    (page,) = extract(package_of(content))
    return page


def text(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def para(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def revision(kind: str, content: str) -> str:
    return f'<aml:annotation aml:id="1" w:type="Word.{kind}"><aml:content>{content}</aml:content></aml:annotation>'


@pytest.mark.parametrize("shape", ["flat_opc", "word2003"])
def test_a_table_with_merged_cells_is_the_same(shape: str) -> None:
    body = table(
        '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph(run("上")) + "</w:tc>"
        '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph(run("右 侧")) + "</w:tc>",
        "<w:tc>" + paragraph(run("☑")) + "</w:tc><w:tc>" + paragraph(run("乙")) + "</w:tc>"
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>",
    )
    content = word_file(body + "<w:sectPr/>")
    assert read(SHAPES[shape](content)) == extract(content)[0]


def test_symbols_fields_and_struck_text_of_word_2003() -> None:
    private = '<w:rFonts w:ascii="宋体" w:h-ansi="宋体"/><wx:sym wx:font="Wingdings 2" wx:char="F052"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o\\ac(□,√)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    page = read(
        word2003(
            para(
                '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
                text("\uf052", private),
                field,
                text("£", '<w:rFonts w:ascii="Wingdings 2" w:h-ansi="Wingdings 2"/>'),
            )
        )
    )
    assert ticks(page) == [Tick.UNCHECKED, Tick.CHECKED, Tick.CHECKED, Tick.UNCHECKED]


def test_tracked_changes_show_what_is_left() -> None:
    deleted = revision("Deletion", "<w:r><w:delText>旧</w:delText></w:r>")
    joined = '<w:p><w:pPr><w:rPr><aml:annotation w:type="Word.Deletion"/></w:rPr></w:pPr>' + text("甲") + "</w:p>"
    page = read(word2003(para(deleted, revision("Insertion", text("新"))) + joined + para(text("乙"))))
    assert texts(page) == ["新", "甲乙"]


def test_comments_are_not_read_and_wrappers_hide_nothing() -> None:
    comment = f"<w:r>{revision('Comment', para(text('批注')))}</w:r>"
    tagged = f'<st1:person xmlns:st1="urn:x">{text("张三")}</st1:person>'
    page = read(word2003(f"<wx:sub-section>{para(text('姓名：'), tagged, comment)}</wx:sub-section>"))
    assert texts(page) == ["姓名：张三"]


def test_pictures_and_headers_come_along() -> None:
    data = base64.b64encode(portrait()).decode()
    shape = '<v:shape style="width:62pt;height:88pt"><v:imagedata src="wordml://1.jpg"/></v:shape>'
    picture = f'<w:r><w:pict><w:binData w:name="wordml://1.jpg">{data}</w:binData>{shape}</w:pict></w:r>'
    header = f'<w:sectPr><w:hdr w:type="odd">{para(text("填报日期：2024年1月"))}</w:hdr></w:sectPr>'
    page = read(word2003(f"<w:tbl><w:tr><w:tc>{para(picture)}</w:tc></w:tr></w:tbl>", header))
    assert [one.likeness for one in cells(page)[0, 0].pictures] == [Likeness.PORTRAIT]
    assert texts(page) == ["填报日期：2024年1月"]


def test_character_styles_count() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings 2" w:h-ansi="Wingdings 2"/>'
    style = f'<w:style w:type="character" w:styleId="T"><w:rPr>{fonts}</w:rPr></w:style>'
    page = read(word2003(para(text("R", '<w:rStyle w:val="T"/>')), head=f"<w:styles>{style}</w:styles>"))
    assert ticks(page) == [Tick.CHECKED]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_any_encoding(encoding: str) -> None:
    content = word2003(para(text("姓名"))).decode().replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    assert texts(read(content.encode(encoding))) == ["姓名"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<a/>", CorruptFile),
        (b"\x00\x01", CorruptFile),
        (word2003(para(text("x")))[:-40], CorruptFile),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + word2003(para(text("&x;")))[21:], UnsafeFile),
        (word2003("<w:p>" * 3000 + "</w:p>" * 3000), UnsafeFile),
    ],
)
def test_what_is_no_such_file_is_an_answer(content: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        read(content)


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=4))
def test_damage_gives_a_page_or_an_answer(place: int, junk: bytes) -> None:
    whole = word2003(para(text("姓名")) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    at = place % len(whole)
    code = ""
    try:
        read(whole[:at] + junk + whole[at + len(junk) :])
    except ReadError as error:
        code = error.code
    assert code in ("", "corrupt", "empty", "too-large", "unsafe")
