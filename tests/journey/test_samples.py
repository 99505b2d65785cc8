"""The sample inbox, the whole way: what was written comes out, what is wrong is said, nothing is wrong in silence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import data
from pipeline.intake import find_files
from pipeline.outputs.line import to_line
from pipeline.settings import Options
from pipeline.workers import read_all

SAMPLES = Path(str(data.path("samples")))
EXPECTED = [json.loads(line) for line in (SAMPLES / "expected.jsonl").read_text("utf-8").splitlines()]
SCHEMA = json.loads((Path(__file__).parent.parent / "contract.schema.json").read_text("utf-8"))
PRINTED = [entry for entry in EXPECTED if entry["status"] is not None]
PICTURES = [entry for entry in EXPECTED if entry["status"] is None]


@pytest.fixture(scope="module")
def outcomes() -> Mapping[str, Mapping[str, Any]]:
    """What `cqo read` prints for each sample, by the name of the file."""
    found = find_files([SAMPLES / "inbox"])
    lines = [json.loads(to_line(outcome)) for outcome in read_all(found.files, Options(threads=1), 2)]
    return {Path(line["file"]).name: line for line in lines}


def _name(entry: Mapping[str, Any]) -> str:
    return Path(entry["file"]).name


def test_every_sample_has_its_truth(outcomes: Mapping[str, Any]) -> None:
    assert sorted(outcomes) == sorted(map(_name, EXPECTED))
    assert len(EXPECTED) >= 16


@pytest.mark.parametrize("entry", EXPECTED, ids=_name)
def test_every_line_is_valid_against_the_contract(outcomes: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    faults = [fault.message for fault in jsonschema.Draft202012Validator(SCHEMA).iter_errors(outcomes[_name(entry)])]
    assert faults == []


@pytest.mark.parametrize("entry", PRINTED, ids=_name)
def test_word_and_digital_pdf_are_read_without_a_fault(outcomes: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    outcome = outcomes[_name(entry)]
    assert outcome["status"] == entry["status"]
    assert (outcome["error"] or {}).get("code") == entry["error"]
    assert len(outcome["documents"]) == len(entry["documents"])
    for read, truth in zip(outcome["documents"], entry["documents"], strict=True):
        assert (read["kind"], read["form"], read["jurisdiction"]) == (
            truth["kind"],
            truth["form"],
            truth["jurisdiction"],
        )
        assert {name: field["value"] for name, field in read["fields"].items()} == truth["fields"]
        rows = [{name: field["value"] for name, field in row.items()} for row in read.get("rows", [])]
        assert rows == truth.get("rows", [])
        errors = {finding["rule"] for finding in read["findings"] if finding["severity"] == "error"}
        assert errors == set(truth["findings"])
        assert read["leftovers"] == []


@pytest.mark.parametrize("entry", PICTURES, ids=_name)
def test_no_field_of_a_picture_is_wrong_in_silence(outcomes: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    outcome = outcomes[_name(entry)]
    assert outcome["error"] is None
    assert [document["kind"] for document in outcome["documents"]] == [truth["kind"] for truth in entry["documents"]]
    for read, truth in zip(outcome["documents"], entry["documents"], strict=True):
        silent = {
            name: (read["fields"][name]["value"], value)
            for name, value in truth["fields"].items()
            if read["fields"][name]["value"] != value and not read["fields"][name]["review"]
        }
        assert silent == {}


def test_pictures_are_read_right_but_for_the_odd_field(outcomes: Mapping[str, Any]) -> None:
    right = total = 0
    for entry in PICTURES:
        filings = [document for document in outcomes[_name(entry)]["documents"] if document["kind"] == "filing"]
        truths = [document for document in entry["documents"] if document["kind"] == "filing"]
        for read, truth in zip(filings, truths, strict=True):
            total += len(truth["fields"])
            right += sum(read["fields"][name]["value"] == value for name, value in truth["fields"].items())
    assert right / total >= 0.95
