"""Copies as pictures, the whole way through OCR: framed, turned, small; what is seen is where it is said to be."""

from __future__ import annotations

from datetime import date

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from normalizers.identity import check_digit
from pipeline.documents import Document
from pipeline.extract import recognise
from pipeline.read import read_pages
from pipeline.settings import Options
from tests.fonts import written

Pixels = npt.NDArray[np.uint8]
NUMBER = "21020319850305101" + check_digit("21020319850305101")
FRONT = (
    *(("姓名", 40, 40), ("李建国", 150, 40), ("性别", 40, 100), ("男", 150, 100), ("民族", 230, 100)),
    *(("汉", 320, 100), ("出生", 40, 160), ("1985年3月5日", 150, 160), ("住址", 40, 225)),
    *(("大连市西岗区中山路", 150, 225), ("123号", 150, 262), ("公民身份号码", 40, 360), (NUMBER, 230, 360)),
)
BACK = (("中华人民共和国", 220, 60), ("居民身份证", 250, 120), ("签发机关 大连市公安局", 150, 280))
VALUES = {
    "name": "李建国",
    "gender": "男",
    "birth_date": "1985-03-05",
    "address": "大连市西岗区中山路123号",
    "id_number": NUMBER,
}


def plate(lines: tuple[tuple[str, int, int], ...]) -> Pixels:
    card = np.full((430, 675, 3), 240, np.uint8)
    for text, x, y in lines:
        ink = written(text, 25, 0)
        area = card[y : y + ink.shape[0], x : x + ink.shape[1]]
        area[:] = np.minimum(area, ink[: area.shape[0], : area.shape[1]])
    cv2.rectangle(card, (1, 1), (673, 428), (180, 160, 140), 2)
    return card


def sheet(front: Pixels, back: Pixels | None) -> Pixels:
    page = np.full((2339, 1654, 3), 253, np.uint8)
    page[300 : 300 + front.shape[0], 480 : 480 + front.shape[1]] = front
    if back is not None:
        page[1200 : 1200 + back.shape[0], 480 : 480 + back.shape[1]] = back
    return page


def read(pixels: Pixels) -> tuple[Document, ...]:
    options = Options(threads=1, today=date(2021, 9, 24))
    return read_pages((recognise(pixels, 1, options),), options)


def quarter(pixels: Pixels, turns: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(pixels, turns))


@pytest.mark.parametrize(
    ("front", "page"),
    [(0, 0), (0, 2), (2, 0), (1, 0)],
    ids=["upright", "page upside down", "front upside down", "front on its side"],
)
def test_a_card_is_read_however_it_lies(front: int, page: int) -> None:
    (document,) = read(quarter(sheet(quarter(plate(FRONT), front), plate(BACK)), page))
    assert document.kind == "id_card"
    wrong = {name: document.fields[name].value for name in VALUES if document.fields[name].value != VALUES[name]}
    assert wrong == {}
    assert document.leftovers == ()


def test_the_place_of_a_field_is_on_the_page_as_received() -> None:
    (document,) = read(quarter(sheet(plate(FRONT), None), 2))
    place = document.fields["id_number"].place
    assert place is not None
    assert place.box is not None
    x, y = (480 + 230 + 150) / 1654, (300 + 375) / 2339
    assert place.box.x0 < 1 - x < place.box.x1
    assert place.box.y0 < 1 - y < place.box.y1


def test_a_page_of_other_text_is_no_document() -> None:
    page = np.full((1200, 1654, 3), 253, np.uint8)
    for k, text in enumerate(("会议通知", "请携带居民身份证和毕业证书原件参加会议。")):
        ink = written(text, 40, 0)
        page[200 + 120 * k : 200 + 120 * k + ink.shape[0], 200 : 200 + ink.shape[1]] = ink
    assert read(page) == ()
