"""A bad Word file ends in a ReadError; every kind of good one is opened."""

from __future__ import annotations

import random
import sys
import zipfile
from io import BytesIO

import pytest

from extractors.docx import embedded_pages, extract
from extractors.errors import CorruptFile, EmptyFile, EncryptedFile, ReadError, TooLarge, UnsafeFile
from extractors.page import Origin, Tick
from tests.support.word import archive, document, paragraph, read, relationships, run, table, texts, ticks, word_file

STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def main_only(xml: str | bytes) -> bytes:
    return archive(
        {"_rels/.rels": relationships({"r": ("officeDocument", "word/document.xml")}), "word/document.xml": xml}
    )


def test_one_word_page() -> None:
    page = read(paragraph(run("备案表")))
    assert (page.number, page.origin, page.shows_ink, page.image) == (1, Origin.WORD, False, None)


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template", "template.macroEnabledTemplate"])
def test_macro_documents_and_templates_are_read(kind: str) -> None:
    made = word_file(paragraph(run("备案表")), main=f"application/vnd.ms-word.{kind}.main+xml")
    assert texts(extract(made)[0]) == ["备案表"]


def test_strict_documents_are_read() -> None:
    xml = document(paragraph(run("专职☑")))
    rels = relationships({"r": ("officeDocument", "word/document.xml")})
    for transitional, strict in STRICT.items():
        xml, rels = xml.replace(transitional, strict), rels.replace(transitional, strict)
    assert strict_names(xml)
    page = extract(archive({"_rels/.rels": rels, "word/document.xml": xml}))[0]
    assert texts(page) == ["专职☑"]
    assert ticks(page) == [Tick.CHECKED]


def strict_names(xml: str) -> bool:
    return "purl.oclc.org" in xml and "wordprocessingml/2006" not in xml


@pytest.mark.parametrize("name", ["word/document2.xml", "Word\\Document2.xml"])
def test_the_main_part_may_have_another_name(name: str) -> None:
    rels = relationships({"r": ("officeDocument", "/word/document2.xml")})
    made = archive({"_rels/.rels": rels, name: document(paragraph(run("备案表")))})
    assert texts(extract(made)[0]) == ["备案表"]


def test_missing_or_damaged_side_parts_do_no_harm() -> None:
    made = word_file(
        paragraph(run("备案表")),
        parts={"word/styles.xml": "<broken", "word/h.xml": "no xml"},
        relations={"s": ("styles", "styles.xml"), "n": ("footnotes", "NULL"), "x": ("image", "../NULL")},
    )
    assert texts(extract(made)[0]) == ["备案表"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"not a zip", CorruptFile),
        (word_file(paragraph(run("x")))[:-30], CorruptFile),
        (archive({"a.txt": "x"}), CorruptFile),
        (main_only("<w:document"), CorruptFile),
        (main_only(""), CorruptFile),
        (main_only("<html/>"), CorruptFile),
        (main_only(document("").replace("w:body", "w:other")), CorruptFile),
        (main_only('<!DOCTYPE d [<!ENTITY a "b">]>' + document(paragraph(run("&a;")))), UnsafeFile),
        (main_only('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + document("")), UnsafeFile),
        (main_only(document("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)), UnsafeFile),
        (main_only(b"<a>" + b" " * 30_000_000 + b"</a>"), UnsafeFile),
        (archive({f"{number}.xml": "" for number in range(5_001)}), TooLarge),
        (word_file(table("<w:tc><w:p/></w:tc>" * 501)), TooLarge),
        (word_file(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 200)), UnsafeFile),
    ],
    ids=range(15),
)
def test_bad_files_end_in_their_error(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        extract(data)
    with pytest.raises(error):
        embedded_pages(data)


def test_an_encrypted_archive_says_so() -> None:
    data = bytearray(word_file(paragraph(run("x"))))
    with zipfile.ZipFile(BytesIO(bytes(data))) as made:
        central = made.start_dir
    data[central + 8] |= 1
    with pytest.raises(EncryptedFile):
        extract(bytes(data))


def test_a_large_part_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.packages.MAX_XML", 100)
    with pytest.raises(TooLarge):
        extract(word_file(paragraph(run("x" * 200))))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:smartTag>", "</w:smartTag>"),
        ("<w:r>", "</w:r>"),
        ("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ('<w:fldSimple w:instr="PAGE">', "</w:fldSimple>"),
        ("<m:borderBox>", "</m:borderBox>"),
        ("</w:p><w:tbl><w:tr><w:tc><w:p>", "</w:p></w:tc></w:tr></w:tbl><w:p>"),
        ("<w:r><w:pict><v:textbox><w:txbxContent><w:p>", "</w:p></w:txbxContent></v:textbox></w:pict></w:r>"),
    ],
)
def test_the_deepest_xml_that_is_parsed_is_answered(opening: str, closing: str) -> None:
    levels = 250 // (opening.count("<") - opening.count("</"))
    body = paragraph(opening * levels + run("深") + closing * levels)
    page = read(body)
    assert "深" in "".join(texts(page)) + "".join(cell.text for found in page.tables for cell in found.cells)


def test_running_out_of_stack_is_an_answer() -> None:
    body = paragraph("<w:smartTag>" * 200 + run("深") + "</w:smartTag>" * 200)
    made = word_file(body)
    extract(made)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        with pytest.raises(UnsafeFile):
            extract(made)
    finally:
        sys.setrecursionlimit(limit)


def test_flipped_bytes_end_in_a_page_or_an_error() -> None:
    chance = random.Random(7)
    good = word_file(table("<w:tc><w:p/></w:tc>") + paragraph(run("专职☑" * 50)))
    answers = set()
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            answers.add(len(extract(bytes(data))))
        except ReadError as error:
            answers.add(error.code)
    assert {1, "corrupt"} <= answers
