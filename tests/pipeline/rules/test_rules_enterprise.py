"""Family enterprise: place, industry, type and size."""

import pytest

from pipeline.documents import Finding, Severity
from tests.pipeline.rules.clean import LHASA, altered, filing, only, rules, tibetan, unread

UNKNOWN = [
    (
        "region-unknown",
        "region",
        Severity.ERROR,
        "“所属地区”（乱写）对不上任何行政区划，请报送单位按省、市、县（区）更正。",
    ),
    (
        "industry-unknown",
        "industry",
        Severity.WARNING,
        "“所属行业”（乱写）不在《国民经济行业分类》中，请对照 GB/T 4754—2017 更正。",
    ),
    (
        "enterprise-type-unknown",
        "enterprise_type",
        Severity.WARNING,
        "“企业类型”（乱写）不是营业执照上的类型，请按营业执照更正。",
    ),
    (
        "scale-unknown",
        "enterprise_scale",
        Severity.ERROR,
        "“企业规模”（乱写）不是大型、中型、小型、微型之一，请报送单位更正。",
    ),
]


@pytest.mark.parametrize(("rule", "name", "severity", "message"), UNKNOWN)
@pytest.mark.parametrize("problem", ["unreadable", "not-listed"])
def test_a_text_that_is_in_no_list(rule: str, name: str, severity: Severity, message: str, problem: str) -> None:
    assert only(unread(filing(), name, problem)) == Finding(rule, severity, (name,), message)


@pytest.mark.parametrize(("rule", "name", "severity", "message"), UNKNOWN)
def test_other_problems_are_left_to_review_and_a_blank_is_only_missing(
    rule: str, name: str, severity: Severity, message: str
) -> None:
    assert rules(unread(filing(), name, "several")) == []
    assert rules(filing(**{name: None})) == ["missing-required"]


def test_an_enterprise_type_kept_as_written_is_still_unknown() -> None:
    document = altered(filing(), "enterprise_type", value="民营", text="民营", problem="not-listed")
    assert rules(document) == ["enterprise-type-unknown"]


@pytest.mark.parametrize("name", ["region", "industry", "enterprise_scale"])
def test_a_value_that_was_found_all_the_same_is_not_unknown(name: str) -> None:
    assert rules(altered(filing(), name, problem="unreadable")) == []


@pytest.mark.parametrize("problem", ["uncertain", "region-mismatch"])
def test_parts_of_a_region_that_do_not_belong_together_are_no_division(problem: str) -> None:
    assert rules(unread(filing(), "region", problem)) == ["region-unknown"]


def test_a_region_that_several_places_bear_is_left_to_review() -> None:
    assert rules(unread(filing(), "region", "ambiguous", "城关区")) == []


def test_region_outside() -> None:
    fields = ("region",)
    message = "“所属地区”（西藏自治区拉萨市城关区）不在辽宁省，请核实应向哪里备案。"
    assert only(filing(region=LHASA)) == Finding("region-outside-jurisdiction", Severity.ERROR, fields, message)
    message = "“所属地区”（辽宁省大连市西岗区）不在西藏自治区，请核实应向哪里备案。"
    assert only(filing(), "xizang") == Finding("region-outside-jurisdiction", Severity.ERROR, fields, message)


def test_no_region_is_outside_where_no_province_is_known() -> None:
    assert rules(filing(region=LHASA), "default") == []


def test_a_region_without_a_code_is_nowhere() -> None:
    assert rules(filing(region={"code": None, "name": "沈抚示范区"})) == []


def test_industry_mismatch() -> None:
    document = altered(filing(), "industry", problem="industry-mismatch", text="C34 \n 医药制造业", value=None)
    message = "“所属行业”（C34 医药制造业）的代码与名称不一致，请对照 GB/T 4754—2017 更正。"
    assert only(document) == Finding("industry-mismatch", Severity.WARNING, ("industry",), message)


@pytest.mark.parametrize(
    ("above", "scale", "answer"),
    [(True, "微型", "是"), (False, "大型", "否"), (True, "小型", ""), (False, "中型", ""), (False, "微型", "")],
)
def test_above_scale_contradiction(above: bool, scale: str, answer: str) -> None:
    document = tibetan(above_scale=above, enterprise_scale=scale)
    if not answer:
        assert rules(document, "xizang") == []
        return
    message = f"“是否规模以上企业”为{answer}，“企业规模”却为{scale}，两项相互矛盾，请核实。"
    fields = ("above_scale", "enterprise_scale")
    assert only(document, "xizang") == Finding("above-scale-contradiction", Severity.WARNING, fields, message)


@pytest.mark.parametrize(("name", "kept"), [("above_scale", "微型"), ("above_scale", "大型")])
def test_nothing_contradicts_a_blank(name: str, kept: str) -> None:
    assert rules(filing(above_scale=None, enterprise_scale=kept)) == ["missing-required"]
