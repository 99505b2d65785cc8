"""Regions: what a jurisdiction decides, every division of Liaoning and Tibet, and nothing taken silently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import divisions as d
from normalizers.region import region
from normalizers.tables import rows
from normalizers.value import Context

LIAONING = Context(province="21")
TIBET = Context(province="54")
HOME = [(code, name) for code, name in d.in_force().items() if code[:2] in ("21", "54")]


def code_of(text: str, context: Context) -> str | None:
    value = region(text, context).value
    return str(value["code"]) if isinstance(value, dict) else None


@pytest.mark.parametrize(
    ("text", "context", "code"),
    [
        ("西岗区", LIAONING, "210203"),
        ("西岗", LIAONING, "210203"),
        ("和平区", LIAONING, "210102"),
        ("朝阳", LIAONING, "211300"),
        ("海城", LIAONING, "210381"),
        ("鲅鱼圈", LIAONING, "210804"),
        ("城关区", TIBET, "540102"),
        ("噶尔", TIBET, "542523"),
        ("福田区", LIAONING, "440304"),
    ],
)
def test_bare_name_is_looked_for_at_home(text: str, context: Context, code: str):
    """A district's name alone is that of the jurisdiction where it has one."""
    normal = region(text, context)
    assert normal.value == {"code": code, "name": d.full_name(code)}
    assert normal.problem is None


def test_ambiguous_name_is_never_chosen():
    """铁西区 is in 沈阳 and in 鞍山: a person chooses, from these two."""
    normal = region("铁西区", LIAONING)
    assert (normal.value, normal.problem) == (None, "ambiguous")
    assert {a["code"] for a in normal.alternatives if isinstance(a, dict)} == {"210106", "210303"}


@pytest.mark.parametrize(
    ("text", "meant"), [("大迕市西岗区", "210203"), ("大连市西岗医", "210203"), ("沈陌市", "210100")]
)
def test_misread_name_is_only_proposed(text: str, meant: str):
    """One wrong character never makes a value, but the division it resembles is offered."""
    normal = region(text, LIAONING)
    assert normal.value is None
    assert normal.problem
    assert meant in {a["code"] for a in normal.alternatives if isinstance(a, dict)}


def test_street_is_no_district():
    """大连中山路 does not prove 中山区."""
    normal = region("大连中山路123号", LIAONING)
    assert normal.problem == "uncertain"
    assert normal.value != {"code": "210202", "name": "辽宁省大连市中山区"}


def test_abolished_division_names_its_successor():
    """A division that is gone keeps its code and name, and says what took its place."""
    normal = region("锦州市锦县", LIAONING)
    assert normal.value == {"code": "210724", "name": "辽宁省锦州市锦县"}
    assert normal.problem == "abolished"
    assert normal.alternatives == ({"code": "210781", "name": "辽宁省锦州市凌海市"},)


@pytest.mark.parametrize(("code", "name"), HOME)
def test_every_home_division(code: str, name: str):
    """Every division in force, by full name, without its province, and by code."""
    full, context = d.full_name(code) or "", Context(province=code[:2])
    province = d.full_name(code[:2] + "0000") or ""
    assert region(full, context).value == {"code": code, "name": full}
    assert region(full, context).problem is None
    assert code_of(code, context) == code
    if code != code[:2] + "0000":
        assert code_of(full.removeprefix(province), context) == code
        assert code_of(province + " " + full.removeprefix(province), Context()) == code


@pytest.mark.parametrize(("code", "name"), [h for h in HOME if d.level(h[0]) == 2 and h[0] in d.short_names()])
def test_every_home_county_in_short(code: str, name: str):
    """City and county without 市, 区, 县, where that cannot be the city itself (辽阳 of 辽阳县)."""
    city, short = d.short_names()[code[:4] + "00"], d.short_names()[code]
    assert code_of(city + short, Context(province=code[:2])) == code
    alone = region(short, Context(province=code[:2]))
    same = {f.code for f in d.forms()[short] if f.code[:2] == code[:2]}
    if same == {code}:
        assert alone.value == {"code": code, "name": d.full_name(code)}
    else:
        assert alone.problem == "ambiguous" or alone.value != {"code": code, "name": name}


def test_zones_lie_in_divisions_there_are():
    """The list of zones kept by hand names only codes in force, in the place it says."""
    for within, _, code, sure, _ in rows("zones"):
        assert code in d.in_force()
        assert code.startswith(within)
        assert sure in ("0", "1")


def test_every_full_name_in_the_country():
    """No full name of a division in force reads as another one, whatever the jurisdiction."""
    wrong = [c for c in d.in_force() if code_of((d.full_name(c) or "").replace("省", "省 "), LIAONING) != c]
    assert wrong == []


PARTS = [*d.forms(), "路", "街道", "1号", "开发区", "（", "）", "/", " ", "210203", "110101", "经济", "abc", "某", "、"]


@given(st.lists(st.sampled_from(PARTS), max_size=5).map("".join), st.sampled_from(["21", "54", None]))
def test_any_text_is_settled_or_asked_about(text: str, province: str | None):
    """Never raises; a value reads as itself again; no value without a problem unless blank; alternatives are others."""
    context = Context(province=province)
    normal = region(text, context)
    assert 0 <= normal.sureness <= 1
    assert normal.value not in normal.alternatives or normal.value is None
    if isinstance(normal.value, dict):
        assert region(str(normal.value["name"]), context).value == normal.value
    elif text.strip():
        assert normal.problem


@given(st.text(max_size=60))
def test_no_text_raises(text: str):
    """Anything at all is read."""
    assert region(text, LIAONING).sureness <= 1
