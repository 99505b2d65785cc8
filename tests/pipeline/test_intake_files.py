"""Every received file under the paths given is found once, and known for what its content is."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from extractors.errors import CorruptFile, EmptyFile, TooLarge
from pipeline.intake import find_files, media_type_of, read_bytes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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


def _package(*names: str) -> bytes:
    from io import BytesIO

    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"junk before\n%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"II*\x00rest", "image/tiff"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (_package("[Content_Types].xml", "word/document.xml"), DOCX),
        (
            _package("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (_package("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
        (_package("a.docx", "b.pdf"), "application/zip"),
        (_package("[Content_Types].xml", "word/document.xml")[:60], DOCX),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "application/msword"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "application/x-encrypted-office",
        ),
        ("会议通知".encode(), "text/plain"),
        (bytes(range(256)), "application/octet-stream"),
    ],
)
def test_the_content_tells_the_kind(content: bytes, media_type: str) -> None:
    assert media_type_of(content) == media_type
