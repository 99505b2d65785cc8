"""Diplomas of all ages and certificates of titles: fields from sentences, labels, tables."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.forms.documents import read_documents
from extractors.page import Page
from tests.support.pages import page, table

COMMON = (
    "普通高等学校毕业证书",
    "学生 张三 性别男，一九八五年三月五日生，于二〇〇三年九月至二〇〇七",
    "年七月在本校 机械工程 专业四年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。",
    "校    名：大连理工大学        校（院）长：",
    "证书编号：101411200705001234",
)
GRADUATE = (
    "毕业证书",
    "研究生 张三 性别男，1985年3月5日生，于2007年9月至2010年7月在化学工程专业学习，学制三年，修完",
    "硕士研究生培养计划规定的全部课程，成绩合格，毕业论文答辩通过，准予毕业。",
    "培养单位：大连理工大学",
)
ADULT = (
    "成人高等教育毕业证书",
    "学生张三性别男，一九八五年三月五日生，于二〇〇三年二月至二〇〇六年一月在本校会计学专业函授学习，",
    "修完专科教学计划规定的全部课程，成绩合格，准予毕业。",
    "学校：东北财经大学",
)
UPGRADE = (*COMMON[:2], COMMON[2].replace("四年制本科", "专科起点两年制本科"), *COMMON[3:])
DEGREE = (
    "学士学位证书",
    "张三，男，1985年3月5日生。在大连理工大学机械工程专业完成了本科学习计划，业已毕业，",
    "经审核符合《中华人民共和国学位条例》的规定，授予工学学士学位。",
    "大连理工大学    学位评定委员会主席",
)
EXAMINED = (
    "高等教育自学考试毕业证书",
    "张三，男，1985年3月5日生，参加行政管理专业本科高等教育自学考试，全部课程成绩合格，准予毕业。",
    "主考学校：辽宁大学",
)
PRINTOUT = (
    *(("姓名", "张三", "性别", "男"), ("出生日期", "1985年03月05日", "入学日期", "2003年09月01日")),
    *(
        ("毕（结）业日期", "2007年07月01日", "学校名称", "大连理工大学"),
        ("专业", "机械工程", "学历类别", "普通高等教育"),
    ),
    *(("学制", "4 年", "学习形式", "普通全日制"), ("层次", "本科", "毕（结）业", "毕业")),
)
HEAD = "教育部学历证书电子注册备案表"


def read(sheet: Page) -> tuple[str, Mapping[str, str | None]]:
    (reading,) = read_documents([sheet])
    assert reading.leftovers == ()
    return reading.kind, {name: field.meant for name, field in reading.fields.items()}


@pytest.mark.parametrize(
    ("lines", "school", "major", "education"),
    [
        (COMMON, "大连理工大学", "机械工程", "本科"),
        (GRADUATE, "大连理工大学", "化学工程", "硕士研究生"),
        (ADULT, "东北财经大学", "会计学", "专科"),
        (UPGRADE, "大连理工大学", "机械工程", "本科"),
        (DEGREE, "大连理工大学", "机械工程", "本科"),
        (EXAMINED, "辽宁大学", "行政管理", "本科"),
    ],
)
def test_the_sentence_of_a_diploma(lines: tuple[str, ...], school: str, major: str, education: str) -> None:
    wanted = {"name": "张三", "school": school, "major": major, "education": education}
    assert read(page(*lines)) == ("diploma", wanted)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_printout_of_a_diploma_with_and_without_rules(ruled: bool) -> None:
    lines = (f"{row[k]}：{row[k + 1]}" for row in PRINTOUT for k in (0, 2))
    sheet = page(HEAD, table(PRINTOUT)) if ruled else page(HEAD, *lines)
    wanted = {"name": "张三", "school": "大连理工大学", "major": "机械工程", "education": "本科"}
    assert read(sheet) == ("diploma", wanted)


def test_a_printout_behind_a_filing_begins_no_filing() -> None:
    from tests.support.pages import official

    filing = official({"enterprise_name": "大连明达机械有限公司", "name": "张三", "post": "☑首席质量官"})
    found = read_documents([page("首席质量官信息备案表", filing), page(HEAD, table(PRINTOUT), number=2)])
    assert [reading.kind for reading in found] == ["filing", "diploma"]


def test_a_field_that_is_not_found_is_not_sure_to_be_blank() -> None:
    (reading,) = read_documents([page(*COMMON[:3], "证书编号：101411200705001234")])
    assert reading.fields["school"].meant is None
    assert reading.fields["school"].confidence < 0.5


@pytest.mark.parametrize(
    "sheet",
    [
        page(
            *(
                "专业技术资格证书",
                "姓 ☑ 名：张三",
                "性    别：男",
                "专业名称：机械",
                "资格名称：高级工程师",
                "授予时间：2015年9月",
            ),
        ),
        page(
            *("职称证书", "张三同志于2015年9月经工程系列评审委员会评审通过，具备,高级工程师 任职资格。", "姓名：张三"),
            *("批准机关：辽宁省人力资源和社会保障厅", "证书编号：123456"),
        ),
        page(
            "辽宁省职称电子证书",
            table(
                [
                    ["姓名", "张三"],
                    ["性别", "男"],
                    ["职称名称", "高级工程师"],
                    ["评审组织", "高评委"],
                    ["证书编号", "1"],
                ]
            ),
        ),
    ],
)
def test_certificates_of_titles(sheet: Page) -> None:
    assert read(sheet) == ("title_certificate", {"name": "张三", "title": "高级工程师"})


def test_a_notice_that_names_certificates_is_none() -> None:
    notice = "报送材料：信息备案表、居民身份证、毕业证书、学位证书、专业技术资格证书复印件各1份。"
    assert read_documents([page("关于报送首席质量官材料的通知", notice, "联系电话：0411-88000000")]) == ()
