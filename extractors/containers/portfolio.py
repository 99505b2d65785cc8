"""Files attached to a PDF: those of its portfolio, or of its list of embedded files, and those pinned to a page."""

from __future__ import annotations

from typing import Any

from extractors.containers.tray import Source, Tray
from extractors.errors import CorruptFile, TooLarge

MOST_PAGES = 300
"""Pages that are searched for pinned files."""


def unpack(source: Source, tray: Tray) -> None:
    """Lay the files attached to a PDF into the tray; none where it has none or cannot be opened. Raises Bomb, Flood."""
    import pypdfium2
    from pypdfium2 import PdfiumError

    try:
        document = pypdfium2.PdfDocument(source.content)
    except PdfiumError:
        return
    try:
        number = document.count_attachments()
        for index in range(number):
            _lay(document.get_attachment(index), index + 1, tray)
        if b"/FileAttachment" in source.content or b"/ObjStm" in source.content:
            for index in range(min(len(document), MOST_PAGES)):
                number = _lay_pinned(document, index, number, tray)
    except PdfiumError:
        return
    finally:
        document.close()


def _lay_pinned(document: Any, index: int, number: int, tray: Tray) -> int:
    """Lay the files pinned to a page; gives how many attachments there were so far."""
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfAttachment

    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return number
    try:
        for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
            note = pdfium.FPDFPage_GetAnnot(page, place)
            if not note:
                continue
            try:
                pinned = pdfium.FPDFAnnot_GetFileAttachment(note)
                if pinned and pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                    number += 1
                    _lay(PdfAttachment(pinned, document), number, tray)
            finally:
                pdfium.FPDFPage_CloseAnnot(note)
    finally:
        pdfium.FPDF_ClosePage(page)
    return number


def _lay(attachment: Any, number: int, tray: Tray) -> None:
    import ctypes

    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfiumError

    name = str(attachment.get_name() or "") or f"附件{number}"
    size = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(attachment, None, 0, size)
    if size.value > tray.bounds.size:
        tray.refuse(name, TooLarge())
        return
    slot = tray.admit(name)
    if slot is None:
        return
    with slot:
        try:
            slot.write(bytes(attachment.get_data()))
        except PdfiumError as error:
            raise CorruptFile from error
