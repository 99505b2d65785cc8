"""The truth that accuracy is measured against must itself be right, and not come from the reader."""

import ast
import datetime as dt
import random
import re
from pathlib import Path

import pytest

import benchmarks.generator
from benchmarks.generator import defects
from benchmarks.generator.enterprise import PROVINCES
from benchmarks.generator.people import check_digit, make_filing, make_summary
from benchmarks.generator.truth import FILING_FIELDS, OPTIONS, ROW_FIELDS
from benchmarks.generator.words import trades
from normalizers.catalogue import FILING, SUMMARY_ROW

MANY = range(300)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MONTH = re.compile(r"\d{4}-\d\d")
CONTACT = re.compile(r"1\d{10}|0\d{2,3}-\d{7,8}(-\d{3,4})?")


def filing(seed, **options):
    return make_filing(random.Random(seed), jurisdiction=("liaoning", "xizang")[seed % 2], **options)


@pytest.fixture(scope="module")
def filings():
    return [filing(seed) for seed in MANY]


def test_generator_imports_nothing_of_the_reader():
    """A fault that reader and generator share would hide itself."""
    for path in Path(benchmarks.generator.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"extractors", "normalizers", "pipeline"}, path.name


def test_fields_are_those_of_the_contract():
    assert set(FILING_FIELDS) == set(FILING)
    assert set(ROW_FIELDS) == set(SUMMARY_ROW)


def test_check_digit_of_known_numbers():
    """Worked examples of GB 11643-1999."""
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


def test_every_field_has_text_and_value(filings):
    for truth in filings:
        assert set(truth.written) == set(FILING_FIELDS) == set(truth.value)
        assert truth.findings == ()


def test_ids_agree_with_person(filings):
    for truth in filings:
        number = truth.value["id_number"]
        assert re.fullmatch(r"\d{17}[\dX]", number)
        assert check_digit(number[:17]) == number[17]
        assert truth.value["gender"] == "女男"[int(number[16]) % 2]
        assert number[6:14].startswith(truth.value["birth_date"].replace("-", ""))
        assert number[:2] == PROVINCES[truth.jurisdiction][0]


def test_values_have_the_form_of_the_contract(filings):
    for truth in filings:
        value = truth.value
        assert DAY.fullmatch(value["filing_date"])
        assert DAY.fullmatch(value["opinion_date"])
        assert DAY.fullmatch(value["appointed_from"]) or MONTH.fullmatch(value["appointed_from"])
        assert re.fullmatch(r"1\d{10}", value["mobile"])
        for name in ("principal_contact", "quality_head_contact"):
            assert value[name] is None or CONTACT.fullmatch(value[name])
        assert value["email"] is None or value["email"] == value["email"].lower()
        for name, options in OPTIONS.items():
            assert len(truth.chosen[name]) == 1
            assert truth.chosen[name][0] in options
        for name, text in truth.written.items():
            if text == "" and name not in ("photo", "seal"):
                assert value[name] is None, name


def test_clean_filings_break_no_threshold(filings):
    for truth in filings:
        value = truth.value
        large = value["enterprise_scale"] in ("大型", "中型")
        filed = dt.date.fromisoformat(value["filing_date"])
        age = filed.year - int(value["id_number"][6:10])
        assert value["quality_years"] >= (5 if large else 3)
        assert value["quality_years"] <= age - 17
        assert 18 <= age - 2 < age <= 70
        assert value["education"] in ("大学本科", "硕士研究生", "博士研究生") or not large
        assert value["appointed_from"] <= value["filing_date"]
        assert not (value["above_scale"] and value["enterprise_scale"] == "微型")
        trained = value["trained"]
        assert (value["training_date"] is not None) is trained is (value["training_organizer"] is not None)
        assert not trained or value["training_date"] < value["filing_date"]


def test_variety(filings):
    """Forms wider than the world: what readers stumble over must occur."""
    written = [truth.written for truth in filings]
    assert any("·" in text["name"] for text in written)
    assert any(text["id_number"].endswith("x") for text in written)
    assert any("年" not in text["filing_date"] for text in written)
    assert any("/" in (truth.value["training_date"] or "") for truth in filings)
    assert any((truth.value["principal_contact"] or "").count("-") == 2 for truth in filings)
    assert len({text["enterprise_name"] for text in written}) > len(written) * 0.9


def test_same_seed_same_truth():
    assert filing(5) == filing(5)
    assert filing(5) != filing(7)


def test_summary_says_what_its_filings_say():
    rng = random.Random(1)
    made = [make_filing(rng, city="2102") for _ in range(4)]
    summary = make_summary(rng, made)
    assert [row["mobile"] for row in summary.rows] == [truth.value["mobile"] for truth in made]
    assert [row["serial"] for row in summary.rows] == [1, 2, 3, 4]
    assert summary.value["reporting_unit"] == "大连市市场监督管理局"
    assert all(row["remarks"].startswith(("新设", "变更")) for row in summary.rows)


def test_defects_are_defects():
    truth = filing(2)
    wrong = defects.wrong_check_digit(truth)
    number = wrong.value["id_number"]
    assert check_digit(number[:17]) != number[17]
    assert wrong.findings == ("id-checksum",)
    assert defects.both_posts(truth).chosen["post"] == OPTIONS["post"]
    moved = defects.other_birthday(truth).value
    assert moved["birth_date"].replace("-", "") != moved["id_number"][6:14]
    assert defects.blank(truth, "mobile").value["mobile"] is None


def test_trades_are_written_once():
    assert len({trade.code for trade in trades()}) == len(trades())
