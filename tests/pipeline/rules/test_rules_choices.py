"""Family choices: groups of which one option must be ticked."""

import pytest

from pipeline.documents import Severity
from tests.pipeline.rules.clean import altered, filing, only, rules, unread

LABELS = {
    "post": ("聘任岗位", "首席质量官、二级质量官"),
    "change_type": ("新设/变更", "新设、变更"),
    "employment": ("专职兼职", "专职、兼职"),
}


@pytest.mark.parametrize("name", LABELS)
def test_two_ticks(name: str) -> None:
    finding = only(unread(filing(), name, "choice-several"))
    label, options = LABELS[name]
    assert (finding.rule, finding.severity, finding.fields) == ("ambiguous-choice", Severity.ERROR, (name,))
    assert finding.message == f"“{label}”选了不止一项，请报送单位从{options}中确认一项。"


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("problem", ["choice-none", None])
def test_no_tick_is_ambiguous_and_not_also_missing(name: str, problem: str | None) -> None:
    finding = only(altered(filing(), name, value=None, problem=problem))
    label, options = LABELS[name]
    assert (finding.rule, finding.severity, finding.fields) == ("ambiguous-choice", Severity.ERROR, (name,))
    assert finding.message == f"“{label}”一项也没有选，请报送单位从{options}中选定一项。"


@pytest.mark.parametrize("name", LABELS)
def test_a_tick_that_does_not_tell_is_ambiguous(name: str) -> None:
    finding = only(unread(filing(), name, "choice-unclear"))
    assert (finding.rule, finding.severity, finding.fields) == ("ambiguous-choice", Severity.ERROR, (name,))
    assert "勾选不清，看不出选的是" in finding.message
    assert finding.message.endswith("中的哪一项，请核对原件或请报送单位确认。")


def test_several_groups_each_have_a_finding() -> None:
    assert rules(filing(post=None, employment=None)) == ["ambiguous-choice"] * 2


@pytest.mark.parametrize("name", LABELS)
def test_boxes_whose_state_was_lost_are_left_to_review(name: str) -> None:
    assert rules(unread(filing(), name, "unreadable")) == []
