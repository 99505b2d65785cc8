"""The files attached to a PDF are its members."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from extractors.containers import Bounds
from tests.support.opened import opened


def pdf_with(attachments: dict[str, bytes]) -> bytes:
    """A PDF of one empty page with these files attached."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    for name, content in attachments.items():
        document.new_attachment(name).set_data(content)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def test_attached_files_come_with_their_names(tmp_path: Path) -> None:
    files = {"b.txt": b"x", "备案表.docx": b"form" * 500}
    assert opened(pdf_with(files), tmp_path) == [(name, content, None) for name, content in files.items()]


def test_a_file_pinned_to_a_page_is_a_member(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 200)
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_FILEATTACHMENT)
    name = "备案表.docx\0".encode("utf-16-le")
    pinned = raw.FPDFAnnot_AddFileAttachment(note, ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR)))
    pypdfium2.PdfAttachment(pinned, document).set_data(b"form" * 100)
    raw.FPDFPage_CloseAnnot(note)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    assert opened(buffer.getvalue(), tmp_path) == [("备案表.docx", b"form" * 100, None)]


def test_a_pdf_without_attachments_has_no_members(tmp_path: Path) -> None:
    assert opened(pdf_with({}), tmp_path) == []


def test_an_attachment_that_is_too_large_is_told(tmp_path: Path) -> None:
    read = opened(pdf_with({"a": bytes(2000), "b": b"x"}), tmp_path, bounds=Bounds(size=1000))
    assert [(one.name, one.error) for one in read] == [("a", "too-large"), ("b", None)]


def test_a_broken_pdf_is_left_to_its_reader(tmp_path: Path) -> None:
    assert opened(b"%PDF-1.7\nnothing", tmp_path) == []
