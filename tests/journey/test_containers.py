"""An archive and a mail, the whole way: lines as promised, a registry that is the same however often it is taken in."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import data
from extractors.containers import Member
from pipeline.cli.ingest import _batches
from pipeline.documents import Outcome, Status
from tests.support.archives import raw_zip

INBOX = Path(str(data.path("samples", "inbox")))
SCHEMA = json.loads((Path(__file__).parent.parent / "contract.schema.json").read_text("utf-8"))


def _sample(start: str) -> bytes:
    (found,) = INBOX.glob(f"{start}*.docx")
    return found.read_bytes()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A zip with GBK names that holds a mail that holds a form; and what offices send along with it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "备案表"
    mail.set_content("请查收")
    mail.add_attachment(_sample("18-"), "application", "msword", filename="二.docx")
    folder = tmp_path / "inbox"
    folder.mkdir()
    members = {
        "甲厂/一.docx": _sample("01-"),
        "甲厂/邮件.eml": mail.as_bytes(),
        "Thumbs.db": b"x",
        "../越界.docx": b"x",
    }
    (folder / "box.zip").write_bytes(raw_zip((name.encode("gbk"), content) for name, content in members.items()))
    return folder


def _cqo(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_member_has_its_line_behind_its_container(inbox: Path, tmp_path: Path) -> None:
    done = _cqo("read", "inbox/box.zip", cwd=tmp_path)
    lines: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["file"], line["status"], (line["error"] or {}).get("code")) for line in lines] == [
        ("inbox/box.zip", "accepted", None),
        ("inbox/box.zip!甲厂/一.docx", "accepted", None),
        ("inbox/box.zip!甲厂/邮件.eml", "accepted", None),
        ("inbox/box.zip!甲厂/邮件.eml!二.docx", "review", None),
        ("inbox/box.zip!越界.docx", "quarantined", "unsafe"),
    ]
    for line in lines:
        assert [fault.message for fault in jsonschema.Draft202012Validator(SCHEMA).iter_errors(line)] == []
    assert [len(line["documents"]) for line in lines] == [0, 1, 0, 1, 0]
    assert "passed over" in done.stderr
    assert done.returncode == 0


def test_taking_an_archive_in_twice_changes_nothing(inbox: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert _cqo("ingest", "inbox", cwd=tmp_path).returncode == 0
        registry = sqlite3.connect(tmp_path / "registry.db")
        received = registry.execute("SELECT path FROM received_file ORDER BY path").fetchall()
        filings = registry.execute("SELECT count(*) FROM filing").fetchone()
        registry.close()
        assert len(received) == 5
        assert filings == (2,)


def test_a_member_that_came_before_on_its_own_is_known(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.docx").write_bytes(_sample("01-"))
    assert _cqo("ingest", "inbox", cwd=tmp_path).returncode == 0
    registry = sqlite3.connect(tmp_path / "registry.db")
    assert registry.execute("SELECT count(*) FROM filing").fetchone() == (2,)
    registry.close()


def test_a_container_goes_into_the_registry_behind_its_last_member() -> None:
    """A run that is killed between them reads it again: were it there first, members would be lost for good."""

    def outcome(name: str, members: int = 0) -> Outcome:
        held = tuple(Member(str(number)) for number in range(members))
        return Outcome(name, name, None, Status.ACCEPTED, members=held)

    read = [
        outcome("0"),
        outcome("a.zip", 3),
        outcome("a.zip!1"),
        outcome("a.zip!b.zip", 2),
        outcome("a.zip!b.zip!1"),
        outcome("a.zip!b.zip!2"),
        outcome("a.zip!2"),
        outcome("c"),
    ]
    recorded = [one.file for batch in _batches(read) for one in batch]
    assert sorted(recorded) == sorted(one.file for one in read)
    place = {name: number for number, name in enumerate(recorded)}
    for name in place:
        for above in ("a.zip", "a.zip!b.zip"):
            assert not name.startswith(f"{above}!") or place[name] < place[above] or name == above
    assert place["c"] > place["a.zip"]
