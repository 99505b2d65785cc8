"""The administrative divisions of China: in force, formerly, and the ways their names are written.

Source: GB/T 2260 as of 2026-04 with its history since 1980, zones of 国家统计局 2023 (tables in data/codes).
A code has 6 digits, two each for province, prefecture and county: `210203` lies in `210200` lies in `210000`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from normalizers.tables import rows

OFFICIAL, SHORT, FORMER, ZONE = 0, 1, 2, 3
GENERIC_NAMES = frozenset(("市辖区", "县", "市区", "市", "郊区"))


class Form(NamedTuple):
    """One way of writing a division: its code, which way (`OFFICIAL`, `SHORT`, `FORMER`, `ZONE`), where it is valid.

    `within`: digits that the code of the place named before it must agree with; `bare`: may stand with nothing before;
    `sure`: False where the place is known but only its surroundings have a code.
    """

    code: str
    way: int
    within: str = ""
    bare: bool = True
    sure: bool = True


class Former(NamedTuple):
    """A division no longer in force, with its full name at the end; `until` as YYYYMM, empty where not known."""

    code: str
    name: str
    full_name: str
    until: str
    successors: tuple[str, ...]


@cache
def in_force() -> dict[str, str]:
    """Code to own name of every division in force and every development zone with a code."""
    return {row[0]: row[1] for row in rows("divisions")}


@cache
def full_names() -> dict[str, str]:
    """Code to full name of every division in force: `辽宁省大连市西岗区` of `210203`."""
    found: dict[str, str] = {}
    for code, name in sorted(in_force().items()):
        above = code[:2] + "0000" if code.endswith("00") else code[:4] + "00"
        found[code] = (found.get(above) or found.get(code[:2] + "0000", "") if above != code else "") + name
    return found


def full_name(code: str) -> str | None:
    """The full name of a division; None where the code is not in force."""
    return full_names().get(code)


@cache
def short_names() -> dict[str, str]:
    """Code to the name without its class, 大连 of 大连市; the own name where it has none."""
    return {row[0]: row[2].split(" ")[0] or row[1] for row in rows("divisions")}


def level(code: str) -> int:
    """0 province, 1 prefecture, 2 county."""
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def lies_in(code: str, above: str) -> bool:
    """Whether the division lies below the other one; an empty `above` is the whole country."""
    return code != above and code.startswith(above[: 2 * (level(above) + 1)] if above else "")


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every way of writing a division's own name, with what it can mean."""
    found: dict[str, list[Form]] = {}
    for code, name, short, former in rows("divisions"):
        found.setdefault(name, []).append(Form(code, OFFICIAL))
        for way, words in ((SHORT, short), (FORMER, former)):
            for word in words.split():
                found.setdefault(word, []).append(Form(code, way))
    for within, words, code, sure, _ in rows("zones"):
        for word in words.split():
            bare = not word.startswith(("经济", "经开", "高新", "开发", "保税"))
            found.setdefault(word, []).append(Form(code, ZONE, within, bare, sure == "1"))
    return {word: tuple(meanings) for word, meanings in found.items()}


@cache
def longest_form() -> int:
    """Characters of the longest way of writing a name."""
    return max(map(len, forms()))


@cache
def former() -> tuple[Former, ...]:
    """Every division that is no longer in force under its name."""
    return tuple(
        Former(code, name, under + name, until, tuple(successors.split()))
        for code, name, under, _, until, successors in rows("divisions_former")
    )


@cache
def former_by_code() -> dict[str, Former]:
    """The last division that bore each code no longer in force."""
    return {row.code: row for row in sorted(former(), key=lambda row: row.until)}


@cache
def _former_by_name() -> dict[str, list[Former]]:
    found: dict[str, list[Former]] = {}
    for row in sorted(former(), key=lambda row: row.until, reverse=True):
        found.setdefault(row.name, []).append(row)
    return found


def former_in(text: str) -> list[Former]:
    """The former divisions that the text names as a whole, with or without what they lay in, latest first."""
    if text in GENERIC_NAMES:
        return []
    found: list[Former] = []
    for size in range(2, len(text) + 1):
        for row in _former_by_name().get(text[-size:], ()):
            province = in_force().get(row.code[:2] + "0000", "")
            city = row.full_name.removeprefix(province)
            if text in (row.full_name, city, province + row.name, row.name):
                found.append(row)
    return sorted(found, key=lambda row: row.until, reverse=True)
