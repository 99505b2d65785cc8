"""`cqo rules …`, and the options --rules and --list, as a user types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.registry.store import open_registry
from tests.pipeline.invented import filed, id_number, values


def cqo(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    with open_registry(f"sqlite:///{tmp_path}/registry.db") as store, store.run("ingest") as run:
        store.record_all([filed(1, "a"), filed(1, "b", name="张三", post="二级质量官")], run)
    return tmp_path


def test_waiver_is_given_shown_and_undone(registry: Path) -> None:
    refused = cqo("rules", "waive", "a", "id-name-conflict", "--by", "王敏", cwd=registry)
    assert (refused.returncode, "--reason" in refused.stderr) == (1, True)
    done = cqo("rules", "waive", "a", "id-name-conflict", "--by", "王敏", "--reason", "已核对", cwd=registry)
    assert (done.returncode, done.stdout) == (0, "")
    shown = cqo("rules", "waivers", cwd=registry).stdout
    assert "a#1\tid-name-conflict\terror\t王敏 于 " in shown
    assert "：已核对" in shown
    assert cqo("rules", "unwaive", "a", "id-name-conflict", "--by", "李红", cwd=registry).returncode == 0
    assert "李红" in cqo("rules", "waivers", "a", cwd=registry).stdout
    assert cqo("rules", "waivers", "x", cwd=registry).returncode == 1
    assert cqo("rules", "unwaive", "a", "id-name-conflict", "--by", "李红", cwd=registry).returncode == 1


def test_list_is_held_against_the_registry(registry: Path) -> None:
    (registry / "in").mkdir()
    (registry / "bad.csv").write_text(f"姓名,身份证号\n张三,{id_number(1)[:9]}\n", encoding="utf-8")
    refused = cqo("ingest", "in", "--list", "disqualified=bad.csv", cwd=registry)
    assert (refused.returncode, "bad.csv 第 2 行" in refused.stderr) == (2, True)
    assert id_number(1)[:9] not in refused.stderr
    for wrong in ("disqualified", "nonsense=bad.csv", "disqualified=none.csv"):
        assert cqo("ingest", "in", "--list", wrong, cwd=registry).returncode == 2
    (registry / "good.csv").write_text(f"身份证号\n{values(1)['id_number']}\n", encoding="utf-8")
    assert cqo("ingest", "in", "--list", "disqualified=good.csv", cwd=registry).returncode == 0
    with open_registry(f"sqlite:///{registry}/registry.db") as store:
        assert store.counts().findings["error"] == 4


def test_rules_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "hunan.toml").write_text('id = "hunan"\nname = "湖南省"\nprovince = "43"\n', encoding="utf-8")
    listed = cqo("rules", "--rules", "own", "--jurisdiction", "hunan", "--format", "json", cwd=tmp_path)
    rows = json.loads(listed.stdout)
    assert {row["rule"]: row["severity"] for row in rows}["education-below-minimum"] == "off"
    assert "hunan off" in cqo("rules", "--rules", "own", "explain", "summary-late", cwd=tmp_path).stdout
    (tmp_path / "a.docx").write_bytes(b"")
    read = cqo("read", "a.docx", "--rules", "own", "--jurisdiction", "hunan", cwd=tmp_path)
    assert (read.returncode, len(read.stdout.splitlines())) == (0, 1)
    assert cqo("read", "a.docx", "--rules", "own", "--jurisdiction", "hubei", cwd=tmp_path).returncode == 2
    (own / "hunan.toml").write_text('id = "hunan"\nname = "湖南省"\nprovinces = "43"\n', encoding="utf-8")
    wrong = cqo("read", "a.docx", "--rules", "own", cwd=tmp_path)
    assert (wrong.returncode, "hunan.toml:3: provinces" in wrong.stderr) == (2, True)


def test_explain_and_markdown(tmp_path: Path) -> None:
    assert "XZ 第六条" in cqo("rules", "explain", "education-below-minimum", cwd=tmp_path).stdout
    assert cqo("rules", "explain", "no-such-rule", cwd=tmp_path).returncode == 2
    assert cqo("rules", "--format", "markdown", cwd=tmp_path).stdout.startswith("# Rules")
    assert "summary-differs" in cqo("rules", cwd=tmp_path).stdout
    assert cqo("rules", "--jurisdiction", "atlantis", cwd=tmp_path).returncode == 2
