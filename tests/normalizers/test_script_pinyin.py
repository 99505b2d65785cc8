"""The script of a document, names kept as the standard list has them, and readings taken out."""

from __future__ import annotations

import pytest

from normalizers.pinyin import lost_bytes, without_pinyin
from normalizers.script import fold_forms, listed, script_of, simplify, simplify_name
from normalizers.value import Script


def test_the_list_has_its_8105_characters() -> None:
    assert len(listed()) == 8105
    assert set("一乾昇甯陞堃喆淼邨仝鉴锺") <= listed()
    assert not set("鍾裏後質發") & listed()


@pytest.mark.parametrize(
    ("texts", "script"),
    [
        (["企業名稱", "大連機床廠", "质量"], Script.TRADITIONAL),
        (["企业名称", "张乾", "林昇"], Script.SIMPLIFIED),
        (["企业名称", "所属行业", "质量工作年限", "鍾偉業"], Script.SIMPLIFIED),
        (["姓名", "人口手"], Script.SIMPLIFIED),
        ([], Script.SIMPLIFIED),
        (["2021-09-24", "CQO"], Script.SIMPLIFIED),
    ],
)
def test_traditional_only_where_traditional_characters_prevail(texts: list[str], script: Script) -> None:
    assert script_of(texts) is script


@pytest.mark.parametrize("name", ["张乾", "林昇", "乾安县", "甯静", "陞云", "祕云"])
def test_listed_characters_stay_in_names(name: str) -> None:
    assert simplify_name(name) == name


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [("歐陽建國", "欧阳建国"), ("鍾偉", "钟伟"), ("大連乾燥設備廠", "大连干燥设备厂"), ("張乾", "张乾")],
)
def test_names_become_simplified_character_by_character(traditional: str, simple: str) -> None:
    assert simplify_name(traditional) == simple


def test_simplified_text_is_not_damaged() -> None:
    text = "乾坤公司干燥设备、什麽、于洪区、后勤、面粉、菸麻、矽钢、张乾"
    assert simplify(text, Script.SIMPLIFIED) == text


def test_whole_words_of_a_traditional_document() -> None:
    assert (
        simplify("質量官製度、學曆、全麵、體係、谘詢、乾燥、合夥") == "质量官制度、学历、全面、体系、咨询、干燥、合伙"
    )


def test_radicals_and_compatibility_forms_become_the_characters() -> None:
    assert fold_forms("⽇⻔⻓\uf902⼈") == "日门长車人"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("監(jiān)督管理局", "監督管理局"),
        ("質(zhì)量強(qiáng)國", "質量強國"),
        ("關(guan)于推進(jìn)", "關于推進"),
        ("醫療(liao)(liao)器械", "醫療器械"),
        ("建（jian4）设", "建设"),
        ("女(nǚ)性、旅(lü3)行、绿(lv)色", "女性、旅行、绿色"),
        ("长(zhǎng)度", "长度"),
    ],
)
def test_readings_are_taken_out(text: str, clean: str) -> None:
    assert without_pinyin(text) == clean


@pytest.mark.parametrize(
    "text", ["质量官(CQO)", "有限公司(ZJ)", "量(L)", "千克(kg)", "A(a)", "管(pvc)", "(zhì)", "第(a)项"]
)
def test_brackets_that_hold_no_reading_stay(text: str) -> None:
    assert without_pinyin(text) == text


def test_a_lost_character_is_noticed() -> None:
    assert lost_bytes("造成嚴重?fù)p害")
    assert not lost_bytes("是否合格?(是)")
