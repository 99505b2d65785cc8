"""Every problem a normalizer can report: its code, what it means to a programmer, and what it says to a clerk.

A code is stable: the registry keeps it, and the rules look for it. One code is one reason to ask a person.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why a text gave no sure value: `english` for programmers, `chinese` for the clerk who mends it."""

    code: str
    english: str
    chinese: str


def _problems(*rows: tuple[str, str, str]) -> dict[str, Problem]:
    return {code: Problem(code, english, chinese) for code, english, chinese in rows}


PROBLEMS = _problems(
    ("unreadable", "no value of this kind can be made of the text", "内容无法识别为该项应填的格式，请核对原件"),
    ("impossible-date", "a date that no calendar has", "日期不存在，请核对年、月、日"),
    ("incomplete", "a part of the date that this field needs is missing", "日期不完整，请补全年、月、日"),
    ("vague", "the text leaves room for more than one value, or is only approximate", "表述不够明确，请核实具体内容"),
    ("several", "more than one value is written where one belongs", "此处填写了多项内容，请确认应以哪一项为准"),
    ("damaged", "characters were lost on the way, or stand for none", "文字有缺损或乱码，请对照原件补正"),
    ("id-length", "an ID number that has neither 18 nor 15 characters", "身份证号位数不对，应为18位"),
    ("id-checksum", "the check digit of the ID number is wrong", "身份证号校验码不符，请核对号码"),
    ("code-length", "a credit code that has not 18 characters", "统一社会信用代码位数不对，应为18位"),
    ("code-checksum", "a check character of the credit code is wrong", "统一社会信用代码校验码不符，请核对"),
    ("number-unassigned", "eleven digits, but no mobile number begins so", "手机号码号段不存在，请核对号码"),
    ("number-length", "a telephone number with a digit too few for its area", "电话号码位数不对，请核对号码"),
    (
        "digits-lost",
        "a spreadsheet dropped the last digits",
        "表格软件丢失了末尾的数字（如超过15位的号码），请对照原件补正",
    ),
    ("not-computed", "a formula without its result", "此格为公式，文件中没有计算结果，请核对后补填"),
    ("cell-error", "a spreadsheet cell shows an error", "此格显示为错误值，没有内容，请核对后补填"),
    ("ditto", "the text says only: as above", "填写为“同上”，请填写具体内容"),
    ("odd-name", "a name with digits or other signs that no name has", "姓名中含有数字或符号，请核对"),
    ("name-length", "a name of one character, or longer than names are", "姓名字数异常，请核对"),
    ("choice-none", "the text names no option of the list", "未选择任何一项，请勾选"),
    ("choice-unclear", "the ticks do not tell which option is meant", "勾选不清，无法确定选的是哪一项，请核对原件"),
    ("split-cells", "the answer was gathered from several cells", "内容分在几个格子里，请核对是否为同一项内容"),
    ("choice-several", "the text names several options of the list", "勾选了多项，请只保留一项"),
    ("not-listed", "a word that the closed list does not have", "填写内容不在规定选项之内，请按选项填写"),
    ("ambiguous", "a name that several places bear", "该地名对应多个行政区划，请写明上一级省、市"),
    ("uncertain", "the words only resemble, or only partly match, what the list has", "内容只能大致对应，请核对并选定"),
    ("abolished", "a division that is no longer in force", "该行政区划已撤销，请核对现行区划"),
    ("region-mismatch", "places that do not lie in each other, or another code", "地区各级之间或与代码不一致，请核对"),
    ("industry-mismatch", "code and name are of different industries", "行业代码与名称不一致，请核对"),
)
"""All problems by code."""
