"""Real files of Word and WPS read as they should; the collection lies beside the project, or where CQO_CORPUS says."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from extractors.doc97 import NotNative, read_doc
from extractors.docx import read_word
from extractors.errors import EncryptedFile, ReadError
from extractors.page import Page, Paragraph

CORPUS = Path(os.environ.get("CQO_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))
TWINS = (
    "tika__testWPSAttachment",
    "word-extractor__test02",
    "word-extractor__test07",
    "word-extractor__test09",
    "word-extractor__test11",
)


if not CORPUS.is_dir():
    pytest.skip("needs the collection of real files (CQO_CORPUS)", allow_module_level=True)


def content(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


def cells(page: Page) -> list[tuple[int, int, int, int, str]]:
    return [
        (one.row, one.column, one.row_span, one.column_span, one.text) for table in page.tables for one in table.cells
    ]


def paragraphs(page: Page) -> list[tuple[str, bool]]:
    return [(block.text, block.margin) for block in page.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("name", TWINS)
def test_twins_read_the_same(name: str) -> None:
    old, new = read_doc(content(f"doc/{name}.doc")).page, read_word(content(f"docx/{name}.docx")).page
    assert cells(old) == cells(new)
    assert paragraphs(old) == paragraphs(new)


def test_merged_cells_of_word() -> None:
    spans = {one[4]: one[:4] for one in cells(read_doc(content("doc/poi__table-merges.doc")).page)}
    assert [spans[text] for text in ("A", "B", "E", "H", "K")] == [
        (0, 0, 1, 3),
        (0, 3, 1, 2),
        (1, 2, 1, 2),
        (2, 2, 1, 2),
        (3, 0, 1, 5),
    ]


def test_a_table_of_word_in_a_cell() -> None:
    outer, inner = read_doc(content("doc/poi__innertable.doc")).page.tables
    assert (outer.rows, outer.columns) == (3, 3)
    assert [one.text for one in inner.cells] == ["1", "2", "3", "4"]


def test_a_symbol_of_word() -> None:
    assert "☎" in paragraphs(read_doc(content("doc/poi__Bug49908.doc")).page)[0][0]


@pytest.mark.parametrize("name", ["poi__PasswordProtected", "poi__password_password_cryptoapi"])
def test_passwords_are_told(name: str) -> None:
    with pytest.raises(EncryptedFile):
        read_doc(content(f"doc/{name}.doc"))


@pytest.mark.parametrize("name", ["poi__Word6", "poi__Word95", "poi__Bug60942"])
def test_older_formats_are_told(name: str) -> None:
    with pytest.raises(NotNative):
        read_doc(content(f"doc/{name}.doc"))


def test_every_doc_ends_in_a_page_or_an_answer() -> None:
    pages = 0
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix in (".doc", ".wps", ".dot"):
            with suppress(ReadError):
                pages += bool(read_doc(path.read_bytes()).page.blocks)
    assert pages >= 15
