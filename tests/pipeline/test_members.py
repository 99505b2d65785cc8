"""Members of containers are received files of their own, on lines behind their container's; nothing stays behind."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

import data
from extractors.errors import UnsafeFile
from pipeline.documents import Outcome, Status
from pipeline.intake import ReceivedFile, sha256_of
from pipeline.media import ZIP
from pipeline.members import contents_of
from pipeline.scratch import private_folder
from pipeline.settings import Limits, Options
from pipeline.workers import READ_FILE, read_all
from tests.support.archives import raw_zip, zip_file

(FORM,) = (Path(str(data.path("samples", "inbox")))).glob("01-*.docx")
MISBEHAVING = "tests.support.readers:read_members"


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that private folders are made in."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def _read(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    workers: int = 2,
    limits: Limits | None = None,
    reader: str = READ_FILE,
) -> list[Outcome]:
    received = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        received.append(ReceivedFile(folder / name, f"inbox/{name}"))
    return list(read_all(received, Options(limits=limits or Limits(), threads=1), workers, reader))


def _brief(outcomes: list[Outcome]) -> list[tuple[str, str, str | None]]:
    return [(one.file, one.status.value, one.error.code if one.error else None) for one in outcomes]


def test_members_follow_their_container_in_order_however_many_workers(tmp_path: Path, scratch: Path) -> None:
    form = FORM.read_bytes()
    inner = zip_file({"丙.docx": form, "坏.docx": b"PK\x03\x04 broken"})
    files = {"a.zip": zip_file({"甲.docx": form, "里.zip": inner, "乙.txt": b"no form"}), "b.txt": b"no form either"}
    expected = [
        ("inbox/a.zip", "accepted", None),
        ("inbox/a.zip!甲.docx", "accepted", None),
        ("inbox/a.zip!里.zip", "accepted", None),
        ("inbox/a.zip!里.zip!丙.docx", "accepted", None),
        ("inbox/a.zip!里.zip!坏.docx", "quarantined", "unsupported"),
        ("inbox/a.zip!乙.txt", "quarantined", "no-form"),
        ("inbox/b.txt", "quarantined", "no-form"),
    ]
    for workers in (1, 2):
        outcomes = _read(tmp_path, files, workers=workers)
        found = _brief(outcomes)
        assert [one[0] for one in found] == [one[0] for one in expected]
        assert [one[1] for one in found] == [one[1] for one in expected]
        assert outcomes[0].documents == ()
        assert outcomes[0].pages is None
        assert outcomes[3].sha256 == outcomes[1].sha256
    assert list(scratch.iterdir()) == []


def _nested(content: bytes, depth: int) -> bytes:
    for _ in range(depth):
        content = zip_file({"in.zip": content})
    return content


def test_depth_is_bounded(tmp_path: Path) -> None:
    files = {"deep.zip": _nested(zip_file({"a.txt": b"x"}), 4)}
    assert [one[2] for one in _brief(_read(tmp_path, files, limits=Limits(depth=5)))] == [None] * 5 + ["no-form"]
    assert [one[2] for one in _brief(_read(tmp_path, files, limits=Limits(depth=3)))] == [None] * 3 + ["unsafe"]


def test_members_are_counted_over_all_that_is_nested(tmp_path: Path) -> None:
    """Each of the inner archives is within the bounds, together they are not."""
    inner = {f"{number}.zip": zip_file({f"{number}-{i}.txt": b"x" for i in range(9)}) for number in range(4)}
    found = _brief(_read(tmp_path, {"a.zip": zip_file(inner)}, limits=Limits(members=25), workers=1))
    refused = [name for name, _, code in found if code == "too-large"]
    assert refused == ["inbox/a.zip!2.zip", "inbox/a.zip!3.zip"]
    assert len(found) == 1 + 4 + 18


def test_bytes_are_counted_over_all_that_is_nested(tmp_path: Path) -> None:
    inner = {f"{number}.zip": zip_file({"a.bin": os.urandom(50_000)}) for number in range(3)}
    found = _brief(_read(tmp_path, {"a.zip": zip_file(inner)}, limits=Limits(unpacked=280_000), workers=1))
    assert [name for name, _, code in found if code == "too-large"] == ["inbox/a.zip!2.zip"]


def test_an_archive_that_holds_itself_is_not_opened_within_itself(tmp_path: Path) -> None:
    content = zip_file({"a.txt": b"x"})
    outcome = Outcome("a.zip!a.zip", sha256_of(content), ZIP, Status.QUARANTINED)
    within = ReceivedFile(tmp_path / "0", "a.zip!a.zip", tmp_path / "room", (sha256_of(content),))
    with pytest.raises(UnsafeFile):
        contents_of(within, content, outcome, Options())
    assert contents_of(replace(within, above=("other",)), content, outcome, Options()) is not None


def test_a_pdf_is_read_as_pages_and_its_attachments_as_members(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.new_attachment("备案表.docx").set_data(FORM.read_bytes())
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    outcomes = _read(tmp_path, {"a.pdf": buffer.getvalue()})
    assert _brief(outcomes) == [("inbox/a.pdf", "accepted", None), ("inbox/a.pdf!备案表.docx", "accepted", None)]
    assert outcomes[0].pages == 1


def test_a_member_that_kills_its_worker_costs_itself_alone(tmp_path: Path, scratch: Path) -> None:
    found = _brief(_read(tmp_path, {"box.zip": b"a\ndie\nb"}, reader=MISBEHAVING))
    assert found == [
        ("inbox/box.zip", "accepted", None),
        ("inbox/box.zip!a", "accepted", None),
        ("inbox/box.zip!die", "quarantined", "unsafe"),
        ("inbox/box.zip!b", "accepted", None),
    ]
    assert list(scratch.iterdir()) == []


def test_refused_members_have_lines_in_their_places(tmp_path: Path) -> None:
    content = raw_zip([(b"a.txt", b"x"), (b"../up.txt", b"x"), (b"b.txt", b"x")])
    found = _brief(_read(tmp_path, {"a.zip": content}))
    assert [(name, code) for name, _, code in found] == [
        ("inbox/a.zip", None),
        ("inbox/a.zip!a.txt", "no-form"),
        ("inbox/a.zip!up.txt", "unsafe"),
        ("inbox/a.zip!b.txt", "no-form"),
    ]


def test_a_bomb_is_answered_at_once_and_leaves_nothing(tmp_path: Path, scratch: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as member:
        for _ in range(100):
            member.write(bytes(2**20))
    started = time.monotonic()
    assert _brief(_read(tmp_path, {"bomb.zip": buffer.getvalue()})) == [("inbox/bomb.zip", "quarantined", "unsafe")]
    assert time.monotonic() - started < 15
    assert list(scratch.iterdir()) == []


def test_system_files_among_members_are_counted(tmp_path: Path) -> None:
    (outcome, _) = _read(tmp_path, {"a.zip": zip_file({"__MACOSX/._a": b"x", "Thumbs.db": b"x", "a.txt": b"x"})})
    assert outcome.passed_over == 2


@pytest.mark.skipif(os.name == "nt", reason="needs file modes: run on Linux")
def test_nobody_else_may_enter_the_private_folder(scratch: Path) -> None:
    with private_folder() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.parent == scratch
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs file locks: run on Linux")
def test_what_a_killed_run_left_is_removed_and_what_a_living_one_has_is_not(scratch: Path) -> None:
    left = scratch / "cqo-members-left"
    left.mkdir()
    (left / "lock").write_bytes(b"")
    (left / "member").write_bytes(b"x")
    strange = scratch / "cqo-members-strange"
    strange.mkdir()
    with private_folder() as living, private_folder() as folder:
        assert {one.name for one in scratch.iterdir()} == {living.name, folder.name, "cqo-members-strange"}


RUN = """
from pathlib import Path
from pipeline.intake import ReceivedFile
from pipeline.settings import Options
from pipeline.workers import read_all
if __name__ == "__main__":
    for outcome in read_all([ReceivedFile(Path({path!r}), "box.zip")], Options(), 2, {reader!r}):
        print(outcome.file, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs signals: run on Linux")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP"])
def test_a_run_that_is_killed_leaves_no_members_behind(name: str, tmp_path: Path, scratch: Path) -> None:
    box = tmp_path / "box.zip"
    box.write_bytes(b"a\nhang\nb")
    script = tmp_path / "run.py"
    script.write_text(RUN.format(path=str(box), reader=MISBEHAVING), encoding="utf-8")
    root = str(Path(__file__).parent.parent.parent)
    environment = {**os.environ, "PYTHONPATH": root}
    process = subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "box.zip"
    assert [one.name for one in scratch.iterdir()] != []
    os.kill(process.pid, getattr(signal, name))
    process.wait(timeout=20)
    process.stdout.close()
    until = time.monotonic() + 10
    while list(scratch.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(scratch.iterdir()) == []
