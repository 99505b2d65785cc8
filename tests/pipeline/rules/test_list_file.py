"""Lists that the user supplies: columns by name, errors that name the row and nobody."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from normalizers.enterprise import name_key
from pipeline.rules.list_file import ListError, read_list
from pipeline.rules.lists import Entry
from tests.pipeline.invented import id_number

NUMBER = id_number(1)
WRONG = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "名单.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_csv_of_persons(tmp_path: Path, encoding: str, comma: str) -> None:
    rows = [("序号", "姓 名", "身份证号码", "工作单位"), ("1", "张 三", NUMBER, "大连甲厂"), ("2", "李四", "", "")]
    file = csv(tmp_path, "\r\n".join(comma.join(row) for row in rows), encoding)
    assert read_list("disqualified", file) == (Entry("张三", NUMBER, name_key("大连甲厂")), Entry("李四"))


def test_workbook_with_a_heading_above_the_titles(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["不得任职人员名单"], [], ["身份证号", "姓名"], [NUMBER, "张三"], [None, None], [NUMBER.lower(), None]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_list("disqualified", tmp_path / "a.xlsx") == (Entry("张三", NUMBER), Entry(None, NUMBER))


@pytest.mark.parametrize(
    ("word", "included"), [("入库", True), ("是", True), ("", True), ("出库", False), ("否", False), ("No", False)]
)
def test_recommendation_puts_in_or_out(tmp_path: Path, word: str, included: bool) -> None:
    file = csv(tmp_path, f"姓名,身份证号,人才库\n张三,{NUMBER},{word}\n")
    assert read_list("recommended", file) == (Entry("张三", NUMBER, None, included),)


def test_enterprises_above_scale(tmp_path: Path) -> None:
    file = csv(tmp_path, "企业名称\n大连甲有限公司\n\n大连乙有限公司\n")
    assert read_list("above-scale", file) == (Entry(enterprise=name_key("大连甲有限公司")), Entry(enterprise="大连乙"))


@pytest.mark.parametrize(
    ("kind", "text", "complaint"),
    [
        ("disqualified", "姓名,身份证号\n张三,\n李四,12345\n", "名单.csv 第 3 行：身份证号不是18位的有效号码"),
        (
            "disqualified",
            f"姓名,身份证号\n李四,{NUMBER[:17]}" + ("0" if NUMBER[17] != "0" else "1"),
            "第 2 行：身份证号",
        ),
        ("disqualified", "姓名,单位\n,甲厂\n", "第 2 行：姓名和身份证号都没有填"),
        ("disqualified", "姓名\n???\n", "第 2 行：姓名无法识别"),
        ("recommended", "姓名,人才库\n张三,也许\n", "第 2 行：“人才库”一栏"),
        ("above-scale", "企业名称,姓名\n,张三\n", "第 2 行：没有企业名称"),
        ("above-scale", "姓名\n张三\n", "没有名为“企业名称”的列"),
        ("disqualified", "单位\n甲厂\n", "没有名为“姓名”、“身份证号”的列"),
        ("disqualified", "", "没有名为"),
        ("disqualified", "姓名\n\n", "名单是空的"),
        ("nonsense", "姓名\n张三\n", "没有“nonsense”这种名单"),
    ],
)
def test_what_is_wrong_is_told_by_row_without_naming_anybody(
    tmp_path: Path, kind: str, text: str, complaint: str
) -> None:
    with pytest.raises(ListError) as caught:
        read_list(kind, csv(tmp_path, text))
    assert complaint in str(caught.value)
    assert not any(person in str(caught.value) for person in ("张三", "李四", "12345", NUMBER[:10]))


def test_titles_must_stand_near_the_top(tmp_path: Path) -> None:
    assert read_list("disqualified", csv(tmp_path, "\n" * 9 + "姓名\n张三\n")) == (Entry("张三"),)
    with pytest.raises(ListError):
        read_list("disqualified", csv(tmp_path, "x\n" * 10 + "姓名\n张三\n"))


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_what_is_no_workbook(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK nothing")
    with pytest.raises(ListError, match="不是能读的"):
        read_list("disqualified", tmp_path / name)


def test_file_that_is_not_there_or_of_no_encoding(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="打不开"):
        read_list("disqualified", tmp_path / "none.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xff\xff\x00")
    with pytest.raises(ListError, match="编码"):
        read_list("disqualified", tmp_path / "b.csv")


@pytest.mark.parametrize("title", ["姓名", "人员姓名", "质量官姓名", "Name", "姓 名："])
def test_every_title_of_the_persons_column(tmp_path: Path, title: str) -> None:
    assert read_list("disqualified", csv(tmp_path, f"{title},x\n张三,\n")) == (Entry("张三"),)


@pytest.mark.parametrize("title", ["身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "ID number", "ID"])
def test_every_title_of_the_numbers_column(tmp_path: Path, title: str) -> None:
    assert read_list("disqualified", csv(tmp_path, f"{title}\n{NUMBER}\n")) == (Entry(None, NUMBER),)


@pytest.mark.parametrize(
    "title",
    ["企业名称", "企业", "单位名称", "单位", "工作单位", "公司名称", "Enterprise name", "Enterprise"],
)
def test_every_title_of_the_enterprises_column(tmp_path: Path, title: str) -> None:
    assert read_list("above-scale", csv(tmp_path, f"{title}\n大连乙有限公司\n")) == (Entry(enterprise="大连乙"),)


@pytest.mark.parametrize("title", ["人才库", "入库", "是否入库", "状态", "Included", "Status"])
def test_every_title_of_the_column_of_the_pool(tmp_path: Path, title: str) -> None:
    assert read_list("recommended", csv(tmp_path, f"姓名,{title}\n张三,出库\n")) == (Entry("张三", included=False),)
