"""Jurisdictions as data: what the shipped files say, how a further one is added, what is said of a wrong one."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from normalizers.catalogue import OPTIONS
from pipeline.documents import Severity
from pipeline.rules.jurisdiction import (
    DEFAULT,
    CoverageTarget,
    Deadlines,
    Minimum,
    Thresholds,
    TrainingTarget,
    jurisdiction_of,
)
from pipeline.rules.jurisdiction_file import JurisdictionError, load_jurisdictions

THIRD = 'id = "zhangzhou"\nname = "漳州市"\nprovince = "35"\n'


def third(folder: Path, more: str = "", name: str = "zhangzhou.toml", text: str = THIRD) -> Path:
    (folder / name).write_text(text + more, encoding="utf-8")
    return folder


def test_the_shipped_jurisdictions() -> None:
    shipped = load_jurisdictions()
    assert list(shipped) == [DEFAULT, "liaoning", "xizang"]
    assert [(j.name, j.province) for j in shipped.values()] == [
        ("未确定", None),
        ("辽宁省", "21"),
        ("西藏自治区", "54"),
    ]


@pytest.mark.parametrize("name", [DEFAULT, "liaoning", "xizang"])
def test_the_thresholds_of_the_rules(name: str) -> None:
    jurisdiction = load_jurisdictions()[name]
    assert jurisdiction.thresholds == Thresholds(18, 70, 16, 31, 2)
    high, low = Minimum("大学本科", 5), Minimum("大学专科", 3)
    assert dict(jurisdiction.minimum) == dict(zip(OPTIONS["scale"], (high, high, low, low), strict=True))
    assert jurisdiction.minimum_posts == OPTIONS["post"]


def test_what_the_scheme_of_liaoning_says() -> None:
    liaoning = load_jurisdictions()["liaoning"]
    assert liaoning.deadlines == Deadlines(first_batch=date(2021, 10, 22))
    assert (dict(liaoning.kept_by), dict(liaoning.reported_to)) == (
        {"首席质量官": "province", "二级质量官": "city"},
        {},
    )
    assert liaoning.training_targets == (
        TrainingTarget(("210100", "210200", "211100"), 100, date(2021, 12, 31)),
        TrainingTarget((), 50, date(2021, 12, 31)),
    )
    assert liaoning.coverage_targets == (CoverageTarget(0.3, date(2023, 12, 31)),)
    assert liaoning.scheme == "辽宁省企业首席质量官制度实施方案（2021）"


def test_what_the_regulation_of_tibet_says() -> None:
    xizang = load_jurisdictions()["xizang"]
    assert xizang.deadlines == Deadlines(change_months=1)
    assert (dict(xizang.kept_by), dict(xizang.reported_to)) == ({"首席质量官": "city"}, {"首席质量官": "province"})
    assert (xizang.training_targets, xizang.coverage_targets) == ((), ())
    assert xizang.scheme == "西藏自治区企业首席质量官管理办法（试行）（2023）"


@pytest.mark.parametrize(
    ("rule", "severities"),
    [
        ("region-outside-jurisdiction", (None, Severity.ERROR, Severity.ERROR)),
        ("education-below-minimum", (None, Severity.WARNING, Severity.ERROR)),
        ("experience-below-minimum", (None, Severity.WARNING, Severity.ERROR)),
        ("position-below-deputy", (None, Severity.WARNING, Severity.WARNING)),
        ("training-organizer-outside", (None, Severity.WARNING, Severity.WARNING)),
        ("change-reported-late", (None, None, Severity.ERROR)),
        ("summary-late", (None, Severity.WARNING, None)),
        ("id-checksum", (Severity.INFO, Severity.INFO, Severity.INFO)),
    ],
)
def test_severities_that_differ(rule: str, severities: tuple[Severity | None, ...]) -> None:
    found = tuple(jurisdiction.severity(rule, Severity.INFO) for jurisdiction in load_jurisdictions().values())
    assert found == severities


def test_a_third_province_is_a_new_file_that_says_only_what_differs(tmp_path: Path) -> None:
    more = """
minimum_posts = ["首席质量官"]
[severities]
education-below-minimum = "error"
missing-seal = "off"
[holds]
missing-photo = false
[thresholds]
age_max = 65
[minimum."小型"]
education = "中等专科"
[words]
either = []
"""
    own = load_jurisdictions(third(tmp_path, more))["zhangzhou"]
    base = load_jurisdictions()[DEFAULT]
    assert (own.province, own.minimum_posts, own.required) == ("35", ("首席质量官",), base.required)
    assert own.severity("education-below-minimum", Severity.WARNING) is Severity.ERROR
    assert own.severity("missing-seal", Severity.ERROR) is None
    assert own.severity("summary-late", Severity.WARNING) is None
    assert (own.holds["missing-photo"], own.holds["missing-attachment"], base.holds.get("missing-photo")) == (
        False,
        False,
        None,
    )
    assert own.thresholds == Thresholds(18, 65, 16, 31, 2)
    assert own.minimum["小型"] == Minimum("中等专科", 3)
    assert own.minimum["微型"] == base.minimum["微型"]
    assert own.words.either == ()
    assert own.words.authority == base.words.authority


def test_a_file_of_ones_own_replaces_the_shipped_one_and_other_files_are_passed_over(tmp_path: Path) -> None:
    third(tmp_path, name="z.toml", text='id = "liaoning"\nname = "辽"\n')
    third(tmp_path, name="readme.txt", text="no table")
    found = load_jurisdictions(tmp_path)
    assert list(found) == [DEFAULT, "liaoning", "xizang"]
    assert (found["liaoning"].name, found["liaoning"].province) == ("辽", None)


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ("colour = 1\n", "zhangzhou.toml:4: colour: "),
        ("[thresholds]\nage_max = 'old'\n", "zhangzhou.toml:5: thresholds.age_max: "),
        ("[thresholds]\nage_max = 81\n", "zhangzhou.toml:5: thresholds.age_max: "),
        ("[thresholds]\nage = 18\n", "zhangzhou.toml:5: thresholds.age: "),
        ("[thresholds]\nopinion_days = 0\n", "zhangzhou.toml:5: thresholds.opinion_days: "),
        ("[severities]\nid-checksum = 'fatal'\n", "zhangzhou.toml:4: severities: "),
        ("[severities]\nno-such-rule = 'off'\n", "zhangzhou.toml:5: severities: 'no-such-rule' is not known"),
        ("[holds]\nmissing-seal = 1\n", "zhangzhou.toml:4: holds: "),
        ("[holds]\nno-such-rule = false\n", "zhangzhou.toml:5: holds: 'no-such-rule' is not known"),
        ("severities = 1\n", "zhangzhou.toml:4: severities: "),
        ("required = ['nmae']\n", "zhangzhou.toml:4: required: 'nmae' is not known"),
        ("[minimum.'巨型']\neducation='小学'\nyears=1\n", "zhangzhou.toml:4: minimum: '巨型' is not known"),
        ("[minimum.'小型']\neducation='大专'\n", "zhangzhou.toml:5: minimum.小型.education: '大专' is not known"),
        ("minimum_posts = ['三级质量官']\n", "zhangzhou.toml:4: minimum_posts: '三级质量官' is not known"),
        ("[kept_by]\n'官' = 'city'\n", "zhangzhou.toml:5: kept_by: '官' is not known"),
        ("[kept_by]\n'首席质量官' = 'county'\n", "zhangzhou.toml:4: kept_by: "),
        ("[reported_to]\n'官' = 'city'\n", "zhangzhou.toml:5: reported_to: '官' is not known"),
        ("[deadlines]\nchange_months = 0\n", "zhangzhou.toml:5: deadlines.change_months: "),
        ("[[coverage_targets]]\nshare = 0\nby = 2023-12-31\n", "zhangzhou.toml:5: coverage_targets.0.share: "),
        ("[[coverage_targets]]\nshare = 1.1\nby = 2023-12-31\n", "zhangzhou.toml:5: coverage_targets.0.share: "),
        (
            "[[training_targets]]\nregions = ['35060']\npersons = 1\nby = 2023-12-31\n",
            "zhangzhou.toml:5: training_targets.0.regions: must be division codes of six digits, as text",
        ),
        ("[words\n", "zhangzhou.toml:4: no valid TOML: "),
    ],
)
def test_a_wrong_file_is_named_with_the_place(tmp_path: Path, more: str, complaint: str) -> None:
    with pytest.raises(JurisdictionError) as caught:
        load_jurisdictions(third(tmp_path, more))
    assert str(caught.value).startswith(complaint)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('name = "某"\n', "a.toml:1: id: is missing"),
        ('id = "a"\n', "a.toml:1: name: is missing"),
        ('id = "A b"\nname = "某"\n', "a.toml:1: id: must be lower-case letters, digits and hyphens"),
        (
            'id = "a"\nname = "某"\nprovince = "2"\n',
            "a.toml:3: province: must be the first two digits of a division code",
        ),
        (
            'id = "a"\nname = "某"\nprovince = "06"\n',
            "a.toml:3: province: must be the first two digits of a division code",
        ),
        ('id = "a"\nname = "某"\nprovince = 21\n', "a.toml:3: province: "),
    ],
)
def test_a_wrong_head_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(JurisdictionError) as caught:
        load_jurisdictions(third(tmp_path, name="a.toml", text=text))
    assert str(caught.value).startswith(complaint)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(JurisdictionError, match=r"^b\.toml: no valid TOML: "):
        load_jurisdictions(tmp_path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        load_jurisdictions(tmp_path / "nowhere")


def test_the_jurisdiction_of_a_document() -> None:
    jurisdictions = load_jurisdictions()
    assert jurisdiction_of("xizang", jurisdictions).id == "xizang"
    assert jurisdiction_of(None, jurisdictions).id == DEFAULT
    assert jurisdiction_of("atlantis", jurisdictions).id == DEFAULT


def test_a_jurisdiction_goes_to_other_processes() -> None:
    liaoning = load_jurisdictions()["liaoning"]
    assert pickle.loads(pickle.dumps(liaoning)) == liaoning
