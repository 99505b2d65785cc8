"""Files attached to a PDF: those of its portfolio, or of its list of embedded files."""

from __future__ import annotations

from typing import Any

from extractors.containers.tray import Source, Tray
from extractors.errors import CorruptFile, TooLarge


def unpack(source: Source, tray: Tray) -> None:
    """Lay the files attached to a PDF into the tray; none where it has none or cannot be opened. Raises Bomb, Flood."""
    import pypdfium2
    from pypdfium2 import PdfiumError

    try:
        document = pypdfium2.PdfDocument(source.content)
    except PdfiumError:
        return
    try:
        for number in range(document.count_attachments()):
            _lay(document.get_attachment(number), number + 1, tray)
    except PdfiumError:
        return
    finally:
        document.close()


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
