"""An .xlsx comes to a page as it is seen in Excel, and nothing in it is computed, fetched or let grow."""

from __future__ import annotations

import datetime
import io
import time

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Font
from PIL import Image

from extractors.errors import CorruptFile, EmptyFile, ReadError, TooLarge, UnsafeFile
from extractors.page import Likeness, Origin, Run, Tick
from extractors.sheet import model
from extractors.sheet.model import pages
from extractors.sheet.xlsx import read_xlsx
from tests.support.sheets import only_page, saved, texts, with_parts, workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def runs(content: bytes) -> list[Run]:
    return [
        run for table in only_page(content).tables for cell in table.cells for line in cell.lines for run in line.runs
    ]


def sheet_of(data: str, behind: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetData>{data}</sheetData>{behind}</worksheet>'


def made(data: str, behind: str = "") -> bytes:
    return with_parts(workbook([["x"]]), {SHEET: sheet_of(data, behind)})


def test_places_are_the_sheets_own_and_empty_rows_are_left_out() -> None:
    page = only_page(workbook([[], [None, "姓名", "张伟"], [], [None, "性别", "男"]]))
    assert page.origin is Origin.SHEET
    assert texts(page) == {(2, 2): "姓名", (2, 3): "张伟", (4, 2): "性别", (4, 3): "男"}
    (table,) = page.tables
    assert (table.rows, table.columns) == (2, 2)
    assert {cell.place.table for cell in table.cells if cell.place} == {1}


def test_merged_cells_span() -> None:
    content = workbook(
        [["标题", None, None], ["a", "b", "c"], [None, "d", "e"]],
        lambda s: (s.merge_cells("A1:C1"), s.merge_cells("A2:A3")),
    )
    (table,) = only_page(content).tables
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in table.cells if cell.text}
    assert spans["标题"] == (1, 3)
    assert spans["a"] == (2, 1)
    assert sum(cell.row_span * cell.column_span for cell in table.cells) == 9


def test_a_date_is_shown_as_deep_as_its_format_goes() -> None:
    def change(sheet: object) -> None:
        sheet["A1"].number_format = 'yyyy"年"m"月"'  # type: ignore[index]
        sheet["B1"].number_format = "yyyy/m/d"  # type: ignore[index]

    day = datetime.date(2021, 9, 1)
    assert texts(only_page(workbook([[day, day]], change))) == {(1, 1): "2021年9月", (1, 2): "2021-09-01"}


def test_formats_that_chinese_excel_leaves_unwritten() -> None:
    """Numbers 27 to 58 have no text in the file."""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><cellXfs><xf numFmtId="0" fontId="0"/>'
        '<xf numFmtId="31" fontId="0"/><xf numFmtId="57" fontId="0"/></cellXfs></styleSheet>'
    )
    content = with_parts(
        made('<row r="1"><c r="A1" s="1"><v>44463</v></c><c r="B1" s="2"><v>44463</v></c></row>'),
        {"xl/styles.xml": styles},
    )
    assert list(texts(only_page(content)).values()) == ["2021年9月24日", "2021年9月"]


def test_dates_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = datetime.date(2021, 9, 24)
    assert list(texts(only_page(saved(book))).values()) == ["2021-09-24"]


def test_results_of_formulas_are_read_and_missing_ones_are_marked() -> None:
    found = runs(
        made(
            '<row><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>ROW()-1</f></c>'
            '<c r="C1" t="str"><f>T(1)</f><v></v></c></row>'
        )
    )
    assert [(run.text, run.problem) for run in found] == [("2", None), ("=ROW()-1", "not-computed")]


def test_errors_are_marked() -> None:
    found = runs(
        made('<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="inlineStr"><is><t>#REF!</t></is></c></row>')
    )
    assert [run.problem for run in found] == ["cell-error", "cell-error"]


def test_readings_over_characters_are_no_text() -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>张伟</t><rPh sb="0" eb="1"><t>zhang</t></rPh></si></sst>'
    relation = f'<Relationship Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml" Id="rId9"/></Relationships>'
    content = with_parts(
        made('<row><c t="s"><v>0</v></c></row>'),
        {
            "xl/sharedStrings.xml": strings,
            "xl/_rels/workbook.xml.rels": lambda text: text.replace("</Relationships>", relation),
        },
    )
    assert list(texts(only_page(content)).values()) == ["张伟"]


def test_struck_options_and_symbol_fonts() -> None:
    struck = CellRichText("专职 ", TextBlock(InlineFont(strike=True), "兼职"))
    content = workbook([[struck, "R新设"]], lambda sheet: setattr(sheet["B1"], "font", Font(name="Wingdings 2")))
    found = runs(content)
    assert [(run.text, run.struck) for run in found[:2]] == [("专职 ", False), ("兼职", True)]
    assert found[2].tick is Tick.CHECKED
    assert found[3].text == "新设"


def test_hidden_rows_are_read_hidden_sheets_only_where_nothing_else_is() -> None:
    book = openpyxl.Workbook()
    book.active.append(["张伟"])
    book.active.row_dimensions[1].hidden = True
    lists = book.create_sheet("选项")
    lists.append(["首席质量官"])
    lists.sheet_state = "hidden"
    (page,) = pages(read_xlsx(saved(book)))
    assert list(texts(page).values()) == ["张伟"]
    book.active["A1"] = None
    (page,) = pages(read_xlsx(saved(book)))
    assert list(texts(page).values()) == ["首席质量官"]


def test_each_sheet_is_a_page_with_the_number_of_its_tab() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("空")
    book.active.append(["一"])
    book.create_sheet("三").append(["三"])
    found = pages(read_xlsx(saved(book)))
    assert [page.number for page in found] == [1, 3]


def vml(*boxes: tuple[str, str, str]) -> str:
    shapes = "".join(
        f'<v:shape id="_x0000_s{1025 + number}"><v:textbox><div><font>{caption}<br></font></div></v:textbox>'
        f'<x:ClientData ObjectType="Checkbox"><x:Anchor>{anchor}</x:Anchor>{state}</x:ClientData></v:shape>'
        for number, (caption, anchor, state) in enumerate(boxes)
    )
    return (
        f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{shapes}</xml>'
    )


def with_boxes(*boxes: tuple[str, str, str], behind: str = "", more: str = "") -> bytes:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>聘任岗位</t></is></c></row>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
        f"{more}</Relationships>"
    )
    return with_parts(
        made(rows, f'<legacyDrawing r:id="rId1"/>{behind}'),
        {"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/drawings/vmlDrawing1.vml": vml(*boxes)},
    )


def test_check_boxes_lie_in_the_cell_under_them() -> None:
    """The VML of Excel is not even well formed (`<br>`)."""
    content = with_boxes(
        ("首席质量官", "1, 5, 0, 2, 2, 0, 1, 0", "<x:Checked>1</x:Checked>"),
        ("二级质量官", "1, 90, 0, 2, 2, 0, 1, 0", ""),
    )
    found = [run for run in runs(content) if run.text.strip()]
    assert [(run.text.strip(), run.tick) for run in found[1:]] == [
        ("☑", Tick.CHECKED),
        ("首席质量官", None),
        ("□", Tick.UNCHECKED),
        ("二级质量官", None),
    ]


def test_the_state_of_a_control_part_counts() -> None:
    control = f'<formControlPr xmlns="{MAIN}" objectType="CheckBox" checked="Checked"/>'
    content = with_parts(
        with_boxes(
            ("新设", "1, 5, 0, 2, 2, 0, 1, 0", ""),
            behind='<controls><control shapeId="1025" r:id="rId2" name="c"/></controls>',
            more=f'<Relationship Id="rId2" Type="{RELATIONS}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/>',
        ),
        {"xl/ctrlProps/ctrlProp1.xml": control},
    )
    assert Tick.CHECKED in [run.tick for run in runs(content)]


def test_boxes_without_captions_in_one_cell_are_not_guessed() -> None:
    content = with_boxes(
        ("", "0, 5, 0, 2, 2, 0, 1, 0", "<x:Checked>1</x:Checked>"), ("", "0, 60, 0, 2, 2, 0, 1, 0", "")
    )
    assert [run.tick for run in runs(content) if run.tick] == [Tick.UNKNOWN, Tick.UNKNOWN]


def test_a_portrait_lies_in_the_merged_cell_under_it() -> None:
    def change(sheet: object) -> None:
        stream = io.BytesIO()
        Image.effect_noise((210, 294), 90).save(stream, "PNG")
        portrait = SheetImage(stream)
        portrait.width, portrait.height = 83, 117
        sheet.merge_cells("C1:C2")  # type: ignore[attr-defined]
        sheet.add_image(portrait, "C2")  # type: ignore[attr-defined]

    (table,) = only_page(workbook([["姓名", "张伟"], ["性别", "男"]], change)).tables
    (cell,) = [cell for cell in table.cells if cell.pictures]
    assert (cell.row, cell.column, cell.row_span) == (0, 2, 2)
    assert cell.pictures[0].likeness is Likeness.PORTRAIT


def test_a_million_formatted_empty_rows_are_no_burden() -> None:
    filler = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>'
        for row in range(2, 100_000)
    )
    content = made(
        f'<row r="1"><c r="A1"><v>1</v></c></row>{filler}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    started = time.perf_counter()
    (table,) = only_page(content).tables
    assert time.perf_counter() - started < 3
    assert table.rows == 2
    assert len(table.cells) < 10


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MAX_CELLS", 100)
    assert only_page(made("<row>" + "<c><v>1</v></c>" * 100 + "</row>"))
    with pytest.raises(TooLarge):
        read_xlsx(made("<row>" + "<c><v>1</v></c>" * 101 + "</row>"))


def test_merges_that_cover_everything_many_times_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MAX_COVERED", 20_000)
    merges = "".join(f'<mergeCell ref="{letter}1:GR100"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="GR{row}"><v>1</v></c></row>' for row in range(1, 101)
    )
    with pytest.raises(TooLarge):
        pages(read_xlsx(made(rows, f"<mergeCells>{merges}</mergeCells>")))


def test_entities_are_refused_and_nothing_is_fetched() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet_of(
        '<row><c t="inlineStr"><is><t>&a;</t></is></c></row>'
    )
    with pytest.raises(UnsafeFile):
        read_xlsx(with_parts(workbook([["x"]]), {SHEET: bomb}))


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_cut_off_files_are_corrupt(cut: int) -> None:
    with pytest.raises(ReadError):
        read_xlsx(workbook([["x"]])[:cut])


def test_a_part_that_is_missing_is_corrupt() -> None:
    with pytest.raises(CorruptFile):
        read_xlsx(with_parts(workbook([["x"]]), {SHEET: "<worksheet"}))


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(EmptyFile):
        pages(read_xlsx(workbook([])))
