"""Family required: what must stand on a filing."""

from dataclasses import replace

import pytest

from normalizers.catalogue import FILING
from pipeline.documents import Finding, Severity
from tests.pipeline.rules.clean import SCHEMES, altered, filing, only, rules, summary, tibetan, unread

OPTIONAL = {
    "photo",
    "title",
    "email",
    "training_date",
    "training_organizer",
    "principal_position",
    "quality_head_name",
    "quality_head_position",
    "quality_head_contact",
    "seal",
    "opinion_date",
    "remarks",
    "enterprise_opinion",
}
GROUPS = {"post", "change_type", "employment"}


@pytest.mark.parametrize("scheme", ["liaoning", "xizang", "default"])
def test_the_required_fields_are_all_but_those_that_the_rule_excepts(scheme: str) -> None:
    assert set(SCHEMES[scheme].required) == set(FILING) - OPTIONAL


@pytest.mark.parametrize("name", sorted(set(FILING) - OPTIONAL - GROUPS))
def test_a_blank_required_field_is_the_one_finding(name: str) -> None:
    changes = {name: None} | ({"training_date": None, "training_organizer": None} if name == "trained" else {})
    finding = only(filing(**changes))
    label = FILING[name].label
    assert finding == Finding("missing-required", Severity.ERROR, (name,), f"“{label}”未填写，请报送单位补填。")


@pytest.mark.parametrize("name", ["title", "email", "principal_position", "remarks", "enterprise_opinion"])
def test_a_blank_optional_field_is_no_finding(name: str) -> None:
    assert rules(filing(**{name: None})) == []


@pytest.mark.parametrize("name", ["enterprise_name", "post"])
def test_a_field_that_the_layout_lacks_is_missing_too(name: str) -> None:
    finding = only(altered(filing(**{name: None}), name, offered=False))
    assert (finding.rule, finding.fields) == ("missing-required", (name,))
    assert finding.message == f"这份表没有“{FILING[name].label}”一栏，请报送单位补报此项。"


def test_a_value_found_elsewhere_than_in_a_field_of_the_layout_is_not_missing() -> None:
    assert rules(altered(filing(), "address", offered=False)) == []


def test_a_text_without_a_value_is_not_missing() -> None:
    assert rules(unread(filing(), "quality_years", "vague", "多年")) == []


def test_a_yes_no_box_without_a_tick_is_missing_but_with_two_it_is_not() -> None:
    assert rules(unread(filing(), "above_scale", "choice-none", "是□ 否□")) == ["missing-required"]
    assert rules(unread(filing(), "above_scale", "choice-several", "是☑ 否☑")) == []


def test_each_blank_field_has_its_own_finding_in_the_order_of_the_form() -> None:
    bare = filing(**dict.fromkeys(["resume", "name", "address"]))
    assert rules(bare) == ["missing-required"] * 3


def test_a_document_without_a_field_of_that_name_counts_as_blank() -> None:
    whole = filing()
    fields = {name: held for name, held in whole.fields.items() if name != "school"}
    assert only(replace(whole, fields=fields)).fields == ("school",)


def test_a_summary_has_no_required_fields() -> None:
    assert rules(replace(summary(), fields={})) == []


def test_an_unsure_blank_says_so() -> None:
    finding = only(altered(filing(school=None), "school", review=True))
    assert finding.message == "“毕业院校”未填写，请报送单位补填。（此处识读把握不大，请先对照原件。）"


def test_missing_photo() -> None:
    finding = only(filing(photo=False))
    assert finding == Finding("missing-photo", Severity.WARNING, ("photo",), "没有看到“二寸照片”，请报送单位补贴照片。")


@pytest.mark.parametrize("attributes", [{"value": False, "offered": False}, {"value": None}])
def test_no_photo_is_missed_where_there_is_no_place_or_nothing_is_known(attributes: dict[str, object]) -> None:
    assert rules(altered(filing(), "photo", **attributes)) == []


def test_missing_seal_on_paper() -> None:
    finding = only(filing(seal=False))
    assert (finding.rule, finding.severity, finding.fields) == ("missing-seal", Severity.ERROR, ("seal",))
    assert finding.message == "“所在企业意见”没有看到企业公章，请企业盖章后重新报送。"


def test_no_seal_is_missed_on_a_word_file_or_where_nothing_is_known() -> None:
    assert rules(replace(filing(seal=False), shows_ink=False)) == []
    assert rules(filing(seal=None)) == []


def test_missing_opinion_date() -> None:
    finding = only(tibetan(opinion_date=None), "xizang")
    assert (finding.rule, finding.severity, finding.fields) == (
        "missing-opinion-date",
        Severity.WARNING,
        ("opinion_date",),
    )
    assert finding.message == "“所在企业意见”没有注明日期，请报送单位补填。"


def test_an_opinion_date_that_could_not_be_read_is_not_missing() -> None:
    assert rules(unread(filing(), "opinion_date", "incomplete", "2021年10月")) == []
