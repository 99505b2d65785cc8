"""附件2 is read row by row, whatever stands above, between and below the rows."""

from __future__ import annotations

from extractors.forms.documents import read_documents
from tests.support.pages import page, table

HEADER = ["序号", "企业名称", "聘任岗位", "姓名", "性别", "现任职务", "职称", "手机号码", "参加培训情况", "备注"]
TITLE = (
    "附件2",
    "企业首席质量官（二级质量官）信息汇总表",
    "报送单位：大连市市场监督管理局          填报日期：2021年10月20日",
)
FIRST = [
    "1",
    "大连海晨机械有限公司",
    "首席质量官",
    "张伟",
    "男",
    "副总经理",
    "高级工程师",
    "13900001111",
    "2021年3月，大连市市场监督管理局",
    "新设",
]
SECOND = ["2", "大连海晨机械有限公司", "二级质量官", "李娜", "女", "质量部长", "", "13900002222", "", "变更"]
EMPTY = [""] * 10


def names(reading: object) -> list[str | None]:
    return [row["name"].meant for row in reading.rows]  # type: ignore[attr-defined]


def test_head_and_rows() -> None:
    (reading,) = read_documents([page(*TITLE, table([HEADER, FIRST, SECOND, EMPTY, EMPTY]))])
    assert (reading.kind, reading.form) == ("summary", "liaoning-2021-summary")
    assert reading.fields["reporting_unit"].meant == "大连市市场监督管理局"
    assert reading.fields["filing_date"].meant == "2021年10月20日"
    assert [row["serial"].meant for row in reading.rows] == ["1", "2"]
    first = {name: field.meant for name, field in reading.rows[0].items()}
    assert list(first.values()) == FIRST
    assert reading.rows[1]["title"].text is None
    assert reading.leftovers == ()


def test_head_laid_into_the_table_and_total_below() -> None:
    rows = [
        ["企业首席质量官（二级质量官）信息汇总表", *["~"] * 9],
        ["报送单位：大连市市场监督管理局", *["~"] * 4, "填报日期：2021年10月20日", *["~"] * 4],
        HEADER,
        FIRST,
        ["合计", "1人", *[""] * 8],
    ]
    (reading,) = read_documents([page(table(rows))])
    assert names(reading) == ["张伟"]
    assert reading.fields["filing_date"].meant == "2021年10月20日"
    assert [left.text for left in reading.leftovers] == ["合计", "1人"]


def test_columns_in_another_order_and_one_unknown() -> None:
    order = [3, 1, 2, 7, 0]
    rows = [[HEADER[k] for k in order] + ["身份证号"], [FIRST[k] for k in order] + ["210203"]]
    (reading,) = read_documents([page(table(rows))])
    assert reading.rows[0]["name"].meant == "张伟"
    assert reading.rows[0]["mobile"].meant == "13900001111"
    assert reading.rows[0]["remarks"].offered is False
    assert [left.text for left in reading.leftovers] == ["210203"]


def test_a_table_that_runs_on_over_the_page_goes_on_with_and_without_a_header() -> None:
    second_page = page(table([HEADER, SECOND]), number=2)
    without = page(table([SECOND]), number=2)
    for following in (second_page, without):
        (reading,) = read_documents([page(*TITLE, table([HEADER, FIRST])), following])
        assert names(reading) == ["张伟", "李娜"]
        assert reading.pages == (1, 2)


def test_a_title_begins_the_next_summary() -> None:
    found = read_documents([page(*TITLE, table([HEADER, FIRST]), *TITLE, table([HEADER, SECOND]))])
    assert [names(reading) for reading in found] == [["张伟"], ["李娜"]]


def test_posts_may_be_ticked_in_a_row() -> None:
    ticked = [*FIRST[:2], "首席□\n二级☑", *FIRST[3:]]
    (reading,) = read_documents([page(table([HEADER, [*ticked[:2], "首席质量官□\n二级质量官☑", *ticked[3:]]]))])
    assert reading.rows[0]["post"].meant == "二级质量官"


def test_a_filing_and_a_summary_in_one_file() -> None:
    from tests.support.pages import official

    found = read_documents(
        [page("填报日期：2021年9月1日", official({"name": "张伟"})), page(*TITLE, table([HEADER, FIRST]), number=2)]
    )
    assert [reading.kind for reading in found] == ["filing", "summary"]
    assert found[1].fields["reporting_unit"].meant == "大连市市场监督管理局"
