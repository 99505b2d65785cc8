"""Family summary: when it came, and what its rows leave out."""

from dataclasses import replace

import pytest

from pipeline.documents import FieldValue, Finding, Severity
from tests.pipeline.rules.clean import TODAY, found, only, rules, summary


@pytest.mark.parametrize(
    ("filed", "late"),
    [
        ("2021-10-22", False),
        ("2021-10-23", True),
        ("2021-12-31", True),
        ("2022-01-01", False),
        ("2020-12-31", False),
        (None, False),
    ],
)
def test_the_first_batch_after_its_last_day(filed: str | None, late: bool) -> None:
    document = summary({}, filed=filed)
    day = TODAY.replace(year=2023)
    assert rules(document, "xizang", day) == rules(document, "default", day) == []
    if not late:
        assert rules(document, "liaoning", day) == []
        return
    message = f"首批汇总表应在2021-10-22前报送，“填报日期”为{filed}，请核实。"
    finding = only(document, "liaoning", day)
    assert finding == Finding("summary-late", Severity.WARNING, ("filing_date",), message)


@pytest.mark.parametrize("remarks", ["新设", "变更", "岗位新设", "2021年变更。"])
def test_remarks_that_say_it(remarks: str) -> None:
    assert rules(summary({"remarks": remarks})) == []


@pytest.mark.parametrize("remarks", ["首次备案", None])
@pytest.mark.parametrize("scheme", ["liaoning", "xizang"])
def test_remarks_that_do_not(remarks: str | None, scheme: str) -> None:
    finding = only(summary({}, {"serial": 2, "name": "赵测试", "remarks": remarks}), scheme)
    message = "序号2（赵测试）“备注”没有注明新设还是变更，请补填。"
    assert finding == Finding("summary-remark-missing", Severity.ERROR, ("remarks",), message)


def test_each_row_has_its_own_finding_and_an_empty_row_none() -> None:
    empty = dict.fromkeys(["serial", "enterprise_name", "name", "training", "remarks"])
    named = {**empty, "enterprise_name": "甲厂"}
    document = summary({"remarks": None}, empty, named)
    messages = [finding.message for finding in found(document)]
    assert messages == [
        "序号1（欧阳测试）“备注”没有注明新设还是变更，请补填。",
        "第3行“备注”没有注明新设还是变更，请补填。",
    ]


def test_remarks_that_could_not_be_read_are_left_to_review() -> None:
    document = summary({})
    row = {**document.rows[0], "remarks": FieldValue("remarks", None, "□□", problem="damaged", review=True)}
    assert rules(replace(document, rows=(row,))) == []


@pytest.mark.parametrize(
    "training",
    [
        "2021年5月，大连市市场监督管理局",
        "2021.5 省局",
        "21年5月参加市局培训",
        "5月市监局",
        "二〇二一年五月省市场监管局组织培训",
        "2021-05-01至2021-05-04 辽宁省市场监管局首席质量官培训班",
        "未参加",
        "否",
        "无",
        "尚未培训",
        "没有",
        "拟参加下期培训",
        None,
    ],
)
def test_training_told_in_full_or_not_had(training: str | None) -> None:
    assert rules(summary({"training": training})) == []


@pytest.mark.parametrize(
    ("training", "missing"),
    [
        ("已参加", "培训时间和培训组织方"),
        ("是", "培训时间和培训组织方"),
        ("参加过首席质量官培训，考核合格", "培训时间和培训组织方"),
        ("2021年5月已参加培训", "培训组织方"),
        ("2021.05.01-05.04", "培训组织方"),
        ("参加大连市市场监督管理局培训", "培训时间"),
    ],
)
def test_training_told_in_part(training: str, missing: str) -> None:
    finding = only(summary({"training": training}))
    message = f"序号1（欧阳测试）“参加培训情况”没有写明{missing}，请补填。"
    assert finding == Finding("summary-training-incomplete", Severity.WARNING, ("training",), message)


def test_an_unsure_row_says_so_and_a_sure_one_beside_it_does_not() -> None:
    document = summary({"training": "是"}, {"training": "是"})
    unsure = {**document.rows[1], "training": FieldValue("training", "是", "是", review=True)}
    first, second = found(replace(document, rows=(document.rows[0], unsure)))
    assert second.message == first.message + "（此处识读把握不大，请先对照原件。）"
