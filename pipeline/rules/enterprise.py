"""The enterprise: where it lies, its industry, type and size."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, quoted, rule

_UNKNOWN = ("unreadable", "not-listed")


@rule("region-unknown", Severity.ERROR, "region", source="GB/T 2260", says="所属地区应为行政区划")
def region_unknown(case: Case) -> Iterator[Hit]:
    """What stands there is no division, or its parts do not lie in each other."""
    field = case.field("region")
    if field.value is None and field.problem in (*_UNKNOWN, "uncertain", "region-mismatch"):
        yield Hit(f"“所属地区”{quoted(field.text)}对不上任何行政区划，请报送单位按省、市、县（区）更正。")


@rule(
    "region-outside-jurisdiction",
    Severity.ERROR,
    "region",
    source="LN, XZ",
    says="所属地区应在本省（自治区）内",
)
def region_outside_jurisdiction(case: Case) -> Iterator[Hit]:
    """The division lies in another province than the jurisdiction's."""
    region, province = case.value("region"), case.scheme.province
    code = region["code"] if region else None
    if province and code and not code.startswith(province):
        yield Hit(f"“所属地区”（{region['name']}）不在{case.scheme.name}，请核实应向哪里备案。")


@rule(
    "industry-unknown",
    Severity.WARNING,
    "industry",
    source="GB/T 4754—2017",
    says="所属行业应为《国民经济行业分类》中的行业",
)
def industry_unknown(case: Case) -> Iterator[Hit]:
    """What stands there is in no level of the classification."""
    field = case.field("industry")
    if field.value is None and field.problem in _UNKNOWN:
        yield Hit(f"“所属行业”{quoted(field.text)}不在《国民经济行业分类》中，请对照 GB/T 4754—2017 更正。")


@rule(
    "industry-mismatch",
    Severity.WARNING,
    "industry",
    source="GB/T 4754—2017",
    says="所属行业的代码与名称应一致",
)
def industry_mismatch(case: Case) -> Iterator[Hit]:
    """Code and name on the form belong to different industries."""
    field = case.field("industry")
    if field.problem == "industry-mismatch":
        yield Hit(f"“所属行业”{quoted(field.text)}的代码与名称不一致，请对照 GB/T 4754—2017 更正。")


@rule(
    "enterprise-type-unknown",
    Severity.WARNING,
    "enterprise_type",
    source="LN 填表说明",
    says="企业类型应按营业执照填写",
)
def enterprise_type_unknown(case: Case) -> Iterator[Hit]:
    """No type that a business licence bears, whether or not it is kept as written."""
    field = case.field("enterprise_type")
    if field.problem in _UNKNOWN:
        yield Hit(f"“企业类型”{quoted(field.text)}不是营业执照上的类型，请按营业执照更正。")


@rule(
    "scale-unknown",
    Severity.ERROR,
    "enterprise_scale",
    source="工信部联企业〔2011〕300号",
    says="企业规模应为大型、中型、小型或微型",
)
def scale_unknown(case: Case) -> Iterator[Hit]:
    """Something else than the four sizes."""
    field = case.field("enterprise_scale")
    if field.value is None and field.problem in _UNKNOWN:
        yield Hit(f"“企业规模”{quoted(field.text)}不是大型、中型、小型、微型之一，请报送单位更正。")


@rule(
    "above-scale-contradiction",
    Severity.WARNING,
    "above_scale",
    "enterprise_scale",
    source="工信部联企业〔2011〕300号",
    says="规模以上企业不应为微型，规模以下企业不应为大型",
)
def above_scale_contradiction(case: Case) -> Iterator[Hit]:
    """Above scale and yet micro, or below scale and yet large."""
    above, scale = case.value("above_scale"), case.value("enterprise_scale")
    if (above is True and scale == "微型") or (above is False and scale == "大型"):
        answer = "是" if above else "否"
        yield Hit(f"“是否规模以上企业”为{answer}，“企业规模”却为{scale}，两项相互矛盾，请核实。")
