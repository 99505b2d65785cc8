"""The way through a PDF: open it, decide page by page whether its text can be trusted, take it or draw the page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from extractors.errors import CorruptFile, EmptyFile, EncryptedFile, TooLarge, UnsupportedFile
from extractors.layer.ink import unread_places, without_unseen
from extractors.layer.layout import compose
from extractors.layer.lines import Frame
from extractors.layer.model import PageToComplete, PageToRead
from extractors.layer.turned import as_received
from extractors.page import Page
from extractors.pdf.fields import notes_of
from extractors.pdf.pictures import pictures_of
from extractors.pdf.source import is_dynamic_form, layer_of, open_for_text, page_count, page_of
from extractors.pdf.usable import Doubt, doubt_of, turn_of
from extractors.pdf.witness import ReadLines, is_belied

if TYPE_CHECKING:
    from extractors.page import Pixels

MAX_PAGES = 200
MAX_PIXELS = 40_000_000
READ_DPI = 200.0
SHORTEST_SIDE = 1700.0
"""Pixels: the longer side of a page is not drawn shorter, however small the file says it is."""
COARSEST_DPI, FINEST_DPI = 100.0, 250.0
LOWEST_DPI = 50.0


LONGEST_SIDE = 5000.0
"""Nor longer than this, but for scans that are."""
LOOK_DPI = 100.0
MOST_LOOKED_AT = 6_000_000
"""Pixels of the picture that a page's text is compared with."""
MOST_UNSEEN = 0.2
"""Where more than this share of the characters cannot be seen, the text is not that of the page."""

PdfPage = Page | PageToRead | PageToComplete

logger = logging.getLogger(__name__)


def extract(data: bytes, max_pages: int = MAX_PAGES) -> tuple[PdfPage, ...]:
    """All pages in order.

    Raises EmptyFile, CorruptFile, EncryptedFile (a password is needed to open it) or TooLarge (more than `max_pages`).
    """
    return tuple(pages(data, max_pages))


def pages(data: bytes, max_pages: int = MAX_PAGES, read: ReadLines | None = None) -> Iterator[PdfPage]:
    """The same one by one, so that no more than one drawn page is held. Raises as `extract` does.

    `read`: a recogniser of lines, by which fonts that give no proof of themselves are put to the test.
    """
    drawn = _open_to_draw(data)
    try:
        count = len(drawn)
        if count == 0:
            raise EmptyFile
        if count > max_pages:
            raise TooLarge
        drawn.init_forms()
        text = _text_of(data, drawn, count)
        try:
            _refuse_dynamic_form(text)
            test = _FontTest(read, set()) if read else None
            for index in range(count):
                yield _page(text, drawn, index, test)
        finally:
            if text is not None:
                text.close()
    finally:
        drawn.close()


@dataclass(frozen=True, slots=True)
class _FontTest:
    """What a document's fonts are tested with, and those that have passed."""

    read: ReadLines
    sure: set[str]


def _text_of(data: bytes, drawn: Any, count: int) -> Any:
    """The file opened for its text, mended where it is damaged; None where its pages can only be drawn."""
    import pypdfium2 as pdfium

    text = open_for_text(data)
    if page_count(text) == count:
        return text
    mended = BytesIO()
    try:
        drawn.save(mended, flags=pdfium.raw.FPDF_REMOVE_SECURITY)
    except pdfium.PdfiumError:
        return None
    text = open_for_text(mended.getvalue())
    return text if page_count(text) == count else None


def _refuse_dynamic_form(text: Any) -> None:
    """Raises UnsupportedFile for a form that only Adobe's reader can build: the page in the file says no more."""
    if text is not None and is_dynamic_form(text):
        raise UnsupportedFile("这是只能用 Adobe Reader 打开的动态表单（XFA），请在其中打印成普通 PDF 后重新报送。")


def _open_to_draw(data: bytes) -> Any:
    import pypdfium2 as pdfium

    if not data:
        raise EmptyFile
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile from None
        raise CorruptFile from None


def _page(text: Any, drawn: Any, index: int, test: _FontTest | None) -> PdfPage:
    import pypdfium2 as pdfium

    try:
        sheet = drawn[index]
    except pdfium.PdfiumError:
        raise CorruptFile from None
    try:
        page = _from_text(text, sheet, index, test)
        return page if page is not None else _picture(sheet, index)
    finally:
        sheet.close()


def _from_text(text: Any, sheet: Any, index: int, test: _FontTest | None) -> Page | PageToComplete | None:
    """The page by its text layer, None where its picture must be read."""
    if text is None:
        return None
    try:
        page, hidden = page_of(text, index)
        turn = turn_of(page)
        if not turn:
            return _trusted(page, hidden, sheet, test)
        page.close()
        page, hidden = page_of(text, index, turn)
        received = sheet.get_rotation()
        sheet.set_rotation((received + 90 * turn) % 360)
        try:
            level = _trusted(page, hidden, sheet, test)
        finally:
            sheet.set_rotation(received)
        return as_received(level, 4 - turn) if isinstance(level, Page) else None
    except Exception as error:  # noqa: BLE001 - pdfminer raises anything on damaged files, and the picture remains
        logger.warning("page %d: its text cannot be taken (%s)", index + 1, type(error).__name__)
        return None


def _trusted(page: Any, hidden: int, sheet: Any, test: _FontTest | None) -> Page | PageToComplete | None:
    """A page of pdfplumber as far as its text can be trusted."""
    try:
        if doubt_of(page, hidden) is not Doubt.NONE:
            return None
        notes = notes_of(page)
        layer = layer_of(page, notes)
        if test and is_belied(layer, sheet, test.read, test.sure, page.borrowed):
            return None
        area = max(float(sheet.get_width() * sheet.get_height()), 1.0)
        pixels = _rendered(sheet, min(LOOK_DPI, 72 * (MOST_LOOKED_AT / area) ** 0.5))
        layer, unseen = without_unseen(layer, pixels, page.borrowed)
        if unseen > MOST_UNSEEN:
            return None
        look = partial(pictures_of, page, sheet, Frame(*layer.frame), notes.stamps)
        found = compose(layer, page.page_number, look)
        places = unread_places(layer, found, pixels) if found.blocks else ()
        return PageToComplete(found, _picture(sheet, page.page_number - 1), places) if places else found
    finally:
        page.close()


def _picture(sheet: Any, index: int) -> PageToRead:
    width, height = sheet.get_size()
    area = max(width * height, 1.0)
    dpi = min(_native_dpi(sheet, area), 72 * float(MAX_PIXELS / area) ** 0.5)
    if dpi < LOWEST_DPI and dpi * max(width, height) < 72 * SHORTEST_SIDE:
        raise TooLarge
    return PageToRead(index + 1, _rendered(sheet, dpi), dpi)


def _rendered(sheet: Any, dpi: float) -> Pixels:
    """The page as displayed, BGR."""
    import pypdfium2 as pdfium

    try:
        pixels = sheet.render(scale=dpi / 72, rev_byteorder=False).to_numpy()
    except (pdfium.PdfiumError, ValueError, MemoryError):
        raise CorruptFile from None
    if pixels.ndim == 2:
        pixels = pixels[:, :, None].repeat(3, axis=2)
    shown: Pixels = pixels[:, :, :3].copy()
    return shown


def _native_dpi(sheet: Any, area: float) -> float:
    """The resolution of the scan that fills the page, within reason; without one, the usual resolution."""
    import pypdfium2 as pdfium

    best = 0.0
    try:
        for thing in sheet.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, low, right, high = thing.get_bounds()
            if (right - left) * (high - low) > area / 2:
                across, down = thing.get_px_size()
                best = max(best, 72 * float(across * down / ((right - left) * (high - low))) ** 0.5)
    except (pdfium.PdfiumError, ZeroDivisionError):
        best = 0.0
    longest = float(max(*sheet.get_size(), 1.0))
    least, most = 72 * SHORTEST_SIDE / longest, max(COARSEST_DPI if best else 0.0, 72 * LONGEST_SIDE / longest)
    return max(least, min(max(best, COARSEST_DPI), FINEST_DPI, most) if best else min(READ_DPI, most))
