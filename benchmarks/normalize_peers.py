"""What other libraries make of the same written forms: `python -m benchmarks normalize --peers`.

Each is asked only for the kinds it is made for, through the least glue that gives its answer CONTRACT's form; nothing
or an exception counts as noticed. None of them is a dependency: `pip install opencc zhconv dateparser python-stdnum
cpca cn2an jionlp` in an environment of its own.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import logging
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.normalize import DAY, Case, Tally, by_kind, means
from normalizers.value import Context, Normal, Value

Answer = Callable[[str, Context], Value]
TEXTS = ("text", "person_name", "enterprise_name", "organisation", "address", "resume")


def _opencc() -> Mapping[str, Answer]:
    convert = import_module("opencc").OpenCC("t2s").convert
    return dict.fromkeys(TEXTS, lambda text, _: str(convert(text.strip())))


def _zhconv() -> Mapping[str, Answer]:
    convert = import_module("zhconv").convert
    return dict.fromkeys(TEXTS, lambda text, _: str(convert(text.strip(), "zh-cn")))


def _dateparser() -> Mapping[str, Answer]:
    data_parser = import_module("dateparser.date").DateDataParser
    base = {"RELATIVE_BASE": datetime.datetime.fromisoformat(DAY)}
    day = data_parser(languages=["zh", "en"], settings={**base, "REQUIRE_PARTS": ["day", "month", "year"]})
    month = data_parser(languages=["zh", "en"], settings={**base, "REQUIRE_PARTS": ["month", "year"]})

    def partial(text: str, _: Context) -> Value:
        found = month.get_date_data(text)
        if not found.date_obj:
            return None
        return f"{found.date_obj:%Y-%m}" if found.period == "month" else f"{found.date_obj:%Y-%m-%d}"

    def whole(text: str, _: Context) -> Value:
        found = day.get_date_data(text).date_obj
        return f"{found:%Y-%m-%d}" if found else None

    return {"date": whole, "partial_date": partial}


def _cn2an() -> Mapping[str, Answer]:
    cn2an = import_module("cn2an").cn2an

    def years(text: str, _: Context) -> Value:
        number = cn2an(text.strip().removesuffix("年"), "smart")
        return int(number) if number == int(number) else float(number)

    return {"years": years}


def _stdnum() -> Mapping[str, Answer]:
    ric, uscc = import_module("stdnum.cn.ric"), import_module("stdnum.cn.uscc")
    return {
        "id_number": lambda text, _: str(ric.validate(text)),
        "credit_code": lambda text, _: str(uscc.validate(text)),
    }


def _cpca() -> Mapping[str, Answer]:
    cpca = import_module("cpca")

    def region(text: str, _: Context) -> Value:
        row = cpca.transform([text]).iloc[0]
        names = list(dict.fromkeys(row[part] for part in ("省", "市", "区") if row[part]))
        name = "".join(part for part in names if part != "市辖区")
        return {"code": str(row["adcode"])[:6], "name": name} if row["adcode"] else None

    return {"region": region}


def _jionlp() -> Mapping[str, Answer]:
    with contextlib.redirect_stdout(io.StringIO()):
        jio = import_module("jionlp")
    logging.getLogger("jionlp").setLevel(logging.CRITICAL)

    def time(text: str, kind: str) -> Value:
        found = jio.parse_time(text, time_base=datetime.datetime.fromisoformat(DAY).timestamp())
        first, last = (point[:10] for point in found["time"])
        if kind == "date":
            return first if first == last else None
        whole = first.endswith("-01") and first[:7] == last[:7] and first != last
        if whole:
            return str(first[:7])
        return str(first) if first == last else f"{first}/{last}" if kind == "date_span" else None

    def region(text: str, _: Context) -> Value:
        found = jio.parse_location(text, town_village=False)
        name = "".join(dict.fromkeys(found[part] for part in ("province", "city", "county") if found[part]))
        code = _code_of(name)
        return {"code": code, "name": name} if code else None

    def only(extract: Callable[[str], Sequence[Any]]) -> Answer:
        def answer(text: str, _: Context) -> Value:
            found = [one["text"] if isinstance(one, dict) else one for one in extract(text)]
            return str(found[0]).replace(" ", "") if len(found) == 1 else None

        return answer

    simple: dict[str, Answer] = dict.fromkeys(TEXTS, lambda text, _: str(jio.tra2sim(text.strip(), mode="word")))
    return {
        **simple,
        "date": lambda text, _: time(text, "date"),
        "partial_date": lambda text, _: time(text, "partial_date"),
        "date_span": lambda text, _: time(text, "date_span"),
        "region": region,
        "email": only(jio.extract_email),
        "mobile": only(jio.extract_phone_number),
        "contact": only(jio.extract_phone_number),
        "id_number": only(jio.extract_id_card),
    }


def _code_of(name: str) -> str | None:
    from normalizers.divisions import full_names

    return next((code for code, full in full_names().items() if full == name), None)


PEERS: dict[str, Callable[[], Mapping[str, Answer]]] = {
    "opencc": _opencc,
    "zhconv": _zhconv,
    "dateparser": _dateparser,
    "cn2an": _cn2an,
    "stdnum": _stdnum,
    "cpca": _cpca,
    "jionlp": _jionlp,
}
"""Module of each peer → its answers by kind of value."""


def _told(answers: Mapping[str, Answer]) -> Callable[[str, str, Context], Normal]:
    def told(kind: str, text: str, context: Context) -> Normal:
        try:
            value = answers[kind](text, context)
        except Exception:  # noqa: BLE001 - whatever a peer raises is no answer
            value = None
        return Normal(value, None if value not in (None, "") or not text.strip() else "no answer")

    return told


def print_peers(cases: Sequence[Case]) -> None:
    """A table (Markdown): of each kind, the share of forms right and, after the stroke, wrong without a word."""
    found = {"cqo": by_kind(cases, means)}
    for name, load in PEERS.items():
        if find_spec(name) is None:
            print(f"{name}: not installed")
            continue
        answers = load()
        found[name] = by_kind([case for case in cases if case.kind in answers], _told(answers))
    kinds = sorted({kind for name, tallies in found.items() if name != "cqo" for kind in tallies})
    print("\n| kind | forms | " + " | ".join(found) + " |\n|---" + "|---" * (len(found) + 1) + "|")
    for kind in kinds:
        cells = [_cell(tallies.get(kind)) for tallies in found.values()]
        print(f"| {kind} | {found['cqo'][kind].all} | " + " | ".join(cells) + " |")


def _cell(tally: Tally | None) -> str:
    return f"{100 * tally.right / tally.all:.0f} / {100 * tally.silent / tally.all:.0f}" if tally else "–"
