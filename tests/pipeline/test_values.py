"""What becomes of a reading: values, the jurisdiction, confidence weighed by witnesses, and what a person must see."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.forms.documents import read_documents
from extractors.forms.reading import FieldReading, Reading
from extractors.page import Line, Run
from normalizers.catalogue import FILING
from pipeline.documents import Document
from pipeline.rules.jurisdiction_file import schemes
from pipeline.settings import Options
from pipeline.values import to_document
from tests.pipeline.invented import id_number
from tests.support.pages import official, page

TODAY = Options(today=date(2024, 5, 1))
ID = id_number(1, birth="19800101")


def document(values: dict[str, str], options: Options = TODAY, head: str = "填报日期：2024年4月1日") -> Document:
    (reading,) = read_documents([page(head, official(values))])
    return to_document(reading, schemes(), options)


def recognised(**texts: tuple[str, float]) -> Document:
    """A filing read by OCR, each field's text with the recogniser's confidence."""
    fields = {name: FieldReading(name) for name in FILING}
    for name, (text, confidence) in texts.items():
        fields[name] = FieldReading(name, text, text, None, (Line((Run(text, confidence=confidence),)),))
    return to_document(Reading("filing", "liaoning-2021-filing", (1,), fields, recognised=True), schemes(), TODAY)


def test_what_cannot_be_made_is_null_and_goes_to_review_with_its_text() -> None:
    field = document({"birth_date": "不详", "mobile": "见附件"}).fields["birth_date"]
    assert (field.value, field.text, field.review) == (None, "不详", True)


def test_a_blank_is_null_without_review() -> None:
    field = document({"title": "无"}).fields["title"]
    assert (field.value, field.text, field.review, field.problem) == (None, "无", False, None)


@pytest.mark.parametrize(
    ("region", "told", "jurisdiction"),
    [
        ("辽宁省大连市西岗区", None, "liaoning"),
        ("西藏自治区拉萨市城关区", None, "xizang"),
        ("吉林省长春市朝阳区", None, "liaoning"),
        ("", None, "liaoning"),
        ("辽宁省大连市西岗区", "xizang", "xizang"),
    ],
)
def test_jurisdiction_by_what_is_told_then_region_then_form(region: str, told: str | None, jurisdiction: str) -> None:
    assert document({"region": region}, Options(jurisdiction=told)).jurisdiction == jurisdiction


def test_a_bare_county_is_understood_within_its_province() -> None:
    assert document({"region": "西岗区"}).fields["region"].value == {"code": "210203", "name": "辽宁省大连市西岗区"}


def test_digital_text_in_order_is_certain() -> None:
    found = document({"name": "张伟", "id_number": ID, "birth_date": "1980年1月1日"})
    assert {found.fields[name].confidence for name in ("name", "id_number", "birth_date")} == {1.0}
    assert not any(field.review for field in found.fields.values() if field.problem is None)


def test_an_unsure_reading_is_asked_about() -> None:
    found = recognised(name=("张伟", 0.9), school=("大连理工大学", 0.9999))
    assert (found.fields["name"].value, found.fields["name"].review) == ("张伟", True)
    assert found.fields["school"].review is False


def test_the_check_digit_and_what_agrees_with_it_make_a_number_sure() -> None:
    birth, gender = f"{ID[6:10]}年{int(ID[10:12])}月{int(ID[12:14])}日", "男" if int(ID[16]) % 2 else "女"
    alone = recognised(id_number=(ID, 0.93)).fields["id_number"]
    together = recognised(id_number=(ID, 0.93), birth_date=(birth, 0.93), gender=(gender, 0.93)).fields
    assert 0.93 < alone.confidence < together["id_number"].confidence
    assert together["birth_date"].confidence > 0.99
    assert not together["id_number"].review


def test_a_number_whose_check_digit_is_wrong_is_never_raised() -> None:
    wrong = ID[:17] + ("0" if ID[17] != "0" else "1")
    field = recognised(id_number=(wrong, 0.999), birth_date=("1980年1月1日", 0.999)).fields["id_number"]
    assert field.value == wrong
    assert field.review


def test_a_misread_text_that_means_a_listed_thing_is_surer_than_one_that_may_mean_anything() -> None:
    found = recognised(education=("大学本科", 0.95), position=("副总经理", 0.95)).fields
    assert found["education"].confidence > 0.985 > found["position"].confidence


def test_ink_that_was_not_read_is_no_blank() -> None:
    fields = {name: FieldReading(name) for name in FILING}
    fields["title"] = FieldReading("title", None, None, None, (Line((Run("", confidence=0.5),)),))
    found = to_document(Reading("filing", "liaoning-2021-filing", (1,), fields, recognised=True), schemes(), TODAY)
    assert found.fields["title"].review
    assert not found.fields["email"].review
