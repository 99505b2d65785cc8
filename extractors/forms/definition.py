"""Form definitions: known layouts and the ways of writing labels, described by data in `data/forms/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

import data
from normalizers.catalogue import BY_KIND, SUMMARY_ROW


class DefinitionError(Exception):
    """A form definition that cannot be used; the message names the file and what to mend in it."""


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A known layout of a filing or summary.

    `rows`: the fields of each table row, left to right; `notes`: patterns of printed text that is no answer;
    `printed`: such text in full, where it is known to the letter.
    """

    id: str
    kind: str
    name: str
    source: str
    jurisdiction: str | None
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[re.Pattern[str], ...]
    printed: tuple[str, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """Every field whose label stands in the table."""
        return frozenset(name for row in self.rows for name in row)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How labels are written: section (`filing`, `summary`, `summary_row`) → field → ways, official one first.

    `scoped`: the field that a label follows → field → ways. `unclaimed`: labels of things that no field takes.
    """

    sections: Mapping[str, Mapping[str, tuple[str, ...]]]
    scoped: Mapping[str, Mapping[str, tuple[str, ...]]]
    unclaimed: tuple[str, ...]


def _known_fields(kind: str) -> frozenset[str]:
    return frozenset(BY_KIND[kind]) | (frozenset(SUMMARY_ROW) if kind == "summary" else frozenset())


def load_definition(file: Traversable | Path) -> FormDefinition:
    """Read one definition. Raises DefinitionError naming the file and the mistake."""
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(f"{file}: not a readable TOML file: {error}") from error
    try:
        definition = FormDefinition(
            id=raw["id"],
            kind=raw["kind"],
            name=raw["name"],
            source=raw["source"],
            jurisdiction=raw.get("jurisdiction"),
            titles=tuple(raw["titles"]),
            rows=tuple(tuple(row) for row in raw["rows"]),
            notes=tuple(re.compile(pattern) for pattern in raw.get("notes", ())),
            printed=tuple(raw.get("printed", ())),
        )
    except KeyError as error:
        raise DefinitionError(f"{file}: the entry {error} is missing") from error
    except re.error as error:
        raise DefinitionError(f"{file}: `notes` holds no regular expression: {error}") from error
    if definition.kind not in ("filing", "summary"):
        raise DefinitionError(f"{file}: `kind` must be filing or summary, not {definition.kind!r}")
    unknown = definition.fields - _known_fields(definition.kind)
    if unknown:
        raise DefinitionError(f"{file}: `rows` names unknown fields: {', '.join(sorted(unknown))}")
    return definition


@cache
def definitions() -> tuple[FormDefinition, ...]:
    """The built-in definitions, in order of id, generic ones last."""
    files = sorted(
        (file for file in data.path("forms").iterdir() if file.name.endswith(".toml") and file.name != "labels.toml"),
        key=lambda file: (file.name.startswith("generic-"), file.name),
    )
    return tuple(load_definition(file) for file in files)


@cache
def vocabulary() -> Vocabulary:
    """The ways of writing labels, from `data/forms/labels.toml`."""
    raw = tomllib.loads(data.path("forms", "labels.toml").read_text("utf-8"))
    return Vocabulary(
        sections={
            section: {name: tuple(ways) for name, ways in raw[section].items()}
            for section in ("filing", "summary", "summary_row")
        },
        scoped={
            anchor: {name: tuple(ways) for name, ways in fields.items()} for anchor, fields in raw["scoped"].items()
        },
        unclaimed=tuple(raw["unclaimed"]["labels"]),
    )
