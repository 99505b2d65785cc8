"""附件1 is read into its forty fields whatever stands in it; nothing on the paper is dropped in silence."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms.documents import read_documents
from extractors.page import Cell, Likeness, Picture, Table
from normalizers.catalogue import FILING
from tests.support.pages import OFFICIAL, lines, official, page, table

HEAD = ("附件1", "企业首席质量官（二级质量官）信息备案表", "填报日期：2021年9月30日")
FILLED = {
    "enterprise_name": "大连海晨机械有限公司",
    "region": "辽宁省大连市西岗区",
    "industry": "C34 通用设备制造业",
    "main_products": "减速机、联轴器",
    "name": "张 伟",
    "gender": "男",
    "position": "质量负责人",
    "title": "高级工程师",
    "post": "首席质量官☑\n二级质量官□\n新设☑变更□",
    "employment": "专职□\n兼职☑",
    "appointed_from": "2021年9月",
    "principal_name": "王芳",
    "principal_position": "总经理",
    "principal_contact": "0411-86852166",
    "quality_head_name": "李强",
    "quality_head_position": "质量部部长",
    "resume": "2001年7月至2010年6月 某厂 检验员\n2010年7月至今 本公司 质量部长",
    "opinion": "以上备案信息属实，同意申报。\n（盖章）    2021年 9 月 28 日",
    "remarks": "无",
}


def test_every_field_of_the_official_form() -> None:
    (reading,) = read_documents([page(*HEAD, official(FILLED))])
    assert reading.form == "liaoning-2021-filing"
    assert set(reading.fields) == set(FILING)
    meant = {
        name: field.meant for name, field in reading.fields.items() if field.meant and name not in ("photo", "seal")
    }
    expected = {name: text for name, text in FILLED.items() if name != "opinion"}
    expected |= {
        "post": "首席质量官",
        "change_type": "新设",
        "employment": "兼职",
        "filing_date": "2021年9月30日",
        "enterprise_opinion": "以上备案信息属实，同意申报。",
        "opinion_date": "2021年 9 月 28 日",
    }
    assert meant == expected
    assert reading.leftovers == ()


def test_a_blank_form_has_every_place_and_no_value() -> None:
    blank = {
        "post": "首席质量官□\n二级质量官□\n新设□变更□",
        "employment": "专职□\n兼职□",
        "appointed_from": "年    月",
        "opinion": "以上备案信息属实，同意申报。\n（盖章）     年     月     日",
    }
    (reading,) = read_documents([page("填报日期：    年  月  日", official(blank))])
    assert reading.fields["opinion_date"].text is None
    assert reading.fields["name"].text is None
    assert reading.fields["post"].problem == "choice-none"
    assert all(field.offered for field in reading.fields.values())


def test_an_answer_that_reads_like_a_label_is_an_answer() -> None:
    (reading,) = read_documents([page(official(FILLED | {"title": "质量主管", "quality_head_position": "质量负责人"}))])
    assert reading.fields["position"].meant == "质量负责人"
    assert reading.fields["title"].meant == "质量主管"
    assert reading.fields["quality_head_position"].meant == "质量负责人"
    assert reading.fields["quality_head_name"].meant == "李强"


def test_labels_of_the_two_heads_are_kept_apart() -> None:
    (reading,) = read_documents(
        [page(official(FILLED | {"principal_contact": "", "quality_head_contact": "88001122"}))]
    )
    assert reading.fields["principal_contact"].text is None
    assert reading.fields["quality_head_contact"].meant == "88001122"
    assert reading.fields["mobile"].text is None


def test_a_number_in_single_boxes_is_one_answer() -> None:
    digits = "210203198001010012"
    rows = [list(row) for row in OFFICIAL[:4]]
    wide = [["姓名", "张伟", "身份证号", *digits]]
    narrow = [[*row, *["~"] * 15] for row in [*rows[:3], *OFFICIAL[5:8]]]
    (reading,) = read_documents(
        [page(table([[text.format_map(_Blank()) for text in row] for row in [*narrow, *wide]]))]
    )
    assert reading.fields["id_number"].meant == digits
    assert reading.fields["id_number"].problem is None


def test_an_answer_over_several_cells_is_never_sure() -> None:
    rows = [[text.format_map(_Blank()) for text in row] for row in OFFICIAL]
    rows[3] = ["经营项目及主要产品", "减速机及其配件", "联轴器以及轴承", "~", "~", "~"]
    (reading,) = read_documents([page(table(rows))])
    assert reading.fields["main_products"].problem == "split-cells"


def test_what_no_field_takes_is_left_over() -> None:
    rows = [[text.format_map(_Blank()) for text in row] for row in OFFICIAL]
    rows.append(["统一社会信用代码", "91210200ABCDEFGH1X", "~", "~", "~", "~"])
    rows.append(["经办人签字确认", "~", "~", "~", "~", "~"])
    (reading,) = read_documents([page("大连市报来", *HEAD, table(rows), "以下空白处手写：加急")])
    texts = [left.text for left in reading.leftovers]
    assert texts == ["统一社会信用代码：91210200ABCDEFGH1X", "经办人签字确认", "大连市报来", "以下空白处手写：加急"]


def test_printed_notes_are_no_leftovers() -> None:
    notes = "填表说明：\n企业类型：请按照营业执照注册信息填写。\n工作简历写不下可另附页。"
    (reading,) = read_documents([page(*HEAD, official(FILLED), notes)])
    assert reading.leftovers == ()
    assert reading.fields["enterprise_type"].text is None


def test_two_filings_in_one_file_are_two_documents() -> None:
    second = official(FILLED | {"name": "赵敏"})
    found = read_documents([page(*HEAD, official(FILLED), "填表说明：略", HEAD[1], "填报日期：2022年1月5日", second)])
    assert [reading.fields["name"].meant for reading in found] == ["张 伟", "赵敏"]
    assert [reading.fields["filing_date"].meant for reading in found] == ["2021年9月30日", "2022年1月5日"]


def test_a_filing_that_runs_on_over_the_page_is_one() -> None:
    whole = official(FILLED)
    upper = Table(8, 6, tuple(cell for cell in whole.cells if cell.row < 8))
    lower = Table(8, 6, tuple(replace(cell, row=cell.row - 8) for cell in whole.cells if cell.row >= 8))
    (reading,) = read_documents([page(*HEAD, upper), page(lower, number=2)])
    assert reading.pages == (1, 2)
    assert reading.fields["remarks"].text == "无"
    assert reading.form == "liaoning-2021-filing"


def test_a_row_cut_through_by_the_end_of_the_page_is_one() -> None:
    whole = official(FILLED | {"opinion": "以上备案信息属实，同意申报。"})
    upper = Table(15, 6, tuple(cell for cell in whole.cells if cell.row < 15))
    lower = table([["", "（盖章）2021年9月28日", "~", "~", "~", "~"], ["备注", "无", "~", "~", "~", "~"]])
    (reading,) = read_documents([page(*HEAD, upper), page(lower, number=2)])
    assert reading.fields["enterprise_opinion"].meant == "以上备案信息属实，同意申报。"
    assert reading.fields["opinion_date"].meant == "2021年9月28日"
    assert reading.fields["remarks"].text == "无"
    assert reading.leftovers == ()


def test_a_label_cut_through_by_the_end_of_the_page_is_no_answer() -> None:
    rows = [[text.format_map(_Blank()) for text in row] for row in OFFICIAL[:13]]
    rows.append(["工作简历（注明质量管理工作经历、", "2001年7月至2010年6月 某厂\n2010年7月至今 本公司，", *["~"] * 4])
    lower = table([["获奖情况）", "质量部长", *["~"] * 4], ["备注", "无", *["~"] * 4]])
    (reading,) = read_documents([page(*HEAD, table(rows)), page(lower, number=2)])
    assert reading.fields["resume"].meant == "2001年7月至2010年6月 某厂\n2010年7月至今 本公司，\n质量部长"
    assert reading.leftovers == ()


def test_an_id_card_over_the_page_is_no_part_of_the_filing() -> None:
    framed = table([["", "居民身份证", "~"], ["姓名", "李强", "~"], ["公民身份号码", "210203198001010012", "~"]])
    bare = table([["中华人民共和国居民身份证"]])
    for card in (framed, bare):
        found = read_documents([page(*HEAD, official(FILLED)), page(card, number=2)])
        assert [reading.kind for reading in found] == ["filing", "id_card"]
        assert found[0].fields["remarks"].text == "无"
        assert found[0].fields["name"].confidence == 1.0


def test_a_page_of_notes_alone_belongs_to_the_filing_before_it() -> None:
    (reading,) = read_documents(
        [page(*HEAD, official(FILLED)), page("填表说明：", "工作简历写不下可另附页。", number=2)]
    )
    assert reading.pages == (1, 2)


def test_a_picture_in_its_cell_is_the_photo() -> None:
    whole = official(FILLED)
    photo = next(cell for cell in whole.cells if cell.text == "二寸照片")
    pasted = replace(photo, lines=(), row_span=3, pictures=(Picture(Likeness.PORTRAIT),))
    cells = tuple(pasted if cell is photo else cell for cell in whole.cells)
    (reading,) = read_documents([page(replace(whole, cells=cells))])
    assert reading.fields["photo"].meant == "true"
    assert reading.fields["enterprise_name"].meant == "大连海晨机械有限公司"


def test_no_picture_no_photo() -> None:
    (reading,) = read_documents([page(official(FILLED))])
    assert reading.fields["photo"].meant == "false"
    assert reading.fields["seal"].meant == "false"


def test_another_layout_is_read_by_its_labels() -> None:
    rows = [
        ["单位名称", "沈阳北方药业有限公司", "统一社会信用代码", "912101"],
        ["质量官姓名", "刘洋", "性别", "☑男 □女"],
        ["公民身份号码", "210102197505052017", "出生年月", "1975.05"],
        ["学历", "□大专 ☑本科 □硕士", "行政职务", "副总经理"],
        ["联系电话", "13900001111", "电子邮箱", "a@b.cn"],
        ["岗位类别", "☑首席质量官 □二级质量官", "备案类型", "新设"],
    ]
    (reading,) = read_documents([page("首席质量官备案登记表", table(rows))])
    meant = {name: field.meant for name, field in reading.fields.items() if field.text}
    assert reading.form == "generic-filing"
    assert meant["enterprise_name"] == "沈阳北方药业有限公司"
    assert (meant["gender"], meant["education"], meant["post"], meant["change_type"]) == (
        "男",
        "本科",
        "首席质量官",
        "新设",
    )
    assert meant["birth_date"] == "1975.05"


def test_what_is_no_form_gives_no_document() -> None:
    assert read_documents([page("会议通知", table([["时间", "周五"], ["地点", "二楼"]]))]) == ()


def test_a_form_about_a_person_of_another_trade_is_no_filing() -> None:
    rows = [
        ["姓名", "刘洋", "性别", "男"],
        ["出生年月", "1975.05", "学历", "本科"],
        ["毕业院校", "某大学", "专业", "护理"],
        ["工作单位", "某医院", "联系电话", "13900001111"],
    ]
    assert read_documents([page("卫生人员登记表", table(rows))]) == ()
    assert len(read_documents([page("首席质量官登记表", table(rows))])) == 1


def test_a_form_without_rules_is_read_by_labels_and_colons() -> None:
    text = (
        "企业名称：大连海晨机械有限公司\n姓名：张伟  性别：男\n出生日期：1980年1月1日\n"
        "学历：本科  职称：工程师\n手机号码：13900001111\n聘任岗位：首席质量官"
    )
    (reading,) = read_documents([page("首席质量官备案表", text)])
    assert reading.fields["gender"].meant == "男"
    assert reading.fields["mobile"].meant == "13900001111"


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def test_cells_beside_rows_belong_to_no_label() -> None:
    rows = [[text.format_map(_Blank()) for text in row] for row in OFFICIAL]
    built = table(rows)
    photo = next(cell for cell in built.cells if cell.text == "二寸照片")
    beside = Cell(photo.row, photo.column, 2, 1, lines("手写一行"))
    cells = tuple(beside if cell is photo else cell for cell in built.cells if (cell.row, cell.column) != (1, 5))
    (reading,) = read_documents([page(replace(built, cells=cells))])
    assert [left.text for left in reading.leftovers] == ["手写一行"]
