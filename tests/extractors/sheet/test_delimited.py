"""A table in plain text is told from prose, and read whatever it is parted by, in whatever encoding."""

from __future__ import annotations

import pytest

from extractors.errors import CorruptFile, EmptyFile
from extractors.sheet.delimited import read_delimited
from extractors.sheet.model import pages
from extractors.sheet.separators import looks_like_csv
from tests.support.sheets import FIRST, HEADER, SECOND, texts

ROWS = [[str(value or "") for value in row] for row in (HEADER, FIRST, SECOND)]


def table(separator: str) -> str:
    return "\r\n".join(separator.join(row) for row in ROWS)


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    assert looks_like_csv(table(separator))
    (page,) = pages(read_delimited(table(separator).encode(encoding)))
    assert texts(page)[2, 4] == "张伟"
    assert texts(page)[3, 8] == "13900002222"


def test_a_full_width_comma_parts_where_nothing_else_does() -> None:
    text = "姓名，性别，手机号码\n张伟，男，13900001111\n李娜，女，13900002222"
    assert looks_like_csv(text)
    assert texts(pages(read_delimited(text.encode()))[0])[3, 3] == "13900002222"


@pytest.mark.parametrize(
    "text",
    [
        "关于推行企业首席质量官制度的通知，各市、县市场监督管理局：\n为贯彻落实质量强国战略，推动企业落实主体责任，现将有关事项通知如下。",
        "姓名：张伟\n性别：男\n",
        "",
        "一行, 只有, 一行",
        "Dear all,\nplease find attached, as discussed, the form.\nRegards,\nA",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert not looks_like_csv(text)


def test_title_and_notes_do_not_hide_a_table() -> None:
    text = (
        "附件2\n企业首席质量官（二级质量官）信息汇总表\n"
        + table(",")
        + "\n填表说明：1.此表由各市级市场监管部门填写，报送省局。\n"
    )
    assert looks_like_csv(text)


def test_the_separator_that_the_file_tells_counts() -> None:
    text = "sep=;\r\n姓名;备注\r\n张伟;a,b,c"
    assert looks_like_csv(text)
    assert texts(pages(read_delimited(text.encode()))[0]) == {
        (2, 1): "姓名",
        (2, 2): "备注",
        (3, 1): "张伟",
        (3, 2): "a,b,c",
    }


def test_quoted_values_keep_lines_and_separators() -> None:
    (page,) = pages(read_delimited(b'a,"b,\n""c""",d\n1,2,3'))
    assert texts(page)[1, 2] == 'b,\n"c"'


@pytest.mark.parametrize(
    "kept", ['="210203198001010017"', "'210203198001010017", "\t210203198001010017", '"210203198001010017"']
)
def test_numbers_kept_as_text_lose_what_kept_them(kept: str) -> None:
    (page,) = pages(read_delimited(f"a,{kept},b\nc,d,e".encode()))
    (run,) = [run for table in page.tables for cell in table.cells for line in cell.lines for run in line.runs][1:2]
    assert (run.text, run.problem) == ("210203198001010017", None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2.10203E+17", "digits-lost"),
        ("210203198001010000", "digits-lost"),
        ("1.39E+10", "digits-lost"),
        ("2021.1", "digits-lost"),
        ("########", "cell-error"),
        ("#N/A", "cell-error"),
        ("=VLOOKUP(A1,B:C,2,0)", "not-computed"),
        ("13900001000", None),
        ("2021.11", None),
    ],
)
def test_what_the_export_lost_is_marked(text: str, problem: str | None) -> None:
    (page,) = pages(read_delimited(f'a,"{text}",b\nc,d,e'.encode()))
    runs = [run for table in page.tables for cell in table.cells for line in cell.lines for run in line.runs]
    assert runs[1].problem == problem


def test_nothing_and_no_text() -> None:
    with pytest.raises(EmptyFile):
        read_delimited(b" \r\n ")
    with pytest.raises(CorruptFile):
        read_delimited(bytes(range(256)) * 4)
