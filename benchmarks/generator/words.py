"""The word lists of `words.toml`, that people and enterprises are invented from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business: its code and name in GB/T 4754—2017, words for firm names, what it makes."""

    code: str
    name: str
    words: tuple[str, ...]
    products: tuple[str, ...]


def words(name: str) -> tuple[str, ...]:
    """A list by its name."""
    return tuple(_WORDS[name].split())


def words_of(group: str, name: str) -> tuple[str, ...]:
    """A list of a group: `schools` high … lowest, `tibetan_names` and `minority_names` male, female."""
    return tuple(_WORDS[group][name].split())


def names_with_dot(group: str, gender: str) -> tuple[str, ...]:
    """Names of the Tibetan or another minority, by gender (男, 女)."""
    return words_of(group, "male" if gender == "男" else "female")


def area_code(city: str) -> str:
    """The dialling code of a city, given by the first four digits of its division code."""
    return str(_WORDS["area_codes"][city])


def trades() -> tuple[Trade, ...]:
    """Every line of business."""
    return tuple(
        Trade(item["code"], item["name"], tuple(item["words"].split()), tuple(item["products"].split()))
        for item in _WORDS["trades"]
    )
