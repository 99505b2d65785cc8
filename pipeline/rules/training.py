"""Whether the officer was trained, when and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, blank, quoted, rule

_DETAILS = ("training_date", "training_organizer")


@rule(
    "missing-training-details",
    Severity.ERROR,
    *_DETAILS,
    source="LN 附件1, 附件2 说明2",
    says="参加过培训的，应填写培训时间和培训组织方",
)
def missing_training_details(case: Case) -> Iterator[Hit]:
    """Trained, but when or by whom is blank; one finding that names what is."""
    missing = tuple(name for name in _DETAILS if blank(case.field(name)))
    if case.value("trained") is True and missing:
        labels = "和".join(case.label(name) for name in missing)
        yield Hit(f"已填参加过培训，但{labels}未填写，请报送单位补填。", missing)


@rule(
    "untrained-with-details",
    Severity.WARNING,
    "trained",
    *_DETAILS,
    source="LN 附件1",
    says="未参加过培训的，不应填写培训时间或培训组织方",
)
def untrained_with_details(case: Case) -> Iterator[Hit]:
    """Not trained, and yet a time or an organiser stands there."""
    given = tuple(name for name in _DETAILS if not blank(case.field(name)))
    if case.value("trained") is False and given:
        labels = "和".join(case.label(name) for name in given)
        yield Hit(f"已填没有参加过培训，却又填写了{labels}，请报送单位核实是否参加过培训。", ("trained", *given))


@rule(
    "training-organizer-outside",
    Severity.WARNING,
    "training_organizer",
    source="LN 附件2 说明2; XZ 第十六条",
    says="培训应由市场监管部门组织，或由其委托的机构组织",
)
def training_organizer_outside(case: Case) -> Iterator[Hit]:
    """Trained by a body whose name is no market regulation authority's, and says of no commission by one."""
    organizer = case.value("training_organizer")
    if case.value("trained") is not True or not organizer:
        return
    words = case.scheme.words
    if not any(word in organizer for word in (*words.authority, *words.commissioned)):
        yield Hit(f"“培训组织方”{quoted(organizer)}不像市场监管部门或其委托的机构，请核实这次培训是否有效。")
