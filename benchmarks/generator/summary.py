"""附件2 as an abstract table, laid out across an A4 page. Source: 辽宁省企业首席质量官制度实施方案 (2021), 附件2."""

from __future__ import annotations

from benchmarks.generator.layout import Cell, Layout, Paragraph, Piece
from benchmarks.generator.truth import ROW_FIELDS, SummaryTruth

TITLE = "企业首席质量官（二级质量官）信息汇总表"
LABELS = ("序号", "企业名称", "聘任岗位", "姓名", "性别", "现任职务", "职称", "手机号码", "参加培训情况", "备注")
EDGES = (0.0, 0.05, 0.23, 0.33, 0.41, 0.46, 0.57, 0.67, 0.78, 0.92, 1.0)
NOTES = (
    "填表说明：1.此表由各市级市场监管部门在组织首席质量官、二级质量官申报备案时汇总填写相关信息，报送省局。",
    "2.参加培训情况，请填写参加市场监管部门组织的首席质量官培训情况，包括培训时间、培训组织方。",
    "3.备注栏要注明聘任岗位是新设还是变更。",
)


def make_summary_layout(truth: SummaryTruth, *, empty_rows: int = 2) -> Layout:
    """The summary, filled in, with some empty rows below. Fields of a row are named `rows.0.name`, counted from 0."""
    cells = [
        Cell(0, EDGES[place], EDGES[place + 1], "label", (Paragraph((Piece(label),)),))
        for place, label in enumerate(LABELS)
    ]
    for number in range(len(truth.rows) + empty_rows):
        written = truth.rows_written[number] if number < len(truth.rows) else dict.fromkeys(ROW_FIELDS, "")
        for place, name in enumerate(ROW_FIELDS):
            field = f"rows.{number}.{name}"
            paragraph = Paragraph((Piece(written[name], field),))
            fields = (field,) if number < len(truth.rows) else ()
            cells.append(Cell(number + 1, EDGES[place], EDGES[place + 1], "value", (paragraph,), fields))
    unit = Paragraph((Piece("报送单位："), Piece(truth.written["reporting_unit"], "reporting_unit")), "left")
    date = Paragraph((Piece("填报日期："), Piece(truth.written["filing_date"], "filing_date")), "right")
    rows = len(truth.rows) + empty_rows + 1
    return Layout("附件2", TITLE, date, rows, tuple(cells), NOTES, head_left=unit, landscape=True)
