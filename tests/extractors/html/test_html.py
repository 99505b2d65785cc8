"""A form saved as a web page shows the cells, texts and ticks that it showed in Word."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import CorruptFile, EmptyFile, ReadError, TooLarge, UnsafeFile
from extractors.html import read_html, read_mhtml
from extractors.page import Likeness, Page, Tick
from tests.support.photos import portrait
from tests.support.word import cells, runs, texts, ticks

CHECKED, UNCHECKED, MARK, UNKNOWN = Tick.CHECKED, Tick.UNCHECKED, Tick.MARK, Tick.UNKNOWN


def read(body: str, head: str = "") -> Page:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode()).page


def test_spans_cover_the_grid_as_a_browser_shows_it() -> None:
    page = read(
        "<table><tr><td rowspan=2>一</td><td colspan=2>二</td></tr><tr><td>三</td><td>四</td></tr>"
        "<tr><td>五</td><td>六</td><td>七</td></tr></table>"
    )
    found = {place: (one.text, one.row_span, one.column_span) for place, one in cells(page).items()}
    assert found == {
        (0, 0): ("一", 2, 1),
        (0, 1): ("二", 1, 2),
        (1, 1): ("三", 1, 1),
        (1, 2): ("四", 1, 1),
        (2, 0): ("五", 1, 1),
        (2, 1): ("六", 1, 1),
        (2, 2): ("七", 1, 1),
    }


@pytest.mark.parametrize("span", ["0", "9999999999", "-3", "x", "70000"])
def test_absurd_spans_stay_inside_of_the_table(span: str) -> None:
    page = read(f"<table><tr><td rowspan='{span}'>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>")
    table = next(page.tables)
    covered = [
        (row, column)
        for one in table.cells
        for row in range(one.row, one.row + one.row_span)
        for column in range(one.column, one.column + one.column_span)
    ]
    assert len(covered) == len(set(covered))
    assert max(row for row, _ in covered) < table.rows


def test_too_many_columns_are_too_large() -> None:
    with pytest.raises(TooLarge):
        read("<table><tr>" + "<td colspan=400>x</td>" * 3 + "</tr></table>")


def test_rows_without_tr_in_sections_and_unclosed_cells() -> None:
    page = read("<table><thead><tr><th>姓名<th>性别</thead><tbody><tr><td>张三<td>男</tbody></table>")
    assert [one.text for one in cells(page).values()] == ["姓名", "性别", "张三", "男"]


def test_hidden_rows_and_rows_that_only_give_widths_are_not_there() -> None:
    page = read(
        "<table><tr height=0><td width=64 style='border:none'></td></tr>"
        "<tr style='display:none'><td>隐</td></tr><tr><td>显</td></tr></table>"
    )
    assert [one.text for one in cells(page).values()] == ["显"]


def test_a_table_within_a_cell_follows_its_table() -> None:
    page = read("<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table><p>后</p>")
    assert [[one.text for one in table.cells] for table in page.tables] == [["外"], ["内"]]
    assert texts(page) == ["后"]


def test_paragraphs_breaks_and_blanks() -> None:
    page = read("<p>一<br>二</p>三<div>四  五</div><p>张\n三 Li\nSi</p><p>&nbsp;</p>")
    assert texts(page) == ["一\n二", "三", "四 五", "张三 Li Si"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<input type=checkbox checked>", CHECKED),
        ("<input type='checkbox'/>", UNCHECKED),
        ("<input type=radio checked=checked>", CHECKED),
        ("☑", CHECKED),
        ("√", MARK),
        ("<span style='font-family:\"Wingdings 2\"'>R</span>", CHECKED),
        ("<span style='font-family:\"Wingdings 2\"'>&#163;</span>", UNCHECKED),
        ("<font face=Wingdings>&thorn;</font>", CHECKED),
        ("<font face='Wingdings'>&#61608;</font>", UNCHECKED),
        (
            "<span style='font-family:Wingdings;mso-ascii-font-family:宋体;mso-char-type:symbol;"
            "mso-symbol-font-family:Wingdings'><span style='mso-char-type:symbol;mso-symbol-font-family:Wingdings'>"
            "þ</span></span>",
            CHECKED,
        ),
        ("<span class=tick>R</span>", CHECKED),
        ("<w:Sdt CheckBox=t CheckBoxIsChecked=t CheckBoxValueChecked=&#9746;>☒</w:Sdt>", CHECKED),
        ("<w:Sdt CheckBox=t CheckBoxValueChecked=&#9746;>☐</w:Sdt>", UNCHECKED),
        ("<span style='border:solid windowtext 1.0pt'>√</span>", CHECKED),
    ],
)
def test_ticks_however_they_are_written(markup: str, expected: Tick) -> None:
    page = read(f"<p>专职{markup} 兼职</p>", "<style>.tick{font-family:'Wingdings 2'; color:red}</style>")
    assert ticks(page)[-1:] == [expected]
    assert runs(page)[0].text == "专职"
    assert runs(page)[-1].text.strip() == "兼职"


FIELD = (
    "<!--[if supportFields]><span style='mso-element:field-begin'></span>{}"
    "<span style='mso-element:field-end'></span><![endif]-->"
)


@pytest.mark.parametrize(
    ("instruction", "expected"), [(r"EQ \o\ac(□,√)", CHECKED), (" FORMCHECKBOX ", UNKNOWN), (r"eq \o\ac(○,√)", CHECKED)]
)
def test_fields_that_word_hides_from_browsers_are_shown(instruction: str, expected: Tick) -> None:
    page = read(f"<p>专职{FIELD.format(instruction)}</p>")
    assert ticks(page) == [expected]


def test_a_field_with_a_result_shows_its_result() -> None:
    separator = "<span style='mso-element:field-separator'></span>"
    begin = f"<!--[if supportFields]><span style='mso-element:field-begin'></span> HYPERLINK x {separator}<![endif]-->"
    end = "<!--[if supportFields]><span style='mso-element:field-end'></span><![endif]-->"
    assert texts(read(f"<p>{begin}a@b.cn{end}</p>")) == ["a@b.cn"]


@pytest.mark.parametrize(
    "markup",
    [
        "<s>兼职</s>",
        "<strike>兼职</strike>",
        "<del>兼职</del>",
        "<span style='text-decoration:line-through'>兼职</span>",
        "<span class=x>兼职</span>",
        "<s><b>兼</b>职</s>",
    ],
)
def test_struck_options(markup: str) -> None:
    page = read(f"<p>专职 {markup}</p>", "<style><!-- span.x {text-decoration: line-through;} --></style>")
    assert [one.text for one in runs(page) if not one.struck] == ["专职 "]
    assert "".join(one.text for one in runs(page) if one.struck) == "兼职"


def test_what_is_not_shown_is_not_read() -> None:
    page = read(
        "<script>var x='姓名'</script><p style='display:none'>甲</p><p hidden>乙</p>"
        "<span style='mso-hide:all'>丙</span>"
        "<noscript>丁</noscript><!-- 戊 --><ruby>监<rt>jiān</rt></ruby>督<input type=hidden value=己>"
    )
    assert texts(page) == ["监督"]


def test_text_inputs_show_their_value_and_lists_what_was_chosen() -> None:
    page = read(
        "<p>姓名<input value='张三'></p><p><select><option>请选择<option selected>大专</select></p>"
        "<p><select><option>男<option>女</select></p>"
    )
    assert texts(page)[:2] == ["姓名张三", "大专"]
    assert [one.text for one in runs(page) if one.placeholder] == ["男"], "nobody chose the first of a list"


def test_the_prompt_of_an_empty_control_is_no_value() -> None:
    page = read("<p><w:Sdt ShowingPlcHdr=t>单击此处输入文字。</w:Sdt></p>")
    assert [one.placeholder for one in runs(page)] == [True]


def test_long_numbers_of_a_sheet_keep_their_digits() -> None:
    page = read("<table><tr><td x:num='210102198001011234'>2.10102E+17</td></tr></table>")
    assert cells(page)[0, 0].text == "210102198001011234"


def test_pictures_come_from_the_file_and_from_nowhere_else() -> None:
    data = base64.b64encode(portrait()).decode()
    inline = f"<img width=83 height=117 src='data:image/jpeg;base64,{data}'>"
    linked = "<img width=83 height=117 src='http://example.invalid/a.jpg'><img src='file:///etc/hostname'>"
    page = read(f"<table><tr><td>{inline}</td><td>{linked}</td></tr></table>")
    assert [one.likeness for one in cells(page)[0, 0].pictures] == [Likeness.PORTRAIT]
    assert [one.likeness for one in cells(page)[0, 1].pictures] == [Likeness.OTHER, Likeness.OTHER]


def test_a_page_with_its_pictures_in_one_file() -> None:
    body = (
        "<html><meta charset=gb2312><table><tr><td>姓名</td><td><img width=83 height=117 src='a.files/p.jpg'></td></tr>"
    )
    message = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        "--b\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Type: text/html; charset=gb2312\r\n\r\n"
        f"{base64.encodebytes(body.encode('gbk')).decode()}\r\n"
        "--b\r\nContent-Location: file:///C:/a.files/p.jpg\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Type: image/jpeg\r\n\r\n{base64.encodebytes(portrait()).decode()}\r\n--b--\r\n"
    )
    page = read_mhtml(message.encode()).page
    assert cells(page)[0, 0].text == "姓名"
    assert [one.likeness for one in cells(page)[0, 1].pictures] == [Likeness.PORTRAIT]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_any_encoding_even_with_a_wrong_label(encoding: str) -> None:
    page = read_html("<meta charset='utf-8'><p>姓名：张三</p>".encode(encoding)).page
    assert texts(page) == ["姓名：张三"]


@pytest.mark.parametrize(
    ("content", "error"), [(b"", EmptyFile), (b" \r\n", EmptyFile), (b"\x89\x00\x01", CorruptFile)]
)
def test_what_is_no_page_is_an_answer(content: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        read_html(content)
    with pytest.raises(ReadError):
        read_mhtml(content)


def test_entities_and_depth_do_no_harm() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>x&b;</p>'
    assert len(texts(read_html(bomb.encode()).page)[0]) < 20
    outside = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>甲&x;</p>'
    assert texts(read_html(outside.encode()).page)[-1] in ("甲", "甲&x;")
    deep = "<div>" * 5000 + "底"
    try:
        page = read_html(deep.encode()).page
    except (UnsafeFile, CorruptFile, EmptyFile):
        return
    assert len(page.blocks) <= 1


SOUP = (
    "<table>", "<tr>", "<td rowspan=3>", "<td colspan=2>", "</table>", "<p>", "</td>", "<select>", "<input>", "<pre>",
    "<span style='mso-element:field-begin'>", "\n", "甲", "<w:sdt CheckBox=t>", "<img src='data:,x'>", "<br>", "</p>",
)  # fmt: skip


@given(st.lists(st.sampled_from(SOUP), max_size=40))
def test_any_soup_of_tags_gives_a_page_or_an_answer(tags: list[str]) -> None:
    try:
        page = read_html("".join(tags).encode()).page
    except ReadError:
        return
    for table in page.tables:
        covered = [
            (row, column)
            for one in table.cells
            for row in range(one.row, one.row + one.row_span)
            for column in range(one.column, one.column + one.column_span)
        ]
        assert len(covered) == len(set(covered))
        assert all(row < table.rows and column < table.columns for row, column in covered)
