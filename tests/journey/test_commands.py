"""The command as a person or a script meets it: what goes to stdout, what to stderr, and the exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import data

INBOX = Path(str(data.path("samples", "inbox")))


def cqo(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three Word files: a clean filing, a defective one, a broken one; and a lock file."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for start in ("01-", "18-", "21-"):
        (found,) = INBOX.glob(f"{start}*.docx")
        shutil.copy(found, folder)
    (folder / "~$01.docx").write_bytes(b"lock")
    return folder


def test_read_prints_one_line_a_file_and_nothing_else_on_stdout(inbox: Path, tmp_path: Path) -> None:
    done = cqo("read", "inbox", cwd=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["status"] for line in lines] == ["accepted", "review", "quarantined"]
    assert lines[0]["file"].startswith("inbox/01-")
    assert done.returncode == 0
    assert "quarantined" in done.stderr
    assert "passed over" in done.stderr


def test_strict_exits_with_three_when_anything_is_quarantined(inbox: Path, tmp_path: Path) -> None:
    assert cqo("read", "inbox", "--strict", cwd=tmp_path).returncode == 3
    clean = next(inbox.glob("01-*"))
    assert cqo("read", clean, "--strict", cwd=tmp_path).returncode == 0


def test_wrong_usage_exits_with_two_and_names_the_mistake(tmp_path: Path) -> None:
    gone = cqo("read", "no-such-file", cwd=tmp_path)
    assert gone.returncode == 2
    assert "no-such-file" in gone.stderr
    engine = cqo("read", ".", "--ocr", "nobody", cwd=tmp_path)
    assert engine.returncode == 2
    assert "rapidocr" in engine.stderr
    assert cqo("export", "--out", "x", "--format", "pdf", cwd=tmp_path).returncode == 2


def test_ingest_twice_changes_nothing_and_export_is_the_same(inbox: Path, tmp_path: Path) -> None:
    assert cqo("ingest", "inbox", cwd=tmp_path).returncode == 0
    assert cqo("export", "--out", "first", cwd=tmp_path).returncode == 0
    again = cqo("ingest", "inbox", cwd=tmp_path)
    assert again.returncode == 0
    assert "already taken in" in again.stderr
    assert cqo("export", "--out", "second", cwd=tmp_path).returncode == 0
    first = {file.name: file.read_bytes() for file in (tmp_path / "first").iterdir()}
    second = {file.name: file.read_bytes() for file in (tmp_path / "second").iterdir()}
    assert first == second
    assert {"officers.csv", "filings.csv", "datapackage.json"} <= set(first)


def test_a_registry_that_is_none_is_refused_with_status_one(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "registry.db").write_bytes(b"this is no database, but a letter of some length\n" * 40)
    done = cqo("ingest", "inbox", cwd=tmp_path)
    assert done.returncode == 1
    assert "错误" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_told_jurisdiction_holds(inbox: Path, tmp_path: Path) -> None:
    done = cqo("read", next(inbox.glob("01-*")), "--jurisdiction", "xizang", cwd=tmp_path)
    (document,) = json.loads(done.stdout)["documents"]
    assert document["jurisdiction"] == "xizang"
    assert "region-outside-jurisdiction" in {finding["rule"] for finding in document["findings"]}


@pytest.mark.parametrize("command", ["ingest", "read", "export", "rules", "forms"])
def test_every_command_has_help_with_an_example(command: str, tmp_path: Path) -> None:
    done = cqo(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"cqo {command}" in done.stdout


def test_rules_and_forms_are_listed(tmp_path: Path) -> None:
    rules = json.loads(cqo("rules", "--format", "json", cwd=tmp_path).stdout)
    assert {"id-checksum", "ambiguous-choice", "missing-required", "date-impossible"} <= {
        rule["rule"] for rule in rules
    }
    assert all(rule["source"] for rule in rules)
    forms = cqo("forms", "list", cwd=tmp_path).stdout
    assert "liaoning-2021-filing" in forms
    assert "liaoning-2021-summary" in forms


def test_help_does_not_load_what_reading_needs(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['cqo', '--help']\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = ('numpy', 'cv2', 'lxml', 'sqlalchemy', 'pandas', 'docx')\n"
        "print(*(m for m in heavy if m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""


def test_no_id_number_or_phone_reaches_the_log(inbox: Path, tmp_path: Path) -> None:
    done = cqo("ingest", "inbox", cwd=tmp_path)
    read = cqo("read", "inbox", cwd=tmp_path)
    for line in read.stdout.splitlines():
        for document in json.loads(line)["documents"]:
            for name in ("id_number", "mobile"):
                assert document["fields"][name]["value"] not in done.stderr + read.stderr


def test_one_word_file_is_read_from_a_cold_start_within_seconds(inbox: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    cqo("read", next(inbox.glob("01-*")), cwd=tmp_path)
    assert time.monotonic() - started < 10  # one second on a quiet machine; this guards against loading OCR for it
