"""Text comes out right whatever encoding it is in, and whatever it says it is in."""

from __future__ import annotations

import pytest

from extractors.charset import decode

TEXT = "姓名：张三　□专职☑兼职 首席质量官备案表"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_chinese_in_any_encoding_in_use(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_its_mark_is_known_by_its_ascii(encoding: str) -> None:
    assert decode(("Name: " + TEXT).encode(encoding)) == "Name: " + TEXT


def test_what_is_labelled_gb2312_holds_characters_of_gbk() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>姓名：朱镕堃</p>'
    assert decode(page.encode("gbk")) == page


def test_a_wrong_label_does_not_harm_what_is_plainly_utf_8() -> None:
    page = '<meta charset="gbk"><p>姓名：张三</p>'
    assert decode(page.encode("utf-8")) == page


def test_a_declared_big5_is_believed() -> None:
    page = '<meta charset="big5"><p>姓名：張三</p>'
    assert decode(page.encode("big5")) == page


def test_a_label_of_the_mail_counts_where_the_text_names_none() -> None:
    assert decode("姓名：張三".encode("big5"), "big5") == "姓名：張三"


def test_an_encoding_nobody_knows_is_passed_over() -> None:
    page = '<meta charset="no-such-thing"><p>张三</p>'
    assert decode(page.encode("gbk")) == page


def test_a_character_cut_off_at_the_end_does_not_spoil_the_rest() -> None:
    assert decode(TEXT.encode("utf-8")[:-1]) == TEXT[:-1]
    assert decode(TEXT.encode("gb18030")[:-1]) == TEXT[:-1]


@pytest.mark.parametrize("content", [bytes(range(256)), b"\x01\x02text", b"\x89\x00\x00\x01\x00\x02"])
def test_bytes_that_are_no_text_are_none(content: bytes) -> None:
    assert decode(content) is None
