"""Which texts may be misreadings of each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.likeness import alike, confusable, person_key


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("王未", "王末", True),
        ("王未", "王来", True),
        ("王未", "王三", False),
        ("田未", "由末", False),
        ("田未人大东北", "由末人大东北", True),
        ("田未人大东", "由末人大东", False),
        ("13800000001", "1380O000001", True),
        ("13800000001", "1380000001", True),
        ("大连测试机", "大连测机", False),
        ("大连测试机械", "大连测试械", False),
        ("大连测试机械厂", "大连测试械厂", True),
        ("大连测试机械厂", "大连试械厂", False),
        ("大连测试机械厂", "连大测机械厂", False),
        ("甲", "甲", True),
        ("", "", True),
    ],
)
def test_alike(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is alike(other, one) is expected


@given(st.text(max_size=12))
def test_every_text_is_like_itself(text: str) -> None:
    assert alike(text, text)


def test_the_table_is_no_chain() -> None:
    """未 and 来 share a group; that 来 may be in another does not make 未 like that one's."""
    assert confusable("日", "白")
    assert not confusable("未", "甲")
    assert not confusable("#", "0")


def test_person_key() -> None:
    assert person_key(" 王 Ａ|b ") == "王ab"
    assert person_key("乾") != person_key("干")
    assert (person_key(None), person_key(" "), person_key(3)) == (None, None, None)
