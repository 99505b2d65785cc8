"""The line that `cqo read` prints has CONTRACT's form whatever the outcome."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from extractors.page import Box, Place
from pipeline.documents import Document, Failure, FieldValue, Leftover, Outcome, Status
from pipeline.outputs.line import to_line, where

SCHEMA = json.loads((Path(__file__).parent.parent / "contract.schema.json").read_text("utf-8"))


def test_a_quarantined_file_has_its_error_and_no_document() -> None:
    outcome = Outcome("inbox/a.doc", None, None, Status.QUARANTINED, Failure("unsupported", "不支持这种文件。"))
    line = json.loads(to_line(outcome))
    jsonschema.validate(line, SCHEMA)
    assert (line["error"]["code"], line["documents"]) == ("unsupported", [])


def test_other_documents_and_leftovers_are_printed() -> None:
    other = Document("other", None, None, (2,), {}, leftovers=(Leftover("某文字", Place(2, Box(0, 0, 1, 1))),))
    line = json.loads(to_line(Outcome("a.pdf", "0" * 64, "application/pdf", Status.REVIEW, documents=(other,))))
    jsonschema.validate(line, SCHEMA)
    assert line["documents"][0]["leftovers"] == [{"text": "某文字", "where": {"page": 2, "bbox": [0, 0, 1, 1]}}]
    assert "rows" not in line["documents"][0]


def test_one_line_without_line_ends_in_it() -> None:
    field = FieldValue("resume", "一\n二", "一\n二")
    document = Document("other", None, None, (1,), {"resume": field})
    assert "\n" not in to_line(Outcome("a\nb.docx", None, None, Status.REVIEW, documents=(document,)))


def test_where_is_a_box_on_a_page_a_cell_of_a_table_or_nothing() -> None:
    assert where(Place(1, Box(-0.1, 0.25, 1.2, 0.33333))) == {"page": 1, "bbox": [0.0, 0.25, 1.0, 0.3333]}
    assert where(Place(1, table=1, row=3, column=2)) == {"table": 1, "row": 3, "column": 2}
    assert where(Place(1)) is None
    assert where(None) is None
