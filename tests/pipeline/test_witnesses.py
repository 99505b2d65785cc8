"""What a filing and the copies that came with it say of each other: surer, less sure, never another value."""

from __future__ import annotations

from dataclasses import replace

from normalizers.catalogue import BY_KIND
from normalizers.identity import check_digit
from normalizers.value import Value
from pipeline.documents import Document, FieldValue
from pipeline.sureness import marked
from pipeline.witnesses import witnessed, witnessed_across

NUMBER = "21020319850305101" + check_digit("21020319850305101")


def document(kind: str, sure: float = 1.0, **values: Value) -> Document:
    fields = {name: FieldValue(name) for name in BY_KIND[kind]}
    for name, value in values.items():
        fields[name] = marked(FieldValue(name, value, str(value), sure))
    return Document(kind, None, None, (1,), fields)


def filing(sure: float = 0.9, **values: Value) -> Document:
    return document("filing", sure, **({"name": "李建国", "id_number": NUMBER, "gender": "男"} | values))


def card(sure: float = 0.9, **values: Value) -> Document:
    return document("id_card", sure, **({"name": "李建国", "id_number": NUMBER, "gender": "男"} | values))


def test_a_card_that_says_the_same_makes_both_sure() -> None:
    found, copy = witnessed([filing(), card()])
    for each in (found, copy):
        assert each.fields["name"].confidence > 0.99
        assert not each.fields["name"].review
        assert each.fields["id_number"].confidence > each.fields["name"].confidence


def test_a_card_that_says_otherwise_brings_the_name_to_review_with_its_own_reading() -> None:
    found, copy = witnessed([filing(0.97), card(0.97, name="李健国")])
    assert found.fields["name"].value == "李建国"
    assert found.fields["name"].review
    assert found.fields["name"].alternatives[0][0] == "李健国"
    assert copy.fields["name"].review
    assert copy.fields["name"].alternatives[0][0] == "李建国"


def test_what_was_typed_stays_sure_against_what_was_recognised() -> None:
    found, copy = witnessed([filing(1.0), card(0.9, name="李健国")])
    assert not found.fields["name"].review
    assert copy.fields["name"].review


def test_two_bad_readings_alike_are_no_proof() -> None:
    found, _ = witnessed([filing(0.5), card(0.5)])
    assert found.fields["name"].review
    assert found.fields["gender"].review


def test_a_problem_is_not_outvoted() -> None:
    held = replace(filing().fields["id_number"], problem="id-checksum", review=True)
    doubtful = replace(filing(), fields=dict(filing().fields) | {"id_number": held})
    assert witnessed([doubtful, card()])[0].fields["id_number"].review


def test_the_card_of_somebody_else_says_nothing() -> None:
    other = "21010219750505201" + check_digit("21010219750505201")
    before = filing()
    found, _ = witnessed([before, card(name="王丽", id_number=other, gender="女")])
    assert found == before


def test_of_several_cards_the_one_that_agrees_counts() -> None:
    found, _, _ = witnessed([filing(), card(name="王丽", id_number="210"), card()])
    assert not found.fields["name"].review


def test_a_month_agrees_with_a_day_of_it_and_a_diploma_does_not_contradict() -> None:
    found, _, copy = witnessed(
        [
            filing(birth_date="1985-03", school="大连理工大学", education="大学本科"),
            card(birth_date="1985-03-05"),
            document("diploma", 0.9, name="李建国", school="大连理工大学", education="大学专科"),
        ]
    )
    assert not found.fields["birth_date"].review
    assert not found.fields["school"].review
    assert found.fields["education"].confidence == 0.9
    assert copy.fields["education"].alternatives == ()


def test_documents_of_one_file_are_not_weighed_twice() -> None:
    once = witnessed([filing(0.7), card(0.7)])
    assert witnessed_across([once]) == [once]
    (found,), (copy,) = witnessed_across([[filing()], [card()]])
    assert not found.fields["name"].review
    assert not copy.fields["name"].review
