"""What is told of a rule, and docs/rules.md, which is made of it."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import data
from normalizers.catalogue import FILING
from pipeline.documents import Finding
from pipeline.rules.case import UNSURE
from pipeline.rules.engine import ALL_RULES, check
from pipeline.rules.explain import as_markdown, as_text, citations, tell
from pipeline.rules.lists import Entry, Lists, roll
from tests.pipeline.invented import id_number
from tests.pipeline.rules import test_rules_records as records
from tests.pipeline.rules import test_rules_summaries as summaries
from tests.pipeline.rules.clean import LHASA, SCHEMES, TODAY, filing, found, summary, unread
from tests.pipeline.rules.test_rules_attachments import ALL, diploma, own_card, said

DOCS = Path(__file__).parents[3] / "docs" / "rules.md"
LATE = summary({"remarks": None, "training": "2021年5月"}, filed="2021-10-23")
IDS = [rule.id for rule in ALL_RULES]


CHANGES: list[dict[str, object]] = [
    {"major": None},
    {"photo": False},
    {"seal": False},
    {"opinion_date": None},
    {"change_type": None},
    {"training_organizer": None},
    {"trained": False},
    {"id_number": id_number(1)[:17] + ("0" if id_number(1)[17] != "0" else "1")},
    {"birth_date": "1980-01-02"},
    {"gender": "女"},
    {"id_number": id_number(1, region="219999")},
    {"mobile": "1"},
    {"principal_contact": "1"},
    {"email": "x"},
    {"filing_date": "2021-10-21"},
    {"appointed_from": "2021-11"},
    {"training_date": "2021-10-09"},
    {"opinion_date": "2021-08-01"},
    {"region": LHASA},
    {"enterprise_scale": "微型"},
    {"birth_date": "2010-01-01", "id_number": id_number(1, "20100101")},
    {"quality_years": 40},
    {"quality_years": 20, "resume": "2014年1月至今 甲公司质量部部长"},
    {"position": "质检员"},
    {"education": "大学专科"},
    {"quality_years": 4},
    {"training_organizer": "某某咨询公司"},
]
"""Changes to a clean filing, each of which one rule objects to, or more."""


def examples() -> list[Finding]:
    """Findings of every rule, by documents that break it."""
    findings = [one for change in CHANGES for one in found(filing(**change))]  # type: ignore[arg-type]
    for name in ("region", "industry", "enterprise_type", "enterprise_scale"):
        findings += found(unread(filing(), name, "not-listed"))
    findings += found(unread(filing(), "industry", "industry-mismatch"))
    findings += found(unread(filing(), "filing_date", "impossible-date"))
    findings += found(filing(change_type="变更", appointed_from="2021-08-07", region=LHASA), "xizang")
    findings += found(
        summary({"remarks": None, "training": "2021年5月"}, filed="2021-10-23"), today=TODAY.replace(day=30)
    )
    findings += said(filing(), own_card(name="张三"), diploma(education="大学专科"), ALL[2])
    findings += said(filing())
    listed = Lists(roll((Entry(None, id_number(1)),)))
    findings += check(filing(), SCHEMES["liaoning"], TODAY, lists=listed)
    other = records.filed("inbox/b.docx", name="李四", id_number=id_number(3))
    findings += records.said(records.filed(), other)
    findings += records.said(records.filed(), records.filed("inbox/b.docx", name="李四", appointed_from="2021-08"))
    findings += records.said(records.filed(), records.filed("inbox/b.docx", enterprise_name="大连乙厂"))
    findings += records.said(records.filed(change_type="变更"))
    findings += records.said(records.filed(ranking="2"), records.filed(ranking="1"))
    findings += summaries.said(summary({}))
    findings += summaries.said(summary({"gender": "女"}), summaries.filed("inbox/a"))  # type: ignore[arg-type]
    findings += summaries.listed(summaries.filed(), summaries.Listing("s.docx", "2021-10-20", False))
    return findings


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_finding_that_rests_on_unsure_readings_says_so(change: dict[str, object]) -> None:
    """Every field in doubt, as on a poor scan: each finding asks for a look at the paper first."""
    document = filing(**change)  # type: ignore[arg-type]
    doubtful = {name: replace(field, review=True) for name, field in document.fields.items()}
    sure, unsure = found(document), found(replace(document, fields=doubtful))
    assert [one.rule for one in sure] == [one.rule for one in unsure]
    assert all(one.message.endswith(UNSURE) for one in unsure)
    assert not any(one.message.endswith(UNSURE) for one in sure)


@pytest.mark.parametrize("name", [name for name in FILING if name not in ("photo", "seal")])
def test_a_blank_field_is_at_most_told_to_be_missing(name: str) -> None:
    """No rule guesses what a blank field may have held."""
    missing = {"missing-required", "missing-opinion-date", "ambiguous-choice", "missing-training-details"}
    assert {one.rule for one in found(filing(**{name: None}))} <= missing | {"untrained-with-details"}


@pytest.mark.parametrize("name", [name for name, kind in FILING.items() if "date" in kind.kind])
def test_nothing_else_complains_of_an_impossible_date(name: str) -> None:
    assert [one.rule for one in found(unread(filing(), name, "impossible-date"))] == ["date-impossible"]


def test_every_example_is_a_message_that_the_program_gives() -> None:
    given = {(finding.rule, finding.message.replace("inbox/inbox/a", "inbox/a")) for finding in examples()}
    wanted = {(id, tell(id, SCHEMES).example) for id in IDS}
    assert sorted(wanted - given) == []


@pytest.mark.parametrize("id", IDS)
def test_every_rule_is_explained_in_full(id: str) -> None:
    told = tell(id, SCHEMES)
    assert all(len(text) >= 8 for text in (told.why, told.mend, told.example))
    assert told.articles
    assert all(told.articles.values())
    text = as_text(told)
    assert all(part in text for part in (id, told.what, told.why, told.mend, told.example, *told.articles))
    assert list(told.severities) == list(SCHEMES)


def test_no_words_are_kept_for_rules_and_articles_that_are_not() -> None:
    words = tomllib.loads(data.path("rules", "explanations.toml").read_text(encoding="utf-8"))
    articles = tomllib.loads(data.path("rules", "articles.toml").read_text(encoding="utf-8"))
    assert set(words) == set(IDS)
    assert set(articles) == {cited for rule in ALL_RULES for cited in citations(rule.source)}


def test_severities_and_what_does_not_hold_are_told_by_jurisdiction() -> None:
    assert "default off，liaoning warning，xizang error" in as_text(tell("education-below-minimum", SCHEMES))
    told = as_text(tell("missing-attachment", SCHEMES))
    assert "default warning（不扣留），liaoning warning（不扣留）" in told
    assert "（不扣留）" not in as_text(tell("duplicate-filing", SCHEMES))


def test_no_such_rule() -> None:
    with pytest.raises(KeyError):
        tell("no-such-rule", SCHEMES)


def test_the_page_of_rules_is_what_the_program_says() -> None:
    assert DOCS.read_text(encoding="utf-8") == as_markdown(SCHEMES) + "\n", (
        "run: cqo rules --format markdown > docs/rules.md"
    )
