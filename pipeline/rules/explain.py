"""What a clerk and a lawyer are told of a rule: why it is asked, where it stands written, how to mend what it found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import data
from normalizers.catalogue import BY_KIND, SUMMARY_ROW
from pipeline.rules.engine import ALL_RULES
from pipeline.rules.jurisdiction import DEFAULT, Jurisdiction

_OFF = "off"


@dataclass(frozen=True, slots=True)
class Told:
    """A rule in words. `severities`, `holds` by jurisdiction's id; `articles`: citation → what it says, in short."""

    id: str
    what: str
    why: str
    mend: str
    example: str
    articles: Mapping[str, str]
    fields: tuple[str, ...]
    kinds: tuple[str, ...]
    severities: Mapping[str, str]
    holds: Mapping[str, bool]


def tell(id: str, schemes: Mapping[str, Jurisdiction]) -> Told:
    """The rule of that id in words. Raises KeyError: there is no such rule."""
    rule = next((rule for rule in ALL_RULES if rule.id == id), None)
    if rule is None:
        raise KeyError(id)
    words, articles = _read("explanations"), _read("articles")
    shown = {name: scheme.severity(rule.id, rule.severity) for name, scheme in schemes.items()}
    return Told(
        id=rule.id,
        what=rule.says,
        why=words[id]["why"],
        mend=words[id]["mend"],
        example=words[id]["example"],
        articles={part: articles[part] for part in citations(rule.source)},
        fields=rule.fields,
        kinds=rule.kinds,
        severities={name: severity.value if severity else _OFF for name, severity in shown.items()},
        holds={name: scheme.holds.get(rule.id, True) for name, scheme in schemes.items()},
    )


def citations(source: str) -> list[str]:
    """The articles that a rule's source names: `LN 二(一)1; XZ 第五条` are two."""
    return [part.strip() for half in source.split(";") for part in half.split(", ")]


def as_text(told: Told) -> str:
    """The rule for a terminal."""
    severities = "，".join(
        f"{name} {severity}{'' if severity in (_OFF, 'info') or told.holds[name] else '（不扣留）'}"
        for name, severity in told.severities.items()
    )
    lines = [
        f"{told.id}　{told.what}",
        "",
        f"缘由　　{told.why}",
        *(f"依据　　{cited}：{text}" for cited, text in told.articles.items()),
        f"对象　　{'、'.join(told.kinds)}",
        f"字段　　{_labels(told)}",
        f"级别　　{severities}",
        f"处理　　{told.mend}",
        f"示例　　{told.example}",
    ]
    return "\n".join(lines)


def as_markdown(schemes: Mapping[str, Jurisdiction]) -> str:
    """All rules as the page docs/rules.md."""
    provinces = [name for name in schemes if name != DEFAULT]
    head = [
        "# Rules",
        "",
        "Made by `cqo rules --format markdown`; a test keeps it in step.",
        "`LN` = 辽宁省企业首席质量官制度实施方案（2021）; `XZ` = 西藏自治区企业首席质量官管理办法（试行）（2023）.",
        "Severity by jurisdiction: `error` not clean until mended, `warning` a person should look,",
        "`info` worth knowing, `off` not checked.",
        "A severity in brackets does not hold the document back (`[holds]` in the jurisdiction's file).",
        "",
        f"| rule | asks | {' | '.join(provinces)} | source |",
        "|---" * (len(provinces) + 3) + "|",
    ]
    told = [tell(rule.id, schemes) for rule in ALL_RULES]
    rows = [
        f"| [{one.id}](#{one.id}) | {one.what} | {' | '.join(_severity(one, name) for name in provinces)} "
        f"| {'；'.join(one.articles)} |"
        for one in told
    ]
    return "\n".join([*head, *rows, "", *(line for one in told for line in _section(one))])


def _severity(told: Told, name: str) -> str:
    severity = told.severities[name]
    return severity if told.holds[name] or severity in (_OFF, "info") else f"({severity})"


def _section(told: Told) -> list[str]:
    return [
        f"## {told.id}",
        "",
        f"{told.what}。{told.why}",
        "",
        *(f"- **依据** {cited}：{text}" for cited, text in told.articles.items()),
        f"- **字段** {_labels(told)}（{'、'.join(told.kinds)}）",
        f"- **处理** {told.mend}",
        f"- **示例** {told.example}",
        "",
    ]


def _labels(told: Told) -> str:
    labels: dict[str, str] = {name: field.label for name, field in SUMMARY_ROW.items()}
    for kind in ("summary", "filing"):
        labels |= {name: field.label for name, field in BY_KIND[kind].items()}
    return "、".join(f"{labels[name]} {name}" for name in told.fields) or "由管辖的 required 一表决定，或不限于一栏"


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(data.path("rules", f"{name}.toml").read_text(encoding="utf-8"))
