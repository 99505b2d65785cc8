"""A received file is known for what its content is, whatever its name says."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media
from pipeline.media import media_type_of
from tests.support.compound import compound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD97 = struct.pack("<HH", 0xA5EC, 0x00C1).ljust(600, b"\x00")
WORD6 = struct.pack("<HH", 0xA5DC, 0x0065).ljust(600, b"\x00")
WORD95 = struct.pack("<HH", 0xA5EC, 0x0068).ljust(600, b"\x00")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def package(*names: str, main: str = "", **members: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        if main:
            declared = f'<Types><Override PartName="/x.xml" ContentType="{main}"/></Types>'
            made.writestr("[Content_Types].xml", declared)
        for name, content in members.items():
            made.writestr(name, content)
        for name in names:
            made.writestr(name, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", media.PDF),
        (b"junk before\n%PDF-1.4", media.PDF),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"II*\x00rest", "image/tiff"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", "image/bmp"),
        (b"BMW \xe5\x85\xac\xe5\x8f\xb8", media.TEXT),
        (b"a.txt".ljust(257, b"\x00") + b"ustar\x0000" + b"%PDF-1.4".rjust(300), media.TAR),
        (bytes(range(256)), media.UNKNOWN),
    ],
)
def test_first_bytes_tell_pictures_pdf_and_archives(content: bytes, kind: str) -> None:
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (package("word/document.xml", main=MAIN), media.DOCX),
        (package("elsewhere/doc.xml", main=MAIN), media.DOCX),
        (package("word\\document.xml", main=MAIN), media.DOCX),
        (package("word/document.xml"), media.DOCX),
        (package("word/document.xml", main=MAIN.replace("document.main", "template.main")), media.DOTX),
        (package("word/document.xml", main="application/vnd.ms-word.document.macroEnabled.main+xml"), media.DOCM),
        (
            package("word/document.xml", main="application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
            media.DOTM,
        ),
        (package("xl/workbook.xml"), media.XLSX),
        (package("xl/workbook.xml", main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), media.XLSM),
        (package("OFD.xml", "Doc_0/Document.xml"), media.OFD),
        (package(mimetype="application/vnd.oasis.opendocument.text"), media.ODT),
        (package("a.docx", "b.pdf"), media.ZIP),
        (package("word/备案表.docx", "word/b.pdf"), media.ZIP),
        (package(**{"a.pdf": "%PDF-1.7"}), media.ZIP),
        (package("word/document.xml", main=MAIN)[:300], media.DOCX),
        (package("xl/workbook.xml", "[Content_Types].xml")[:90], media.XLSX),
        (b"<!-- sent by a gateway -->\r\n" + package("word/document.xml", main=MAIN), media.DOCX),
    ],
)
def test_a_zip_package_is_what_its_main_part_is_declared_to_be(content: bytes, kind: str) -> None:
    """A folder called word/ in somebody's archive makes no Word file of it; a stored PDF no PDF."""
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (compound({"WordDocument": WORD97, "1Table": b"x"}), media.DOC),
        (compound({"WordDocument": WORD6}), media.WORD6),
        (compound({"WordDocument": WORD95}), media.WORD6),
        (compound({"Workbook": b"x"}), media.XLS),
        (compound({"Book": b"x"}), media.XLS),
        (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), media.ENCRYPTED),
        (compound({"CONTENTS": b"x"}), media.WORKS),
        (compound({"MatOST": b"x", "MM": b"x"}), media.WORKS),
        (compound({"__properties_version1.0": b"x"}), media.MSG),
        (compound({"PowerPoint Document": b"x"}), media.PPT),
        (compound({"Catalog": "a Workbook and a WordDocument".encode("utf-16-le")}), media.OLE),
        (OLE + "WordDocument".encode("utf-16-le"), media.DOC),
        (OLE + b"\x00" * 700, media.DAMAGED_OLE),
        (struct.pack("<HH", 0xA5DB, 0x002D) + b"rest", media.WORD2),
    ],
)
def test_a_compound_file_is_known_by_the_streams_at_its_root(content: bytes, kind: str) -> None:
    assert media_type_of(content) == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("姓名：张三\r\n性别：男", media.TEXT),
        ("\r\n <html><head><title>备案表</title></head></html>", media.HTML),
        ("<!-- 表 --><table><tr><td>姓名</td></tr></table>", media.HTML),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml">', media.HTML),
        ("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", media.MHTML),
        ("From: <Saved by Blink>\nSubject: 表\nDate: x\nContent-Type: multipart/related\n\n--x", media.MHTML),
        ("From: a@b.cn\nTo: c@d.cn\nSubject: 表\nContent-Type: multipart/related\n\n--x", media.EML),
        ("Received: from x\nMessage-ID: <1>\nSubject: 表\n\n正文", media.EML),
        ("From a@b.cn Wed Jul 20\nReceived: from x\nSubject: 表\n\n正文", media.EML),
        ('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x">', media.WORDML),
        (
            '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
            media.FLAT_OPC,
        ),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            media.SPREADSHEETML,
        ),
        ('<?xml version="1.0"?><Invoice/>', media.XML),
        ("\r\n{\\rtf1\\ansi", media.RTF),
        ("地址: 沈阳\n电话: 024", media.TEXT),
    ],
)
def test_text_is_known_by_what_it_says_in_any_encoding(text: str, kind: str, encoding: str) -> None:
    assert media_type_of(text.encode(encoding)) == kind


@pytest.mark.parametrize(
    "content", [b" ", b"\r\n\t ", b"\x00" * 70_000, b"\xef\xbb\xbf\r\n", "　\r\n".encode(), b"\xff\xfe \x00"]
)
def test_blank_files_are_empty(content: bytes) -> None:
    assert media_type_of(content) == media.EMPTY


def test_the_lock_file_beside_an_open_document_is_known() -> None:
    name = "报送员"
    narrow = name.encode("gbk")
    content = (
        bytes([len(narrow)]) + narrow.ljust(53) + struct.pack("<H", len(name)) + name.encode("utf-16-le").ljust(106)
    )
    assert media_type_of(content) == media.OWNER


@given(st.sampled_from([b"", b"PK\x03\x04", OLE, b"<html", b"{\\rtf", b"\xff\xfe"]), st.binary(max_size=2000))
def test_any_bytes_get_an_answer(start: bytes, rest: bytes) -> None:
    assert "/" in media_type_of(start + rest)


@given(st.integers(0, 3000), st.integers(0, 255))
def test_damage_never_stops_the_identification(place: int, byte: int) -> None:
    for whole in (compound({"WordDocument": WORD97}), package("word/document.xml", main=MAIN)):
        damaged = bytearray(whole)
        damaged[place % len(damaged)] = byte
        assert "/" in media_type_of(bytes(damaged))
