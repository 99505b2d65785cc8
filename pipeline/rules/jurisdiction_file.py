"""Loads and validates the files of jurisdictions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

import data
from normalizers.catalogue import FILING, OPTIONS
from pipeline.rules.engine import ALL_RULES
from pipeline.rules.jurisdiction import DEFAULT, Jurisdiction
from pipeline.rules.qualification import EDUCATION_RANK

Table = dict[str, Any]
_RULE_IDS = frozenset(rule.id for rule in ALL_RULES)


class JurisdictionError(ValueError):
    """A jurisdiction's file is wrong. The message names the file and the place in it."""


def load_jurisdictions(extra_folder: Path | None = None) -> dict[str, Jurisdiction]:
    """Every jurisdiction by id: those shipped, then the `*.toml` of `extra_folder`; of two with one id the later holds.

    The neutral one is among them, as `DEFAULT`. Raises JurisdictionError for a file that is wrong, and OSError for
    a folder that cannot be read.
    """
    shipped = sorted(_toml_files(data.path("jurisdictions")), key=lambda file: file.name)
    own = sorted(_toml_files(extra_folder), key=lambda file: file.name) if extra_folder else []
    neutral = data.path("jurisdictions", f"{DEFAULT}.toml")
    base = _table(neutral.name, _text(neutral))
    found = (_load(file, base) for file in (*shipped, *own))
    return {jurisdiction.id: jurisdiction for jurisdiction in found}


@cache
def schemes(extra_folder: Path | None = None) -> Mapping[str, Jurisdiction]:
    """The jurisdictions, loaded once a process; as `load_jurisdictions`."""
    return load_jurisdictions(extra_folder)


def _toml_files(folder: Traversable | Path) -> Iterator[Traversable | Path]:
    return (file for file in folder.iterdir() if file.name.endswith(".toml"))


def _text(file: Traversable | Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise JurisdictionError(f"{file.name}: no valid TOML: {error}") from error


def _table(name: str, text: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        last = len(text.splitlines())
        raise JurisdictionError(f"{name}:{line.group(1) if line else last}: no valid TOML: {error}") from error


def _load(file: Traversable | Path, base: Table) -> Jurisdiction:
    text = _text(file)
    table = _table(file.name, text)
    for key in ("id", "name"):
        if key not in table:
            raise JurisdictionError(f"{file.name}:1: {key}: is missing")
    if isinstance(table.get("severities"), dict):
        table["severities"] = _without_off(table["severities"])
    base = {**base, "severities": _without_off(base["severities"])}
    try:
        jurisdiction = msgspec.convert(_laid_over(base, table), Jurisdiction)
    except msgspec.ValidationError as error:
        place, complaint = _place_of(str(error))
        raise JurisdictionError(f"{file.name}:{_line(text, place)}: {place}: {complaint}") from error
    for place, complaint in _complaints(jurisdiction):
        line = _line(text, place, complaint)
        raise JurisdictionError(f"{file.name}:{line}: {place}: {complaint}")
    return jurisdiction


def _line(text: str, place: str, complaint: str = "") -> int:
    """The line of a TOML file, from 1, that a path of keys (`thresholds.age_max`) leads to, as far as it can be told.

    A name in quotation marks in the complaint (`'nmae' is not known`) is looked for behind that.
    """
    lines = text.splitlines()
    quoted = re.match(r"'([^']+)'", complaint)
    row = 0
    for key in (*(part for part in place.split(".") if not part.isdecimal()), *(quoted.groups() if quoted else ())):
        mark = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        row = next((number for number in range(row, len(lines)) if mark.search(lines[number])), row)
    return row + 1


def _place_of(complaint: str) -> tuple[str, str]:
    """``Expected `int` - at `$.thresholds.age_max` `` → ``thresholds.age_max``, ``Expected `int` ``."""
    unknown = re.search(r"unknown field `([^`]+)`", complaint)
    what, _, place = complaint.partition(" - at `$")
    path = place.rstrip("`").replace("[...]", "").replace("[", ".").replace("]", "").strip(".")
    return ".".join(filter(None, (path, unknown.group(1) if unknown else ""))), what


def _without_off(severities: Table) -> Table:
    return {rule: None if severity == "off" else severity for rule, severity in severities.items()}


def _laid_over(base: Table, table: Table) -> Table:
    merged = dict(base)
    for key, value in table.items():
        below = base.get(key)
        merged[key] = _laid_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _complaints(jurisdiction: Jurisdiction) -> Iterator[tuple[str, str]]:
    """What the types cannot say: names that must be among those the program knows, codes of a certain form."""
    yield from _strangers("required", jurisdiction.required, FILING)
    yield from _strangers("severities", jurisdiction.severities, _RULE_IDS)
    yield from _strangers("holds", jurisdiction.holds, _RULE_IDS)
    yield from _strangers("minimum", jurisdiction.minimum, OPTIONS["scale"])
    yield from _strangers("minimum_posts", jurisdiction.minimum_posts, OPTIONS["post"])
    yield from _strangers("kept_by", jurisdiction.kept_by, OPTIONS["post"])
    yield from _strangers("reported_to", jurisdiction.reported_to, OPTIONS["post"])
    for scale, minimum in jurisdiction.minimum.items():
        yield from _strangers(f"minimum.{scale}.education", (minimum.education,), EDUCATION_RANK)
    if not re.fullmatch(r"[a-z][a-z0-9-]*", jurisdiction.id):
        yield "id", "must be lower-case letters, digits and hyphens"
    if jurisdiction.province is not None and not re.fullmatch(r"[1-9]\d", jurisdiction.province):
        yield "province", "must be the first two digits of a division code, as text"
    for number, target in enumerate(jurisdiction.training_targets):
        if not all(re.fullmatch(r"\d{6}", code) for code in target.regions):
            yield f"training_targets.{number}.regions", "must be division codes of six digits, as text"


def _strangers(place: str, names: Collection[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name not in known:
            yield place, f"{name!r} is not known"
