"""Names and types of enterprises, addresses and titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.address import address
from normalizers.enterprise import enterprise_name, name_key, organisation
from normalizers.enterprise_type import enterprise_type, is_known_type, type_code
from normalizers.tables import rows
from normalizers.title import title_level
from normalizers.value import Context, Normalizer

ANY = Context()
PIECES = [
    "大连",
    "市",
    "某某",
    "（",
    "）",
    "(",
    ")",
    " ",
    "ABC",
    "12",
    "-",
    "—",
    "有限公司",
    "集团",
    "盖章",
    "（盖章）",
    "，",
    "。",
    "、",
]


@pytest.mark.parametrize("reads", [enterprise_name, organisation, address, enterprise_type])
@given(text=st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=30))
def test_written_form_stays(reads: Normalizer, text: str):
    """Whatever comes in, what is written out reads as itself again."""
    value = reads(text, ANY).value
    if isinstance(value, str):
        assert reads(value, ANY).value == value


@pytest.mark.parametrize(
    "other",
    [
        "辽宁省大连市昇辉（集团）有限责任公司",
        "大连昇辉集团有限公司",
        "大连市昇辉(集团)股份有限公司",
        "大連昇輝集團有限公司",
        "大连 昇辉 集团 有限公司",
        "辽宁大连昇辉集团有限公司",
    ],
)
def test_one_enterprise_has_one_key(other: str):
    """Brackets, spaces, province, 省 and 市, the legal form and the script do not matter."""
    assert name_key(other) == name_key("大连昇辉（集团）有限公司")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大连昇辉有限公司", "沈阳昇辉有限公司"),
        ("昇辉（大连）有限公司", "昇辉有限公司"),
        ("吉林省昇辉有限公司", "吉林市昇辉有限公司"),
        ("朝阳县昇辉有限公司", "朝阳市昇辉有限公司"),
        ("大连昇辉有限公司", "大连昇辉有限公司沈阳分公司"),
        ("大连昇辉有限公司", "大连昇辉集团有限公司"),
    ],
)
def test_two_enterprises_have_two_keys(one: str, other: str):
    """A place in brackets, a branch and a group are other enterprises."""
    assert name_key(one) != name_key(other)


def test_key_of_a_name_that_is_only_a_place_or_a_form():
    """No name has an empty key, which would be the same for all."""
    assert all(name_key(name) for name in ("有限公司", "公司", "大连", "大连市", "辽宁省大连市"))


def test_every_type_of_the_register_is_known():
    """Each type, with half-width brackets and without any, becomes the register's own writing."""
    for code, name in rows("enterprise_types"):
        if code.endswith("000") or name == "其他":
            assert not is_known_type(name) or name in ("联营",)
            continue
        for written in (name, name.replace("（", "(").replace("）", ")"), name.replace("（", "").replace("）", "")):
            normal = enterprise_type(written, ANY)
            assert (normal.value, normal.problem) == (name, None)


def test_misread_type_proposes_the_right_one():
    """有限贵任公司 stays as read, with the type it resembles beside it."""
    normal = enterprise_type("有限贵任公司（自然人独资）", ANY)
    assert (normal.value, normal.problem) == ("有限贵任公司（自然人独资）", "not-listed")
    assert normal.alternatives[0] == "有限责任公司（自然人独资）"


@pytest.mark.parametrize(
    ("title", "name", "level"),
    [
        ("高级工程师", "高级工程师", "副高级"),
        ("高级电气工程师", "高级工程师", "副高级"),
        ("工程师（高级）", "高级工程师", "副高级"),
        ("助理工程师", "助理工程师", "助理级"),
        ("教授级高级工程师注册一级建造师", "教授级高级工程师", "正高级"),
        ("副总经理兼总工程师", "总工程师", "职务（误填）"),
        ("副 教 授", "副教授", "副高级"),
    ],
)
def test_level_of_a_title(title: str, name: str, level: str):
    """The longest title in the text decides, with the grade before it."""
    found = title_level(title)
    assert found
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize("title", ["", "中级", "总经理", "某某"])
def test_no_title(title: str):
    """A grade or a post alone is no title."""
    assert title_level(title) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("有限责任公司（自然人投资或控股）", "1130"),
        ("集体所有制", "3200"),
        ("有限责任公司", "1100"),
        ("民营企业", None),
    ],
)
def test_the_code_of_a_type_as_the_register_has_it(value: str, code: str | None) -> None:
    assert type_code(value) == code
