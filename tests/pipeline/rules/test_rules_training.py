"""Family training."""

import pytest

from pipeline.documents import Finding, Severity
from tests.pipeline.rules.clean import filing, only, rules, tibetan, unread


@pytest.mark.parametrize(
    ("blank", "labels"),
    [
        (("training_date",), "“培训时间”"),
        (("training_organizer",), "“培训组织方”"),
        (("training_date", "training_organizer"), "“培训时间”和“培训组织方”"),
    ],
)
def test_trained_without_details(blank: tuple[str, ...], labels: str) -> None:
    message = f"已填参加过培训，但{labels}未填写，请报送单位补填。"
    finding = only(filing(**dict.fromkeys(blank)))
    assert finding == Finding("missing-training-details", Severity.ERROR, blank, message)


@pytest.mark.parametrize("trained", [False, None])
def test_details_are_not_asked_of_the_untrained(trained: bool | None) -> None:
    found = rules(filing(trained=trained, training_date=None, training_organizer=None))
    assert found == ([] if trained is False else ["missing-required"])


def test_a_training_date_that_could_not_be_read_is_not_missing() -> None:
    assert rules(unread(filing(), "training_date", "vague", "去年")) == []


@pytest.mark.parametrize(
    ("blank", "given", "labels"),
    [
        ((), ("training_date", "training_organizer"), "“培训时间”和“培训组织方”"),
        (("training_date",), ("training_organizer",), "“培训组织方”"),
        (("training_organizer",), ("training_date",), "“培训时间”"),
    ],
)
def test_untrained_with_details(blank: tuple[str, ...], given: tuple[str, ...], labels: str) -> None:
    finding = only(filing(trained=False, **dict.fromkeys(blank)))
    message = f"已填没有参加过培训，却又填写了{labels}，请报送单位核实是否参加过培训。"
    assert finding == Finding("untrained-with-details", Severity.WARNING, ("trained", *given), message)


def test_an_unreadable_detail_is_a_detail() -> None:
    document = unread(filing(trained=False, training_organizer=None), "training_date", "vague", "去年")
    assert only(document).fields == ("trained", "training_date")


@pytest.mark.parametrize("organizer", ["大连恒泰企业管理咨询有限公司", "辽宁省质量协会", "本公司"])
@pytest.mark.parametrize("scheme", ["liaoning", "xizang"])
def test_organizer_outside(organizer: str, scheme: str) -> None:
    make = filing if scheme == "liaoning" else tibetan
    finding = only(make(training_organizer=organizer), scheme)
    message = f"“培训组织方”（{organizer}）不像市场监管部门或其委托的机构，请核实这次培训是否有效。"
    assert finding == Finding("training-organizer-outside", Severity.WARNING, ("training_organizer",), message)


@pytest.mark.parametrize(
    "organizer",
    [
        "辽宁省市场监管局",
        "原大连市质量技术监督局",
        "省局",
        "沈阳市市场监督管理局委托东北大学",
        "受市监局委托的质量协会",
        "市工商局",
    ],
)
def test_organizer_inside(organizer: str) -> None:
    assert rules(filing(training_organizer=organizer)) == []


def test_the_organizer_is_not_judged_of_the_untrained_nor_where_no_scheme_is_known() -> None:
    outside = {"training_organizer": "本公司"}
    assert rules(filing(trained=False, training_date=None, **outside)) == ["untrained-with-details"]
    assert rules(filing(**outside), "default") == []
