"""The engine, the list of rules, the outcome, and the time it takes."""

import json
import subprocess
import sys
import time
from dataclasses import FrozenInstanceError, asdict, replace
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.catalogue import BY_KIND, FILING, SUMMARY, SUMMARY_ROW
from pipeline.documents import Document, FieldValue, Finding, Severity, Status
from pipeline.rules import case
from pipeline.rules.case import later
from pipeline.rules.engine import ALL_RULES, RULES, check, rule_list
from pipeline.rules.outcome import outcome
from tests.pipeline.invented import id_number
from tests.pipeline.rules.clean import SCHEMES, TODAY, altered, card, field, filing, found, rules, summary, tibetan

LN, NOTES, SIZE = "LN 附件1", "LN 填表说明", "工信部联企业〔2011〕300号"
GB_ID, PHONE = "GB 11643-1999", "电信网编号计划"
SOURCES = {
    "missing-required": LN,
    "missing-photo": LN,
    "missing-seal": LN,
    "missing-attachment": NOTES,
    "id-attachment-mismatch": NOTES,
    "diploma-mismatch": NOTES,
    "ineligible-person": "LN 二(一)2; XZ 第九条",
    "missing-opinion-date": LN,
    "ambiguous-choice": LN,
    "missing-training-details": "LN 附件1, 附件2 说明2",
    "untrained-with-details": LN,
    "id-checksum": GB_ID,
    "id-birth-mismatch": GB_ID,
    "id-gender-mismatch": GB_ID,
    "id-region-unknown": "GB/T 2260",
    "mobile-format": PHONE,
    "contact-format": PHONE,
    "email-format": "RFC 5322",
    "date-impossible": "—",
    "date-in-future": "—",
    "appointment-after-filing": "LN 二(四)1",
    "training-after-filing": LN,
    "opinion-after-filing": LN,
    "region-unknown": "GB/T 2260",
    "region-outside-jurisdiction": "LN, XZ",
    "industry-unknown": "GB/T 4754—2017",
    "industry-mismatch": "GB/T 4754—2017",
    "enterprise-type-unknown": "LN 填表说明",
    "scale-unknown": SIZE,
    "above-scale-contradiction": SIZE,
    "age-implausible": "—",
    "experience-implausible": "—",
    "experience-resume-mismatch": "LN 附件1 工作简历",
    "position-below-deputy": "LN 二(一)1; XZ 第五条",
    "education-below-minimum": "LN 二(一)2; XZ 第六条",
    "experience-below-minimum": "LN 二(一)2; XZ 第六条",
    "training-organizer-outside": "LN 附件2 说明2; XZ 第十六条",
    "change-reported-late": "XZ 第十四条",
    "summary-late": "LN 三1",
    "summary-remark-missing": "LN 附件2 说明3",
    "summary-training-incomplete": "LN 附件2 说明2",
    "duplicate-filing": "—",
    "id-name-conflict": "—",
    "officer-at-two-enterprises": "—",
    "second-chief": "LN 一",
    "change-without-prior": "LN 二(四)1",
    "summary-row-without-filing": "LN 三1",
    "filing-missing-from-summary": "LN 三1",
    "summary-differs": "LN 附件2",
}
WARNINGS = [
    "officer-at-two-enterprises",
    "second-chief",
    "change-without-prior",
    "summary-row-without-filing",
    "filing-missing-from-summary",
    "missing-attachment",
    "diploma-mismatch",
    "missing-photo",
    "missing-opinion-date",
    "untrained-with-details",
    "id-region-unknown",
    "contact-format",
    "email-format",
    "opinion-after-filing",
    "industry-unknown",
    "industry-mismatch",
    "enterprise-type-unknown",
    "above-scale-contradiction",
    "age-implausible",
    "experience-resume-mismatch",
    "position-below-deputy",
    "education-below-minimum",
    "experience-below-minimum",
    "training-organizer-outside",
    "summary-late",
    "summary-training-incomplete",
]
CLEAN = [
    (filing(), "liaoning"),
    (tibetan(), "xizang"),
    (filing(), "default"),
    (summary({}), "liaoning"),
    (card(), "xizang"),
]


@pytest.mark.parametrize(("document", "scheme"), CLEAN)
def test_a_clean_document_has_no_finding_and_is_accepted(document: Document, scheme: str) -> None:
    assert found(document, scheme) == ()
    assert outcome(document, SCHEMES["liaoning"]) is Status.ACCEPTED


@pytest.mark.parametrize("kind", ["other", "diploma", "title_certificate"])
def test_documents_without_rules(kind: str) -> None:
    blanks = {name: FieldValue(name) for name in BY_KIND[kind]}
    assert found(Document(kind, None, None, (1,), blanks)) == ()


def test_every_rule_stands_once_and_under_its_id() -> None:
    assert sorted(rule.id for rule in ALL_RULES) == sorted(SOURCES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_is_told_in_full(rule: case.Rule[Any]) -> None:
    usual = Severity.INFO if rule.id == "duplicate-filing" else Severity.ERROR
    assert rule.severity is (Severity.WARNING if rule.id in WARNINGS else usual)
    assert rule.source == SOURCES[rule.id]
    assert len(rule.says) >= 6
    known = {name for kind in rule.kinds for name in BY_KIND[kind]} | set(
        SUMMARY_ROW if "summary" in rule.kinds else ()
    )
    assert set(rule.fields) <= known
    assert rule.family in sys.modules[rule.check.__module__].__name__


def test_the_list_of_rules_gives_the_severity_of_the_jurisdiction() -> None:
    by_id = {info.id: info for info in rule_list(SCHEMES["xizang"])}
    assert list(by_id) == [rule.id for rule in ALL_RULES]
    education = by_id["education-below-minimum"]
    assert education.severity is Severity.ERROR
    assert (education.fields, education.kinds, education.family) == (
        ("education", "enterprise_scale"),
        ("filing",),
        "qualification",
    )
    assert (education.source, by_id["summary-late"].severity) == ("LN 二(一)2; XZ 第六条", None)
    assert education.says == "大中型企业应为大学本科以上学历，小微企业应为大学专科以上学历"
    assert by_id["missing-required"].fields == SCHEMES["xizang"].required


def test_the_list_of_rules_is_data() -> None:
    assert json.loads(json.dumps([asdict(info) for info in rule_list(SCHEMES["liaoning"])]))


def test_a_rule_that_is_off_says_nothing_and_another_severity_is_used() -> None:
    scheme = msgspec.structs.replace(
        SCHEMES["liaoning"], severities={"missing-photo": None, "missing-seal": Severity.INFO}
    )
    (finding,) = check(filing(photo=False, seal=False), scheme, TODAY)
    assert (finding.rule, finding.severity) == ("missing-seal", Severity.INFO)


def test_findings_come_in_the_order_of_the_rules() -> None:
    bad = filing(
        photo=False, seal=False, name=None, gender="女", mobile="1", email="x", enterprise_scale="微型", post=None
    )
    order = [rule.id for rule in RULES]
    places = [order.index(rule) for rule in rules(bad)]
    assert len(places) == 8
    assert all(first <= second for first, second in pairwise(places))


def test_checking_leaves_the_document_as_it_is() -> None:
    document = filing(seal=False)
    found(document)
    assert document == filing(seal=False)
    with pytest.raises(FrozenInstanceError):
        document.findings = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("severity", "status"),
    [(Severity.INFO, Status.ACCEPTED), (Severity.WARNING, Status.REVIEW), (Severity.ERROR, Status.REVIEW)],
)
def test_what_findings_come_to(severity: Severity, status: Status) -> None:
    document = replace(filing(), findings=(Finding("a", Severity.INFO, (), "…"), Finding("b", severity, (), "…")))
    assert outcome(document, SCHEMES["liaoning"]) is status


def test_a_finding_that_the_jurisdiction_frees_does_not_hold_back() -> None:
    for severity in Severity:
        document = replace(filing(), findings=(Finding("missing-attachment", severity, (), "…"),))
        assert outcome(document, SCHEMES["liaoning"]) is Status.ACCEPTED
        assert outcome(altered(document, "name", review=True), SCHEMES["liaoning"]) is Status.REVIEW


def test_a_field_under_review_holds_back_on_the_document_and_in_a_row() -> None:
    assert outcome(altered(filing(), "remarks", review=True), SCHEMES["liaoning"]) is Status.REVIEW
    document = summary({}, {})
    row = {**document.rows[1], "title": field("title", "工程师", review=True)}
    assert outcome(document, SCHEMES["liaoning"]) is Status.ACCEPTED
    assert outcome(replace(document, rows=(document.rows[0], row)), SCHEMES["liaoning"]) is Status.REVIEW


@pytest.mark.parametrize(
    ("date", "other", "expected"),
    [
        ("2021-10-02", "2021-10-01", True),
        ("2021-10-01", "2021-10-01", False),
        ("2021-11", "2021-10-31", True),
        ("2021-10", "2021-10-01", False),
        ("2021-10-31", "2021-10", False),
        ("2021-11-01", "2021-10", True),
    ],
)
def test_later_is_only_said_for_certain(date: str, other: str, expected: bool) -> None:
    assert later(date, other) is expected


TEXTS = [
    name
    for name, kind in FILING.items()
    if kind.kind in {"text", "organisation", "resume", "id_number", "email", "mobile"}
]
PROBLEMS = st.sampled_from([None, "unreadable", "impossible-date", "choice-none", "choice-several", "several", "vague"])


@given(
    st.dictionaries(st.sampled_from(TEXTS), st.text(max_size=40)),
    st.dictionaries(st.sampled_from(list(FILING)), PROBLEMS),
)
def test_no_text_and_no_problem_brings_a_rule_down(texts: dict[str, str], problems: dict[str, str | None]) -> None:
    document = filing(**texts)
    for name, problem in problems.items():
        document = altered(document, name, value=None, problem=problem, text="乱写")
    for scheme in SCHEMES:
        findings = found(document, scheme)
        assert len({(finding.rule, finding.fields) for finding in findings}) == len(findings)
        assert all(set(finding.fields) <= set(FILING) for finding in findings)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_in_a_row_brings_a_rule_down(training: str, remarks: str) -> None:
    assert all(
        set(f.fields) <= {*SUMMARY, *SUMMARY_ROW} for f in found(summary({"training": training, "remarks": remarks}))
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("字" * 40, f"（{'字' * 40}）"),
        ("字" * 41, ""),
        ("甲 \n 乙", "（甲 乙）"),
        (" ", ""),
        (None, ""),
        ("0411-86", "（0411-86）"),
        ("138 0000", ""),
        (id_number(1), ""),
        ("１３８００００００００", ""),
    ],
)
def test_a_message_repeats_a_short_text_and_never_a_number_of_a_person(text: str | None, shown: str) -> None:
    assert case.quoted(text) == shown


def test_the_rules_load_without_heavy_libraries() -> None:
    code = "import sys, pipeline.rules.engine; print(*(m for m in ('pydantic', 'pandas', 'cv2') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_hundred_thousand_documents_take_less_than_half_a_minute() -> None:
    document, scheme = filing(), SCHEMES["liaoning"]
    check(document, scheme, TODAY)
    start = time.process_time()
    for _ in range(500):
        check(document, scheme, TODAY)
    assert (time.process_time() - start) * 200 < 30
