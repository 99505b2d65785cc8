"""Every received file under the paths given is found once, and known for what its content is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractors.errors import CorruptFile, EmptyFile, TooLarge
from pipeline.intake import find_files, read_bytes


def test_folders_are_walked_in_order_and_named_below_the_path_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("inbox/b.pdf", "inbox/a/二.docx", "inbox/a/一.docx", "single.jpg"):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = find_files([Path("single.jpg"), Path("inbox")])
    assert [file.name for file in found.files] == ["single.jpg", "inbox/a/一.docx", "inbox/a/二.docx", "inbox/b.pdf"]
    assert found.passed_over == 0


def test_lock_and_system_files_are_passed_over_and_counted(tmp_path: Path) -> None:
    for name in ("~$a.docx", ".~a.doc", "Thumbs.db", ".DS_Store", "a.docx"):
        (tmp_path / name).write_bytes(b"x")
    found = find_files([tmp_path])
    assert [file.path.name for file in found.files] == ["a.docx"]
    assert found.passed_over == 4


@pytest.mark.skipif(os.name == "nt", reason="needs FIFOs and links: run on Linux")
def test_what_is_no_regular_file_is_passed_over_and_links_do_not_lead_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"x")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    os.mkfifo(inbox / "pipe")
    (inbox / "out").symlink_to(outside)
    (inbox / "secret.pdf").symlink_to(outside / "secret.pdf")
    (inbox / "a.pdf").write_bytes(b"x")
    (inbox / "loop").symlink_to(inbox)
    found = find_files([inbox])
    assert [file.path.name for file in found.files] == ["a.pdf"]
    assert found.passed_over == 1


def test_an_empty_a_too_large_and_an_unreadable_file_are_answers(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    with pytest.raises(EmptyFile):
        read_bytes(empty, 10)
    large = tmp_path / "large"
    large.write_bytes(b"12345678901")
    with pytest.raises(TooLarge):
        read_bytes(large, 10)
    assert read_bytes(large, 11) == b"12345678901"
    with pytest.raises(CorruptFile):
        read_bytes(tmp_path / "gone", 10)
