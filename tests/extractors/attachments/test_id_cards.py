"""Copies of ID cards: both sides on one page or two, labels misread or lost; what is no card is left alone."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.forms.documents import read_documents
from extractors.forms.reading import Reading
from extractors.page import Box, Line, Origin, Page, Paragraph, Place, Run
from normalizers.identity import check_digit
from tests.support.pages import official, page, table

NUMBER = "21020319850305101" + check_digit("21020319850305101")
FRONT = (
    "姓名李建国",
    "性别男 民族汉",
    "出生1985年3月5日",
    "住址辽宁省大连市西岗区中山路",
    "123号",
    f"公民身份号码{NUMBER}",
)
BACK = ("中华人民共和国", "居民身份证", "签发机关 大连市公安局", "有效期限 2010.01.01-2030.01.01")
READ = {
    "name": "李建国",
    "gender": "男",
    "birth_date": "1985年3月5日",
    "address": "辽宁省大连市西岗区中山路123号",
    "id_number": NUMBER,
}
FILING = official(
    {"enterprise_name": "大连明达机械有限公司", "name": "李建国", "id_number": NUMBER, "post": "☑首席质量官"}
)


def meant(reading: Reading) -> Mapping[str, str | None]:
    return {name: field.meant for name, field in reading.fields.items()}


def placed(*lines: tuple[str, float, float, float], number: int = 1) -> Page:
    """A recognised page: text, left, top and right edge of each line, 0.02 high."""
    made = []
    for text, x0, y0, x1 in lines:
        box = Box(x0, y0, x1, y0 + 0.02)
        made.append(Paragraph((Line((Run(text),), Place(number, box), box),)))
    return Page(number, Origin.RECOGNISED, tuple(made), shows_ink=True)


def test_both_sides_on_one_page_are_one_card() -> None:
    (reading,) = read_documents([page(*FRONT, *BACK)])
    assert (reading.kind, reading.form, reading.pages, reading.leftovers) == ("id_card", None, (1,), ())
    assert meant(reading) == READ


def test_the_back_on_a_page_of_its_own_belongs_to_its_front() -> None:
    for pages in ((FRONT, BACK), (BACK, FRONT)):
        (reading,) = read_documents([page(*lines, number=k) for k, lines in enumerate(pages, start=1)])
        assert reading.pages == (1, 2)
        assert meant(reading) == READ


def test_a_lone_back_is_a_card_of_which_nothing_was_read() -> None:
    (reading,) = read_documents([page(*BACK)])
    assert reading.kind == "id_card"
    assert all(field.text is None and field.confidence < 0.5 for field in reading.fields.values())


def test_labels_misread_do_not_hide_the_card() -> None:
    lines = ("它名李建国", "性新男民族汉", "出生1985年3月5日", "注址大连市西岗区", f"公民身份号妈{NUMBER}")
    (reading,) = read_documents([page(*lines)])
    assert meant(reading) == READ | {"address": "大连市西岗区"}


def test_what_is_told_by_position_alone_is_never_sure() -> None:
    lines = ("李建国", "性别男民族汉", "出生1985年3月5日", "大连市西岗区", f"公民身份号码{NUMBER}")
    (reading,) = read_documents([page(*lines)])
    assert meant(reading) == READ | {"address": "大连市西岗区"}
    assert reading.fields["name"].confidence < 0.95
    assert reading.fields["address"].confidence < 0.95


def test_two_cards_beside_each_other_are_not_mixed() -> None:
    sheet = placed(
        *(("姓名李建国", 0.1, 0.10, 0.20), ("中华人民共和国", 0.6, 0.10, 0.85), ("性别男民族汉", 0.1, 0.15, 0.25)),
        *(("居民身份证", 0.6, 0.15, 0.85), ("出生1985年3月5日", 0.1, 0.20, 0.30)),
        *(("住址大连市西岗区中山路", 0.1, 0.25, 0.32), ("签发机关大连市公安局", 0.6, 0.25, 0.85)),
        *(("123号", 0.15, 0.29, 0.20), ("有效期限2010.01.01-长期", 0.6, 0.29, 0.85)),
        ("公民身份号码" + NUMBER, 0.1, 0.36, 0.42),
    )
    (reading,) = read_documents([sheet])
    assert meant(reading) == READ | {"address": "大连市西岗区中山路123号"}


def test_cards_of_two_people_on_a_page_are_two() -> None:
    other = "21020319900707202" + check_digit("21020319900707202")
    second = ("姓名王丽", "性别女民族满", "出生1990年7月7日", "住址沈阳市和平区", f"公民身份号码{other}")
    first, last = read_documents([page(*FRONT, *second)])
    assert meant(first) == READ
    assert meant(last)["name"] == "王丽"
    assert meant(last)["id_number"] == other


def test_a_card_behind_a_filing_is_a_document_of_its_own() -> None:
    found = read_documents([page("首席质量官信息备案表", FILING), page(*FRONT, *BACK, number=2)])
    assert [(reading.kind, reading.pages) for reading in found] == [("filing", (1,)), ("id_card", (2,))]


def test_a_form_that_asks_for_a_number_is_no_card() -> None:
    rows = [
        ["姓名", "李建国", "性别", "男"],
        ["民族", "汉", "住址", "大连"],
        ["公民身份号码", NUMBER, "联系电话", "139"],
    ]
    assert read_documents([page("企业名称：大连明达机械有限公司", table(rows))]) == ()
    assert read_documents([page("请携带居民身份证、毕业证书原件及复印件各一份，于9月30日前报送。")]) == ()


def test_the_watermark_of_a_copy_does_not_make_it_a_filing() -> None:
    (reading,) = read_documents([page("仅供首席质量官备案使用", *FRONT)])
    assert reading.kind == "id_card"
    assert meant(reading) == READ
