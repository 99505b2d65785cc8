"""The sample inbox: what is committed is what the module makes."""

import json
import random
import zipfile

from benchmarks.samples import SAMPLES, expected_lines, samples


def text_of(path):
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml")


def test_expected_outcomes_are_the_committed_ones():
    committed = (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    assert committed == expected_lines()


def test_every_sample_is_there_and_small():
    names = {sample.name for sample in samples()}
    files = {path.name: path.stat().st_size for path in (SAMPLES / "inbox").iterdir()}
    assert set(files) == names
    assert max(files.values()) < 400_000
    assert sum(files.values()) < 4_000_000


def test_word_samples_say_what_the_module_writes(tmp_path):
    """Word files depend on no font: their text can be compared on any machine."""
    compared = 0
    for sample in samples():
        if sample.name.endswith(".docx") and sample.error != "corrupt":
            sample.write(tmp_path / sample.name, random.Random(sample.name))
            assert text_of(tmp_path / sample.name) == text_of(SAMPLES / "inbox" / sample.name), sample.name
            compared += 1
    assert compared >= 10


def test_broken_sample_is_broken():
    broken = next(sample for sample in samples() if sample.error == "corrupt")
    assert not zipfile.is_zipfile(SAMPLES / "inbox" / broken.name)


def test_expected_findings_are_the_planted_ones():
    found = {}
    for line in expected_lines():
        record = json.loads(line)
        found[record["file"][6:8]] = [rule for document in record["documents"] for rule in document["findings"]]
    assert found["18"] == ["id-checksum"]
    assert found["19"] == ["ambiguous-choice"]
    assert found["20"] == ["id-birth-mismatch", "missing-required"]
    assert sum(bool(rules) for rules in found.values()) == 3
