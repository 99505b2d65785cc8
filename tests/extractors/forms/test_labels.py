"""A label is known however it is spaced, broken, noted or written; an answer is not taken for one."""

from __future__ import annotations

import pytest

from extractors.forms.definition import vocabulary
from extractors.forms.labels import index, label_key


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("企业名称", "enterprise_name"),
        ("姓　 名", "name"),
        ("經營項目及\n主要產品", "main_products"),
        ("工作简历（注明质量管理工作经历、获奖情况）", "resume"),
        ("專職兼職", "employment"),
        ("企業(yè)名稱", "enterprise_name"),
        ("監(jiān)督", None),
        ("质量工作年限（年）", "quality_years"),
        ("E-mail：", "email"),
        ("ＥＭＡＩＬ", "email"),
        ("*姓名", "name"),
        ("1．姓名", "name"),
        ("（1）姓名", "name"),
        ("2寸照片", "photo"),
        ("专业技术人员", None),
        ("姓名权纠纷", None),
        ("", None),
        ("——", None),
    ],
)
def test_find(text: str, field: str | None) -> None:
    hit = index("filing").find(text)
    assert (hit.fields[0] if hit else None) == field


def test_what_follows_a_label_in_its_cell_is_kept_as_written() -> None:
    hit = index("filing").find("姓名：張 三\n(曾用名)")
    assert hit is not None
    assert hit.rest == "張 三\n(曾用名)"


def test_a_known_label_that_no_field_takes_is_still_a_label() -> None:
    hit = index("filing").find("统一社会信用代码")
    assert hit is not None
    assert hit.fields == ()


def test_labels_within_a_line_need_a_colon() -> None:
    hits = index("filing").inline("填报日期： 2021年9月   姓  名:张三 专业人员")
    assert [hit.fields[0] for _, _, hit in hits] == ["filing_date", "name"]


def test_a_misread_label_is_guessed_only_when_clearly_nearest() -> None:
    labels = index("filing")
    guessed = labels.guess("质量工作年眼")
    assert guessed is not None
    assert guessed.fields == ("quality_years",)
    assert labels.guess("性期") is None


def test_no_way_of_writing_is_listed_for_two_fields_that_cannot_be_told_apart() -> None:
    shared = {"聘任岗位"}
    owners: dict[str, set[str]] = {}
    for name, ways in vocabulary().sections["filing"].items():
        for way in ways:
            owners.setdefault(label_key(way), set()).add(name)
    assert {key for key, names in owners.items() if len(names) > 1} == {label_key(way) for way in shared}
