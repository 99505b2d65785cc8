"""`python -m benchmarks.rules`: clean filings, broken ones, the speed of the rules, summaries against their filings."""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from benchmarks.generator.people import make_filing, make_summary
from benchmarks.generator.truth import SummaryTruth, Truth
from benchmarks.ruledefects import DEFECTS, Defect, Problems, Values
from normalizers.catalogue import FILING, SUMMARY, SUMMARY_ROW
from normalizers.enterprise import name_key
from pipeline.documents import Document, FieldValue, Finding, Severity
from pipeline.rules.case import Case
from pipeline.rules.engine import SUMMARY_RULES, check, judge
from pipeline.rules.jurisdiction_file import load_jurisdictions
from pipeline.rules.neighbours import Filed
from pipeline.rules.reconcile import matches
from pipeline.rules.summaries import Reconciled

TODAY = date(2026, 1, 1)
_SAMPLE = 2000
_OTHER = {"gender": ("男", "女"), "post": ("首席质量官", "二级质量官"), "remarks": ("新设", "变更")}
_LIKE = {"未": "末", "土": "士", "日": "曰", "大": "太", "人": "入", "王": "玉", "田": "由", "军": "车", "刚": "岗"}


@dataclass(slots=True)
class Tally:
    """Rules expected and found, wrongly missing, wrongly there; `errors` of severity error on clean filings."""

    expected: int = 0
    found: int = 0
    extra: int = 0
    filings: int = 0
    errors: int = 0
    warnings: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    surplus: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Share of the expected findings that were made."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings made that were expected."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0


def document_of(
    truth: Truth, values: dict[str, object] | None = None, problems: dict[str, str] | None = None
) -> Document:
    """A filing with these values, as reading would have it."""
    given: Values = dict(truth.value) if values is None else values
    fields = {}
    for name in FILING:
        problem = (problems or {}).get(name)
        value = given.get(name)
        text = None if value is None and problem is None else str(value or "？")
        fields[name] = FieldValue(name, value, text, review=problem is not None, problem=problem)
    return Document("filing", "f", truth.jurisdiction, (1,), fields, shows_ink=True)


def clean(count: int, seed: int) -> Tally:
    """What the rules say of clean filings."""
    rng, schemes, tally = random.Random(seed), load_jurisdictions(), Tally()
    for number in range(count):
        truth = make_filing(rng, jurisdiction=("liaoning", "xizang")[number % 4 == 0])
        for finding in check(document_of(truth), schemes[truth.jurisdiction], TODAY):
            tally.errors += finding.severity is Severity.ERROR
            tally.warnings += finding.severity is Severity.WARNING
            tally.surplus[finding.rule] += 1
        tally.filings += 1
    return tally


def broken(count: int, seed: int) -> Tally:
    """What the rules say of filings with one to three defects; what they say of the clean ones does not count."""
    rng, schemes, tally = random.Random(seed), load_jurisdictions(), Tally()
    while tally.filings < count:
        truth = make_filing(rng, jurisdiction=("liaoning", "xizang")[tally.filings % 4 == 0])
        values: Values = dict(truth.value)
        problems: Problems = {}
        expected = Counter(defect.rule for defect in _break(values, problems, rng))
        scheme = schemes[truth.jurisdiction]
        before = Counter(finding.rule for finding in check(document_of(truth), scheme, TODAY))
        after = Counter(finding.rule for finding in check(document_of(truth, values, problems), scheme, TODAY))
        made = after - before
        tally.filings += 1
        tally.expected += expected.total()
        tally.found += (expected & made).total()
        tally.extra += (made - expected).total()
        tally.missed.update(expected - made)
        tally.surplus.update(made - expected)
    return tally


def _break(values: Values, problems: Problems, rng: random.Random) -> Iterator[Defect]:
    touched: frozenset[str] = frozenset()
    wanted = rng.randint(1, 3)
    for defect in rng.sample(DEFECTS, len(DEFECTS)):
        if not defect.touches & touched and defect.apply(values, problems, rng):
            touched |= defect.touches
            wanted -= 1
            yield defect
        if not wanted:
            return


def seconds_for(count: int, seed: int) -> float:
    """Processor seconds for checking so many filings, from so many made."""
    rng, scheme = random.Random(seed), load_jurisdictions()["liaoning"]
    documents = [document_of(make_filing(rng)) for _ in range(min(count, _SAMPLE))]
    for document in documents[:20]:
        check(document, scheme, TODAY)
    started = time.process_time()
    for number in range(count):
        check(documents[number % len(documents)], scheme, TODAY)
    return time.process_time() - started


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Differences put into summaries and found again, findings that nothing was done for, processor seconds."""

    rows: int
    made: int
    found: int
    extra: int
    seconds: float


def reconciliation(summaries: int, rows: int, seed: int, share: float = 0.05) -> Reconciliation:
    """Summaries of so many rows, of which a share differs from the filings in one field."""
    rng, scheme = random.Random(seed), load_jurisdictions()["liaoning"]
    cities = [_city(rng, rows) for _ in range(summaries)]
    made = found = extra = 0
    seconds = 0.0
    for filings, truth in cities:
        rows_of, wrong = _differing(rng, truth, share)
        document = _summary(truth, rows_of)
        started = time.process_time()
        case = Case(document, scheme, TODAY.isoformat())
        reconciled = Reconciled(case, matches(document.rows, filings, str(truth.value["filing_date"])))
        findings = list(judge(SUMMARY_RULES, reconciled, case))
        seconds += time.process_time() - started
        told = {
            (finding.message.partition("（")[0].removeprefix("序号"), name)
            for finding in findings
            for name in finding.fields
        }
        made += len(wrong)
        found += len(wrong & told)
        extra += len(told - wrong)
    return Reconciliation(summaries * rows, made, found, extra, seconds)


def _serial(finding: Finding) -> str:
    return finding.message.partition("（")[0].removeprefix("序号")


def _city(rng: random.Random, rows: int) -> tuple[list[Filed], SummaryTruth]:
    truths = [make_filing(rng, city="2102") for _ in range(rows)]
    return [_filed(number, truth) for number, truth in enumerate(truths)], make_summary(rng, truths)


def _filed(number: int, truth: Truth) -> Filed:
    company, person = name_key(str(truth.value["enterprise_name"])), str(truth.value["id_number"])
    return Filed(
        number, document_of(truth), f"{number}.docx", "", company, person, f"{company}|{person}|{number}", True
    )


def _differing(rng: random.Random, truth: SummaryTruth, share: float) -> tuple[list[Values], set[tuple[str, str]]]:
    rows: list[Values] = [dict(row) for row in truth.rows]
    wrong: set[tuple[str, str]] = set()
    for row in rng.sample(rows, round(len(rows) * share)):
        name = rng.choice(("gender", "post", "position", "title", "mobile", "name", "remarks", "training"))
        value = row[name]
        if name in _OTHER:
            row[name] = next(option for option in _OTHER[name] if option not in str(value))
        elif name == "mobile":
            row[name] = str(value)[:10] + str((int(str(value)[10]) + 1) % 10)
        elif name == "name":
            row[name] = next((str(value).replace(a, b) for a, b in _LIKE.items() if a in str(value)), f"{value}某")
        elif name == "training":
            row[name] = "2009年1月，大连市市场监督管理局" if value == "未参加" else "未参加"
        elif value is None:
            continue
        else:
            row[name] = f"{value}助理"
        wrong.add((str(row["serial"]), name))
    return rows, wrong


def _summary(truth: SummaryTruth, rows: list[Values]) -> Document:
    given: Values = dict(truth.value)
    head = {name: FieldValue(name, given[name]) for name in SUMMARY}
    lines = tuple({name: FieldValue(name, row.get(name)) for name in SUMMARY_ROW} for row in rows)
    return Document("summary", "s", "liaoning", (1,), head, lines)


def main() -> None:
    """Run all four and print a table (Markdown)."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__)
    parser.add_argument("--count", type=int, default=5000, help="clean filings, and broken ones")
    parser.add_argument("--checks", type=int, default=100_000, help="filings for the speed")
    parser.add_argument("--summaries", type=int, default=20)
    parser.add_argument("--rows", type=int, default=1000, help="rows a summary")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print("| what | figure |\n|---|---|")
    tally = clean(asked.count, asked.seed)
    print(f"| {tally.filings} clean filings | {tally.errors} errors, {tally.warnings} warnings {dict(tally.surplus)} |")
    tally = broken(asked.count, asked.seed + 1)
    shown = f"recall {tally.recall:.2%}, precision {tally.precision:.2%}"
    print(f"| {tally.filings} with {tally.expected} defects | {shown}; {dict(tally.missed)}; {dict(tally.surplus)} |")
    result = reconciliation(asked.summaries, asked.rows, asked.seed + 2)
    shown = f"{result.found} of {result.made} differences, {result.extra} more, {result.seconds:.2f} s"
    print(f"| {result.rows} rows reconciled | {shown} |")
    print(f"| {asked.checks} filings checked | {seconds_for(asked.checks, asked.seed + 3):.1f} s |")


if __name__ == "__main__":
    main()
