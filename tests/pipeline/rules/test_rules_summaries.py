"""Family summaries: the rows of 附件2 against the filings of the city."""

from dataclasses import replace

import pytest

from normalizers.value import Value
from pipeline.documents import Document, Finding, Severity
from pipeline.rules.case import Case
from pipeline.rules.engine import LISTING_RULES, SUMMARY_RULES, judge
from pipeline.rules.neighbours import Filed, Listing, Neighbours
from pipeline.rules.reconcile import matches
from pipeline.rules.summaries import Reconciled
from tests.pipeline.rules.clean import ROW, SCHEMES, field, filing, summary

BASE: dict[str, Value] = {name: ROW[name] for name in ("enterprise_name", "name", "mobile", "position", "title")}
BASE |= {"training_date": "2021-05-01/2021-05-04"}
DAY = "2021-10-20"


def filed(mark: int = 1, ranking: str = "", appointment: str | None = None, **changes: Value) -> Filed:
    document = filing(**{**BASE, **changes})
    return Filed(mark, document, f"inbox/{mark}.docx", ranking, None, None, appointment)


def said(document: Document, *filings: Filed, scheme: str = "liaoning") -> list[Finding]:
    case = Case(document, SCHEMES[scheme], DAY)
    return list(judge(SUMMARY_RULES, Reconciled(case, matches(document.rows, filings, DAY)), case))


def only(row: dict[str, Value], **changes: Value) -> Finding:
    (finding,) = said(summary(row), filed(**changes))
    return finding


@pytest.mark.parametrize("scheme", ["liaoning", "xizang", "default"])
def test_row_and_filing_that_agree(scheme: str) -> None:
    assert said(summary({}), filed(), scheme=scheme) == []


def test_row_without_a_filing() -> None:
    message = "序号1（欧阳测试）没有对应的备案表，请催报，或核对姓名和企业名称。"
    fields = ("name", "enterprise_name")
    assert said(summary({})) == [Finding("summary-row-without-filing", Severity.WARNING, fields, message)]


@pytest.mark.parametrize("name", ["name", "enterprise_name"])
def test_row_that_does_not_say_who_is_missed_by_nobody(name: str) -> None:
    assert said(summary({name: None, "mobile": None})) == []


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ({"gender": "女"}, "“性别”汇总表为（女）、备案表为（男）"),
        ({"post": "二级质量官"}, "“聘任岗位”汇总表为（二级质量官）、备案表为（首席质量官）"),
        ({"position": "总经理"}, "“现任职务”汇总表为（总经理）、备案表为（副总经理）"),
        ({"title": "工程师"}, "“职称”汇总表为（工程师）、备案表为（高级工程师）"),
        ({"mobile": "13800000009"}, "“手机号码”号码不同"),
        ({"name": "欧阳测式"}, "“姓名”汇总表为（欧阳测式）、备案表为（欧阳测试）"),
        ({"enterprise_name": "大连别的厂"}, "“企业名称”汇总表为（大连别的厂）、备案表为（大连测试机械有限公司）"),
        ({"remarks": "变更"}, "“备注”汇总表为（变更）、备案表为（新设）"),
        ({"training": "未参加"}, "“参加培训情况”汇总表为（未参加）、备案表为（已参加）"),
        (
            {"training": "2021年6月，大连市市场监督管理局"},
            "“参加培训情况”汇总表为（2021-06）、备案表为（2021-05）",
        ),
        (
            {"training": "2021年5月，沈阳市市场监督管理局"},
            "“参加培训情况”培训组织方不同，备案表为（大连市市场监督管理局）",
        ),
    ],
)
def test_each_field_that_differs_is_named(row: dict[str, Value], label: str) -> None:
    message = f"序号1（{row.get('name', '欧阳测试')}）与备案表（inbox/1.docx）不一致：{label}。请核实后更正。"
    assert only(row) == Finding("summary-differs", Severity.ERROR, tuple(row), message)


def test_several_differences_are_one_finding() -> None:
    finding = only({"gender": "女", "title": "工程师"})
    assert finding.fields == ("gender", "title")
    assert "（男）；“职称”" in finding.message


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        ({"enterprise_name": "辽宁省大连市测试机械有限责任公司"}, {}),
        ({"position": "总经理、董事长"}, {"position": "董事长兼总经理"}),
        ({"name": "欧阳 测试"}, {}),
        ({"training": "2021年5月参加大连市市场监管局组织的培训"}, {}),
        ({"training": "2021.5.1—2021.5.4 大连市局"}, {}),
        ({"training": "2021年5月，大连市场监督管理局"}, {}),
        ({"training": "大连市市场监督管理局"}, {}),
        ({"training": "2021年5月，辽宁省大连市市场监督管理局"}, {}),
        ({"training": "未参加"}, {"trained": False, "training_date": None, "training_organizer": None}),
        ({"training": "某某"}, {"trained": False, "training_date": None, "training_organizer": None}),
        ({"training": "2021年5月，某培训中心"}, {"training_organizer": "某培训中心"}),
        ({"remarks": "新设（首次变更前）"}, {}),
        ({"remarks": "联系人张某"}, {}),
    ],
)
def test_other_words_for_the_same_are_no_difference(row: dict[str, Value], changes: dict[str, Value]) -> None:
    assert said(summary(row), filed(**changes)) == []


def test_said_to_be_trained_where_the_filing_says_no() -> None:
    finding = only({}, trained=False, training_date=None, training_organizer=None)
    assert "“参加培训情况”汇总表为（已参加）、备案表为（未参加）" in finding.message


def test_trained_by_another_body_that_is_no_authority() -> None:
    assert only({"training": "2021年5月，某某咨询有限公司"}, training_organizer="中检培训中心").fields == ("training",)


@pytest.mark.parametrize("name", ["gender", "post", "position", "title", "mobile", "training", "remarks"])
def test_blank_on_either_side_is_no_difference(name: str) -> None:
    assert said(summary({name: None}), filed()) == []
    blank = {"training": "trained", "remarks": "change_type"}.get(name, name)
    assert said(summary({name: ROW[name]}), filed(**{blank: None})) == []


def doubtful(document: Document, name: str, value: Value) -> Document:
    row = {**document.rows[0], name: field(name, value, review=True)}
    return replace(document, rows=(row,))


def test_look_alike_in_doubt_is_a_misreading_and_another_difference_says_that_it_is_in_doubt() -> None:
    assert said(doubtful(summary({}), "name", "欧阳测弒"), filed(name="欧阳测弒")) == []
    assert said(doubtful(summary({}), "position", "副总经埋"), filed()) != []
    assert said(doubtful(summary({}), "name", "末测试"), filed(name="未测试")) == []
    (finding,) = said(doubtful(summary({}), "title", "技师"), filed())
    assert finding.message.endswith("（此处识读把握不大，请先对照原件。）")
    sure = filed()
    unsure_title = replace(sure.document.fields["title"], value="技师", review=True)
    document = replace(sure.document, fields={**sure.document.fields, "title": unsure_title})
    (finding,) = said(summary({}), replace(sure, document=document))
    assert finding.message.endswith("（此处识读把握不大，请先对照原件。）")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({}, True),
        ({"name": "甲"}, True),
        ({"mobile": "13900000000"}, True),
        ({"mobile": None}, True),
        ({"enterprise_name": "乙厂"}, True),
        ({"enterprise_name": None}, True),
        ({"name": "甲", "mobile": "13900000000"}, False),
        ({"enterprise_name": "乙厂", "mobile": "13900000000"}, False),
        ({"enterprise_name": "乙厂", "mobile": None}, False),
        ({"enterprise_name": None, "mobile": None}, False),
        ({"name": "甲", "enterprise_name": "乙厂"}, False),
        ({"name": None, "mobile": None}, False),
        ({"enterprise_name": "大连测式机械有限公司"}, True),
        ({"enterprise_name": "大连测试机诫有限公司", "mobile": "1380000001O"}, False),
        ({"enterprise_name": "太连测试机械有限公司", "mobile": "13900000000"}, True),
        ({"enterprise_name": "太连测试机械有限公司", "name": None}, True),
        ({"enterprise_name": "太连测试机械有限公司", "name": "甲"}, False),
        ({"mobile": "138OOOOO0O1", "name": None}, False),
        ({"mobile": "1380000000l", "enterprise_name": None}, True),
    ],
)
def test_which_row_is_of_which_filing(row: dict[str, Value], found: bool) -> None:
    assert bool(matches(summary(row).rows, [filed()], DAY)) is found


def test_a_filing_goes_to_the_row_that_fits_best() -> None:
    rows = summary({"name": "甲"}, {}, {"mobile": None}).rows
    assert list(matches(rows, [filed()], DAY)) == [2]


def test_two_posts_of_a_person_go_to_their_own_rows() -> None:
    rows = summary({"post": "二级质量官"}, {}).rows
    found = matches(rows, [filed(1), filed(2, post="二级质量官")], DAY)
    assert {number: one.mark for number, one in found.items()} == {1: 2, 2: 1}


def test_two_people_of_one_enterprise_and_phone_keep_their_rows() -> None:
    rows = summary({"name": "李四"}, {}).rows
    found = matches(rows, [filed(1), filed(2, name="李四")], DAY)
    assert {number: one.mark for number, one in found.items()} == {1: 2, 2: 1}


@pytest.mark.parametrize(("day", "mark"), [("2021-10-20", 1), ("2022-01-01", 2), (None, 2), ("2020-01-01", 2)])
def test_of_several_versions_the_last_one_before_the_summary_counts(day: str | None, mark: int) -> None:
    old, new = filed(1, "1", "A"), filed(2, "2", "A", filing_date="2022-01-01")
    assert matches(summary({}).rows, [old, new], day)[1].mark == mark


def test_nothing_to_match() -> None:
    assert matches((), [filed()], DAY) == matches(summary({}).rows, [], DAY) == {}


def listed(own: Filed, *listings: Listing, scheme: str = "liaoning") -> list[Finding]:
    case = Case(own.document, SCHEMES[scheme], DAY)
    return list(judge(LISTING_RULES, Neighbours(case, own, listings=listings), case))


@pytest.mark.parametrize("day", ["2021-10-08", "2021-10-09", "2022-01-01"])
def test_filing_that_its_citys_summary_leaves_out(day: str) -> None:
    message = "本市的汇总表（s.docx）没有列出该人员，请核实是否漏报，或核对姓名和企业名称。"
    fields = ("name", "enterprise_name")
    expected = [Finding("filing-missing-from-summary", Severity.WARNING, fields, message)]
    assert listed(filed(), Listing("s.docx", day, False)) == expected


@pytest.mark.parametrize(
    "listings",
    [
        (),
        (Listing("s", "2021-10-07", False),),
        (Listing("s", None, False),),
        (Listing("s", DAY, True),),
        (Listing("s", DAY, False), Listing("t", "2021-01-01", True)),
    ],
)
def test_filing_that_is_listed_or_could_not_be(listings: tuple[Listing, ...]) -> None:
    assert listed(filed(), *listings) == []


@pytest.mark.parametrize("name", ["name", "enterprise_name", "filing_date"])
def test_filing_that_does_not_say_who_and_when(name: str) -> None:
    assert listed(filed(**{name: None}), Listing("s", DAY, False)) == []


def test_overtaken_filing_need_not_be_listed() -> None:
    assert listed(replace(filed(), superseded=True), Listing("s", DAY, False)) == []


def test_the_first_summary_that_left_it_out_is_named() -> None:
    (finding,) = listed(filed(), Listing("b", "2021-12-01", False), Listing("a", DAY, False), Listing("c", None, False))
    assert "（a）" in finding.message


def test_a_difference_is_told_of_its_own_row() -> None:
    """The row above is in doubt, this one is not."""
    document = summary({"serial": 1}, {"serial": 2, "name": "李四", "gender": "女", "mobile": "13800000002"})
    first = {**document.rows[0], "gender": field("gender", "男", review=True)}
    filings = filed(1), filed(2, name="李四", mobile="13800000002")
    (finding,) = said(replace(document, rows=(first, document.rows[1])), *filings)
    assert finding.message.startswith("序号2（李四）与备案表（inbox/2.docx）")
    assert finding.message.endswith("请核实后更正。")
