"""Dirt read as a point goes; every point that somebody wrote stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.specks import without_specks


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("康平天合复合材料有限责任公司.", "康平天合复合材料有限责任公司"),
        (".兼任管理者代表。", "兼任管理者代表。"),
        (".  兼任管理者代表。", "兼任管理者代表。"),
        ("至今，·辽阳市某公司，副总经理.（分管质量）", "至今，辽阳市某公司，副总经理（分管质量）"),
        ("沈阳.农业大学", "沈阳农业大学"),
        (".6年", "6年"),
        ("第一行.\n'第二行", "第一行\n第二行"),
    ],
)
def test_specks_go(text: str, clean: str) -> None:
    assert without_specks(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "阿旺·罗布",
        "2005.09—至今，某公司",
        "1.产品设计 2.检验",
        "GB/T 19001-2016",
        "a.b@c.cn",
        "ISO9001体系",
        "3.5年",
        "Ltd.",
        "18年，3项",
    ],
)
def test_what_somebody_wrote_stays(text: str) -> None:
    assert without_specks(text) == text


@given(st.text(alphabet="张质量，。、（）.·,'|~^12aB \n", max_size=30))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = without_specks(text)
    assert without_specks(once) == once
