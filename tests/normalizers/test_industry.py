"""Industries: all of GB/T 4754-2017 by name, by code and by both, and likeness only ever proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import industries as n
from normalizers.industry import industry
from normalizers.value import Context, Normal, Script

ANY = Context()


def code_of(normal: Normal) -> str:
    return str(normal.value["code"]) if isinstance(normal.value, dict) else ""


def test_every_code():
    """Every code with its letter, and those of two digits or more without it."""
    for code in n.names():
        assert code_of(industry(code, ANY)) == code
        if len(code) > 2:
            assert code_of(industry(code[1:], ANY)) == code


def test_every_name():
    """A name gives its code, or the shallower one that bears the same name."""
    for code, name in n.names().items():
        found = code_of(industry(name, ANY))
        assert code.startswith(found)
        assert n.names()[found] == name


@pytest.mark.parametrize(
    "pattern", ["{code} {name}", "{code}{name}", "{name}（{code}）", "{digits}{name}", "{name} {digits}"]
)
def test_every_code_with_its_name(pattern: str):
    """Code and name in any order, with or without the letter."""
    for code, name in n.names().items():
        if len(code) == 1 and "digits" in pattern:
            continue
        normal = industry(pattern.format(code=code, digits=code[1:], name=name), ANY)
        assert (code_of(normal), normal.problem) == (code, None)


def test_every_name_loosely_written():
    """Without punctuation and 和, without the last 业: the same code, and no question asked."""
    for code, name in n.names().items():
        loose = name.replace("、", "").replace("和", "及").replace("（", "(").replace("）", ")")
        assert n.names()[code_of(industry(loose, ANY))] == name
        if name.endswith("业") and len(name) > 4:
            normal = industry(name[:-1], ANY)
            assert normal.problem is None
            assert code.startswith(code_of(normal)) or name[:-1] == n.names()[code_of(normal)]


def test_traditional_document():
    """Names in Traditional characters."""
    assert code_of(industry("通用設備製造業", Context(script=Script.TRADITIONAL))) == "C34"


def test_wrong_code_is_not_hidden_by_the_name():
    """The name counts, and the code that contradicts it is shown."""
    normal = industry("C34 专用设备制造业", ANY)
    assert (code_of(normal), normal.problem) == ("C35", "industry-mismatch")
    assert normal.alternatives == ({"code": "C34", "name": "通用设备制造业"},)


@pytest.mark.parametrize("text", list(n.words()))
def test_free_words_are_always_looked_at(text: str):
    """A word that is no name is never taken without a person."""
    normal = industry(text, ANY)
    assert normal.problem == "uncertain" or n.by_name(text) == code_of(normal)


def test_free_words_stand_for_codes_there_are():
    """The list of words kept by hand names no code that the classification lacks."""
    assert {code for codes in n.words().values() for code in codes} <= set(n.names())


PARTS = [
    *list(n.names().values())[:300],
    *n.words(),
    "C34",
    "51",
    "、",
    "（",
    "）",
    "/",
    " ",
    "和",
    "生产",
    "A1",
    "某",
    "类",
]


@given(st.lists(st.sampled_from(PARTS), max_size=4).map("".join))
def test_any_text_is_settled_or_asked_about(text: str):
    """Never raises; what it writes it reads again; no value without a problem unless blank."""
    normal = industry(text, ANY)
    assert 0 <= normal.sureness <= 1
    if isinstance(normal.value, dict):
        again = industry(f"{normal.value['code']} {normal.value['name']}", ANY)
        assert (again.value, again.problem) == (normal.value, None)
    elif text.strip():
        assert normal.problem


@given(st.text(max_size=60))
def test_no_text_raises(text: str):
    """Anything at all is read."""
    assert industry(text, ANY).sureness <= 1
