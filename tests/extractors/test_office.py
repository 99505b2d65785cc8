"""LibreOffice is called when it is there, said to be missing when it is not, and never outlives its time."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from extractors import office
from extractors.docx import extract
from extractors.errors import CorruptFile, MissingTool, ReadTimeout, TooLarge
from tests.support.word import cells

ROW = rb"\trowd\cellx2000\cellx4000\intbl \'d0\'d5\'c3\'fb\cell \'d5\'c5\'c8\'fd\cell\row"
RTF = rb"{\rtf1\ansi\ansicpg936{" + ROW + rb"}\pard x\par}"
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for the program: run on Linux")


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed")
def test_a_rich_text_file_becomes_a_word_file() -> None:
    (page,) = extract(office.convert(RTF, ".rtf"))
    assert [one.text for one in cells(page).values()] == ["姓名", "张三"]


def test_a_machine_without_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingTool, match="LibreOffice"):
        office.convert(RTF, ".rtf")


@on_posix
def test_it_gets_a_profile_of_its_own_without_macros_or_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    script = f"""
for word in "$@"; do case $word in -env:UserInstallation=file://*) profile=${{word#*file://}};; esac; done
cat "$profile/user/registrymodifications.xcu" > {seen}
echo "proxy $http_proxy home $HOME profile $profile" >> {seen}
ls -ld "$profile/user" >> {seen}
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
printf done > "$out/in.docx"
"""
    stand_in(tmp_path, script, monkeypatch)
    assert office.convert(RTF, ".rtf") == b"done"
    said = seen.read_text("utf-8")
    assert '"MacroSecurityLevel" oor:op="fuse"><value>3<' in said
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in said
    assert "proxy http://127.0.0.1:9" in said
    assert "drwx------" in said
    profile = Path(said.split("profile ")[1].split()[0])
    assert not profile.exists(), "thrown away afterwards"


@on_posix
def test_it_is_killed_with_all_that_it_started_when_its_time_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    stand_in(tmp_path, f"sleep 60 & echo $! > {child}\nwait", monkeypatch)
    started = time.monotonic()
    with pytest.raises(ReadTimeout):
        office.convert(RTF, ".rtf", seconds=0.5)
    assert time.monotonic() - started < 10
    pid = int(child.read_text())
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists() or "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text():
            break
        time.sleep(0.05)
    else:
        pytest.fail("a process that it started lives on")


@on_posix
@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_no_result_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    stand_in(tmp_path, script, monkeypatch)
    with pytest.raises(CorruptFile):
        office.convert(RTF, ".rtf")


@on_posix
def test_it_cannot_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_OUTPUT", 100_000)
    script = """
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
head -c 1000000 /dev/zero > "$out/in.docx"
"""
    stand_in(tmp_path, script, monkeypatch)
    with pytest.raises(TooLarge):
        office.convert(RTF, ".rtf")
