"""What holds for every text: no normalizer raises, values have the contract's form, and written read as themselves."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.dispatch import normalise
from normalizers.problems import PROBLEMS
from normalizers.script import listed
from normalizers.value import Context, Script, Value

PATTERNS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "partial_date": r"\d{4}-\d{2}(-\d{2})?",
    "date_span": r"\d{4}-\d{2}(-\d{2})?(/\d{4}-\d{2}(-\d{2})?)?",
    "id_number": r"[0-9]{1,20}[0-9X]?",
    "mobile": r"1\d{10}",
    "contact": r"1\d{10}|0\d{2,3}-\d{7,8}(-\d+)?|\d{7,8}(-\d+)?|400\d{7}",
    "email": r"[^@\sA-Z]+@[^@\sA-Z]+",
    "credit_code": "[0-9A-Z]{8,24}",
    "scale": "大型|中型|小型|微型",
    "gender": "男|女",
    "post": "首席质量官|二级质量官",
    "change_type": "新设|变更",
    "employment": "专职|兼职",
    "education": "博士研究生|硕士研究生|大学本科|大学专科|中等专科|职业高中|技工学校|普通高中|初中|小学",
}
NAMED = ("region", "industry")
GRADED = ("title_grade",)
TYPED = {"yes_no": bool, "presence": bool, "serial": int}
NAMES = ("person_name", "enterprise_name", "organisation", "address")
TEXTS = ("text", "resume", "opinion", "enterprise_type", *NAMES)
REREAD = (*PATTERNS, *TYPED, *NAMED, "years", *TEXTS)
KINDS = (*REREAD, *GRADED)

LETTERS = (
    "0123456789年月日号至到半个余约起-—~/.、，,；;:：()（）@＠|＋+ 　\n_·•"
    "一二三四五六七八九十廿〇○零OolIXx×张乾製質官男女是否兼aB?"
)
WORDS = (
    "2021 1965 20 9月 24日 13800000000 0411 86852166 400 转 (zhì) (CQO) 本科 学士 硕士 大专 在职 首席质量官 二级"
    " 新设 变更 专职 未参加 （盖章） 同意申报。 qq.com 先生 签字 签字： 至今 质检员 \u200b ⽇ \ufffd"
)
PIECES = st.sampled_from([*LETTERS, *WORDS.split(" ")])
MESSY = st.lists(PIECES, max_size=12).map("".join)
ANY = st.one_of(MESSY, st.text(max_size=40))
CONTEXTS = st.builds(
    Context,
    script=st.sampled_from(list(Script)),
    recognised=st.booleans(),
    day=st.sampled_from(["2026-11-21", "9999-12-31"]),
)


def written(value: Value) -> str:
    """The value as a person would copy it."""
    if isinstance(value, dict):
        return " ".join(part for part in value.values() if part)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def has_form(kind: str, value: Value) -> bool:
    """Whether the value has the form that contract.schema.json asks of its kind."""
    if kind in PATTERNS:
        return isinstance(value, str) and re.fullmatch(PATTERNS[kind], value, re.ASCII) is not None
    if kind == "years":
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value * 2 % 1 == 0
    if kind in NAMED:
        return isinstance(value, dict) and list(value) == ["code", "name"] and all(value.values())
    if kind in GRADED:
        return isinstance(value, dict) and list(value) == ["series", "level"] and all(value.values())
    if kind in TYPED:
        return type(value) is TYPED[kind]
    return isinstance(value, str) and value == value.strip() and bool(value)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(text=ANY, context=CONTEXTS)
def test_every_text_gives_a_value_of_the_contracts_form_or_a_known_problem(
    kind: str, text: str, context: Context
) -> None:
    result = normalise(kind, text, context)
    assert result.value is None or has_form(kind, result.value)
    assert result.problem is None or result.problem in PROBLEMS
    assert 0 <= result.sureness <= 1
    for other in result.alternatives:
        assert has_form(kind, other)


@pytest.mark.parametrize("kind", REREAD)
@settings(max_examples=60, deadline=None)
@given(text=ANY, context=CONTEXTS)
def test_a_value_written_down_is_read_as_the_same_value(kind: str, text: str, context: Context) -> None:
    value = normalise(kind, text, context).value
    if value is not None:
        plain = Context(script=Script.SIMPLIFIED, day=context.day)
        assert normalise(kind, written(value), plain).value == value


LISTED = st.text(alphabet=sorted(listed() - set("乾夥徵釐榖")), min_size=2, max_size=12)
"""Without those characters that a neighbour may prove to be meant as Traditional (乾燥, 合夥)."""


@pytest.mark.parametrize("kind", [*TEXTS])
@settings(max_examples=60, deadline=None)
@given(text=LISTED)
def test_simplified_text_stays_as_it_is(kind: str, text: str) -> None:
    assert normalise(kind, text, Context()).value in (text, None)


@pytest.mark.parametrize("kind", NAMES)
@settings(max_examples=60, deadline=None)
@given(text=LISTED)
def test_names_keep_listed_characters_in_a_traditional_document_too(kind: str, text: str) -> None:
    assert normalise(kind, text, Context(script=Script.TRADITIONAL)).value in (text, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", ["-" * 50_000, "1" * 50_000, "（" * 20_000, "年" * 20_000, " ,；" * 20_000, "a@" * 20_000]
)
def test_hostile_lengths_cost_no_time(kind: str, text: str) -> None:
    started = time.process_time()
    normalise(kind, text, Context())
    assert time.process_time() - started < 2.0
