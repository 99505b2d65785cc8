"""Documents embedded in a Word file are read where they stand, or said to be unread; never passed over."""

from __future__ import annotations

import pytest

from extractors.docx.chunks import UNREAD
from extractors.page import Page
from tests.support.word import cell, paragraph, read, run, table, texts, word_file

CHUNK = '<w:altChunk r:id="c"/>'


def embed(content: str | bytes, body: str = "") -> Page:
    parts: dict[str, str | bytes] = {"word/chunk": content}
    before, after = paragraph(run("前")), paragraph(run("后"))
    return read(body or before + CHUNK + after, parts=parts, relations={"c": ("aFChunk", "chunk")})


def test_an_embedded_web_page_is_read_in_its_place() -> None:
    page = embed("<html><p>中</p><table><tr><td>姓名</td></tr></table></html>", table(cell("外")) + CHUNK)
    assert texts(page) == ["中"]
    assert [[one.text for one in found.cells] for found in page.tables] == [["外"], ["姓名"]]
    assert [found.place.table for found in page.tables if found.place] == [1, 2]
    assert [one.place.table for found in page.tables for one in found.cells if one.place] == [1, 2]


@pytest.mark.parametrize(
    "content",
    ["<p>中</p>", "中", "中".encode("utf-16"), word_file(paragraph(run("中")))],
    ids=["html", "text", "utf-16", "docx"],
)
def test_other_formats(content: str | bytes) -> None:
    assert texts(embed(content)) == ["前", "中", "后"]


@pytest.mark.parametrize("content", [b"{\\rtf1 x}", b"PK\x03\x04junk", b"\x00\x01\x02"], ids=["rtf", "broken", "bytes"])
def test_what_cannot_be_read_is_said_to_be_there(content: bytes) -> None:
    assert texts(embed(content)) == ["前", UNREAD, "后"]


def test_a_document_in_an_embedded_document_is_not_opened() -> None:
    inner = word_file(
        paragraph(run("中")) + CHUNK, parts={"word/chunk": "<p>里</p>"}, relations={"c": ("aFChunk", "chunk")}
    )
    assert texts(embed(inner)) == ["前", "中", UNREAD, "后"]


def test_a_chunk_that_is_not_there_shows_nothing() -> None:
    assert texts(read(paragraph(run("前")) + '<w:altChunk r:id="x"/>')) == ["前"]
