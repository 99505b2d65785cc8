"""Families person and qualification: age, experience, position, education."""

import msgspec
import pytest

from normalizers.catalogue import OPTIONS
from pipeline.documents import Finding, Severity
from pipeline.rules.engine import check
from tests.pipeline.invented import id_number
from tests.pipeline.rules.clean import SCHEMES, TODAY, filing, only, rules, tibetan


def aged(born: str, appointed: str, **changes: object) -> list[str]:
    number = id_number(1, birth=f"{born.replace('-', '')}01"[:8])
    return rules(filing(birth_date=born, id_number=number, appointed_from=appointed, **changes))  # type: ignore[arg-type]


AGE_FIELDS = ("birth_date", "appointed_from")
YOUNG = {"quality_years": 0, "resume": "质检员", "post": "二级质量官", "enterprise_scale": None}


@pytest.mark.parametrize(
    ("born", "appointed", "implausible"),
    [
        ("2003-09-08", "2021-09-08", False),
        ("2003-09-09", "2021-09-08", True),
        ("2003-09-30", "2021-09", False),
        ("2003-10-01", "2021-09", True),
        ("2003-09", "2021-09-01", False),
        ("2003-10", "2021-09-30", True),
    ],
)
def test_too_young(born: str, appointed: str, implausible: bool) -> None:
    expected = ["missing-required", *(["age-implausible"] if implausible else [])]
    assert aged(born, appointed, **YOUNG) == expected


@pytest.mark.parametrize(
    ("born", "appointed", "implausible"),
    [
        ("1950-09-09", "2021-09-08", False),
        ("1950-09-08", "2021-09-08", True),
        ("1950-09-02", "2021-09", False),
        ("1950-08-31", "2021-09", True),
        ("1950-09", "2021-09-30", False),
        ("1950-08", "2021-09-01", True),
    ],
)
def test_too_old(born: str, appointed: str, implausible: bool) -> None:
    assert aged(born, appointed) == (["age-implausible"] if implausible else [])


def test_the_findings_on_age() -> None:
    old = only(filing(birth_date="1940-01-01", id_number=id_number(1, birth="19400101")))
    message = "按“出生日期”和“聘任起始时间”，聘任时已超过70岁，请核实这两项。"
    assert old == Finding("age-implausible", Severity.WARNING, AGE_FIELDS, message)
    late = {"birth_date": "2003-12-01", "id_number": id_number(1, birth="20031201")}
    young = only(filing(**late, quality_years=1, resume="略"), "default")
    message = "按“出生日期”和“聘任起始时间”，聘任时不满18岁，请核实这两项。"
    assert young == Finding("age-implausible", Severity.WARNING, AGE_FIELDS, message)


def test_no_age_without_both_dates_or_where_the_number_says_otherwise() -> None:
    old = {"birth_date": "1940-01-01", "id_number": id_number(1, birth="19400101")}
    assert rules(filing(**old, appointed_from=None)) == ["missing-required"]
    assert rules(filing(birth_date=None)) == ["missing-required"]
    assert rules(filing(birth_date="1915-01-01")) == ["id-birth-mismatch"]
    assert rules(filing(birth_date="1940-01-01", id_number=None)) == ["missing-required", "age-implausible"]


@pytest.mark.parametrize(
    ("born", "years", "implausible"),
    [
        ("1980-10-08", 25, False),
        ("1980-10-08", 25.5, True),
        ("1980-10-09", 24, False),
        ("1980-10-09", 24.5, True),
        ("1980-10", 25, False),
        ("1980-10", 25.5, True),
    ],
)
def test_more_experience_than_age_leaves_room_for(born: str, years: float, implausible: bool) -> None:
    number = id_number(1, birth=f"{born.replace('-', '')}08"[:8])
    document = filing(birth_date=born, id_number=number, quality_years=years, resume="略")
    if not implausible:
        assert rules(document) == []
        return
    message = f"“质量工作年限”（{years:g}年）超过年龄减16年，请核实“质量工作年限”和“出生日期”。"
    fields = ("quality_years", "birth_date")
    assert only(document) == Finding("experience-implausible", Severity.ERROR, fields, message)


def test_experience_is_held_against_the_day_of_intake_where_there_is_no_filing_date() -> None:
    born = {"birth_date": "1980-10-20", "id_number": id_number(1, birth="19801020"), "resume": "略"}
    assert rules(filing(**born, filing_date=None, quality_years=25)) == ["missing-required"]
    assert rules(filing(**born, filing_date=None, quality_years=25.5)) == ["missing-required", "experience-implausible"]


def test_no_experience_is_implausible_without_both() -> None:
    assert rules(filing(birth_date=None, quality_years=60, resume="略")) == ["missing-required"]
    assert rules(filing(quality_years=None)) == ["missing-required"]


@pytest.mark.parametrize(
    "position",
    [
        "质量部部长",
        "品质经理",
        "质检科科长",
        "车间主任",
        "质检员",
        "质量工程师",
        "总经理秘书",
        "技术部部长兼质检科科长",
        "质量总监助理",
        "总经理办公室主任",
        "QC",
        "安全主管/班组长",
        "质量部负责人",
    ],
)
def test_positions_below_the_deputy_heads(position: str) -> None:
    message = f"首席质量官一般由企业高层副职以上领导兼任，“现任职务”（{position}）不在此列，请核实。"
    finding = only(filing(position=position))
    assert finding == Finding("position-below-deputy", Severity.WARNING, ("position", "post"), message)
    assert rules(tibetan(position=position), "xizang") == ["position-below-deputy"]
    assert rules(filing(position=position), "default") == []


@pytest.mark.parametrize(
    "position",
    [
        "总经理",
        "常务副总经理",
        "副总经理兼质量部部长",
        "质量部部长、副总经理",
        "副总经理（分管质量）",
        "质量总监",
        "总工程师",
        "副总工程师",
        "厂长",
        "生产副厂长",
        "董事长",
        "党委委员",
        "首席质量官",
        "总经理助理",
        "副总",
        "质量总监 兼 质管部经理",
        "企业负责人",
        "管理者代表",
        "董事会秘书",
        "经理",
        "副经理",
        "质量负责人",
        "质量部部长（主持工作）",
        "某某",
        "（）",
        None,
    ],
)
def test_positions_of_deputy_heads_and_doubtful_ones_pass(position: str | None) -> None:
    assert rules(filing(position=position)) == ([] if position else ["missing-required"])


@pytest.mark.parametrize("post", ["二级质量官", None])
def test_only_a_chief_has_to_be_a_deputy_head(post: str | None) -> None:
    assert rules(filing(position="质量部部长", post=post)) == ([] if post else ["ambiguous-choice"])


RANKED = [
    "博士研究生",
    "硕士研究生",
    "大学本科",
    "大学专科",
    "中等专科",
    "职业高中",
    "技工学校",
    "普通高中",
    "初中",
    "小学",
]


@pytest.mark.parametrize("education", RANKED)
@pytest.mark.parametrize(("scale", "least"), [("大型", 2), ("中型", 2), ("小型", 3), ("微型", 3)])
def test_education_below_minimum(education: str, scale: str, least: int) -> None:
    changes = {"education": education, "enterprise_scale": scale, "above_scale": scale in ("大型", "中型")}
    assert rules(filing(**changes), "default") == []
    if RANKED.index(education) <= least:
        assert rules(filing(**changes)) == []
        assert rules(tibetan(**changes), "xizang") == []
        return
    message = f"{scale}企业要求{RANKED[least]}以上学历，“学历”为{education}，请核实。"
    fields = ("education", "enterprise_scale")
    assert only(filing(**changes)) == Finding("education-below-minimum", Severity.WARNING, fields, message)
    assert only(tibetan(**changes), "xizang") == Finding("education-below-minimum", Severity.ERROR, fields, message)


@pytest.mark.parametrize(("scale", "least"), [("大型", 5), ("中型", 5), ("小型", 3), ("微型", 3)])
def test_experience_below_minimum(scale: str, least: int) -> None:
    changes = {"enterprise_scale": scale, "above_scale": scale in ("大型", "中型"), "resume": "略"}
    assert rules(filing(**changes, quality_years=least)) == []
    years = least - 0.5
    assert rules(filing(**changes, quality_years=years), "default") == []
    message = f"{scale}企业要求{least}年以上质量工作经历，“质量工作年限”为{years:g}年，请核实。"
    fields = ("quality_years", "enterprise_scale")
    finding = only(filing(**changes, quality_years=years))
    assert finding == Finding("experience-below-minimum", Severity.WARNING, fields, message)
    finding = only(tibetan(**changes, quality_years=years), "xizang")
    assert finding == Finding("experience-below-minimum", Severity.ERROR, fields, message)


def test_no_minimum_without_a_scale_or_a_value() -> None:
    low = {"education": "初中", "quality_years": 1, "resume": "略"}
    assert rules(filing(**low, enterprise_scale=None)) == ["missing-required"]
    assert rules(filing(education=None)) == ["missing-required"]
    assert rules(filing(**low)) == ["education-below-minimum", "experience-below-minimum"]
    assert rules(filing(**low, post=None)) == [
        "ambiguous-choice",
        "education-below-minimum",
        "experience-below-minimum",
    ]


def test_the_minimum_holds_for_the_posts_that_the_jurisdiction_names() -> None:
    chiefs = msgspec.structs.replace(SCHEMES["liaoning"], minimum_posts=("首席质量官",))
    second = filing(education="初中", post="二级质量官")
    assert rules(second) == ["education-below-minimum"]
    assert check(second, chiefs, TODAY) == ()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scale_has_a_minimum(scheme: str) -> None:
    assert set(SCHEMES[scheme].minimum) == set(OPTIONS["scale"])
