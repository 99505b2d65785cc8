"""A .doc goes its way: its page, the scans in it, the converter for what is older."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from extractors import office
from extractors.errors import EncryptedFile, MissingTool
from extractors.page import Page
from pipeline import kinds
from pipeline.extract import pages_of
from pipeline.media import media_type_of
from pipeline.settings import Options
from tests.support.compound import compound
from tests.support.doc97 import SPECIAL, Doc, Run, doc_file, doc_streams, inline_picture, location, para
from tests.support.word import paragraph, run, texts, word_file

OLD = Doc([para("x")], version=0x68)


def pages(content: bytes) -> tuple[Page, ...]:
    return pages_of(content, media_type_of(content), Options())


def test_a_scan_pasted_into_a_doc_is_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(pixels: np.ndarray, number: int, options: Options) -> Page:
        (page,) = pages(doc_file([para(f"{pixels.shape[1]} × {pixels.shape[0]}")]))
        return replace(page, number=number)

    monkeypatch.setattr(kinds, "recognise", recognised)
    scan = BytesIO()
    Image.new("RGB", (620, 870), "white").save(scan, "PNG")
    data = inline_picture(scan.getvalue(), 9000, 12000)
    found = pages(doc_file(Doc([para("封面", Run("\x01", SPECIAL + location(0)))], data=data)))
    assert [(page.number, texts(page)) for page in found] == [(1, ["封面"]), (2, ["620 × 870"])]


def test_word_95_goes_to_the_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    made = word_file(paragraph(run("旧文件")))
    monkeypatch.setattr(office, "convert", lambda content, suffix, *more: made if suffix == ".doc" else b"")
    (page,) = pages(compound(doc_streams(OLD)))
    assert texts(page) == ["旧文件"]


def test_word_95_without_a_converter_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    with pytest.raises(MissingTool, match="LibreOffice"):
        pages(compound(doc_streams(OLD)))


def test_a_password_of_word_95_is_told_without_a_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    with pytest.raises(EncryptedFile):
        pages(compound(doc_streams(replace(OLD, flags=0x0100))))
