"""What the schemes ask of an officer: position, education, years of quality work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, quoted, rule
from pipeline.rules.jurisdiction import Minimum, Words

EDUCATION_RANK = {
    "博士研究生": 6,
    "硕士研究生": 5,
    "大学本科": 4,
    "大学专科": 3,
    "中等专科": 2,
    "职业高中": 2,
    "技工学校": 2,
    "普通高中": 2,
    "初中": 1,
    "小学": 0,
}
"""The levels of GB/T 4658, a higher one the higher number."""

_SEPARATORS = re.compile(r"兼任?|[、，,；;/／|＋+&（）()\[\]\s]+")


@rule(
    "position-below-deputy",
    Severity.WARNING,
    "position",
    "post",
    source="LN 二(一)1; XZ 第五条",
    says="首席质量官一般由企业高层副职以上领导兼任",
)
def position_below_deputy(case: Case) -> Iterator[Hit]:
    """A chief quality officer whose positions are all known to lie below the enterprise's deputy heads."""
    position = case.value("position")
    if case.value("post") == "首席质量官" and position and below_deputy(position, case.scheme.words):
        yield Hit(f"首席质量官一般由企业高层副职以上领导兼任，“现任职务”{quoted(position)}不在此列，请核实。")


@rule(
    "education-below-minimum",
    Severity.WARNING,
    "education",
    "enterprise_scale",
    source="LN 二(一)2; XZ 第六条",
    says="大中型企业应为大学本科以上学历，小微企业应为大学专科以上学历",
)
def education_below_minimum(case: Case) -> Iterator[Hit]:
    """Less education than the scheme asks for in an enterprise of this scale."""
    minimum, education = _minimum(case), case.value("education")
    if minimum is None or education is None:
        return
    if EDUCATION_RANK[education] < EDUCATION_RANK[minimum.education]:
        scale = case.value("enterprise_scale")
        yield Hit(f"{scale}企业要求{minimum.education}以上学历，“学历”为{education}，请核实。")


@rule(
    "experience-below-minimum",
    Severity.WARNING,
    "quality_years",
    "enterprise_scale",
    source="LN 二(一)2; XZ 第六条",
    says="大中型企业应有5年以上质量工作经历，小微企业应有3年以上",
)
def experience_below_minimum(case: Case) -> Iterator[Hit]:
    """Fewer years of quality work than the scheme asks for in an enterprise of this scale."""
    minimum, years = _minimum(case), case.value("quality_years")
    if minimum is not None and years is not None and years < minimum.years:
        scale = case.value("enterprise_scale")
        yield Hit(f"{scale}企业要求{minimum.years:g}年以上质量工作经历，“质量工作年限”为{years:g}年，请核实。")


def below_deputy(position: str, words: Words) -> bool:
    """Whether every part of a position (副总经理兼质量部部长 has two) is one that lies below the deputy heads."""
    parts = [part for part in _SEPARATORS.split(position) if part]
    return bool(parts) and all(
        part not in words.either and not part.endswith(words.deputy_or_above) and part.endswith(words.below_deputy)
        for part in parts
    )


def _minimum(case: Case) -> Minimum | None:
    """What the scheme asks for; None where it asks nothing of the post, or the scale is not known."""
    post = case.value("post")
    asked = post is None or post in case.scheme.minimum_posts
    return case.scheme.minimum.get(case.value("enterprise_scale")) if asked else None
