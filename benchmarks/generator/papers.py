"""Diplomas, certificates of degrees, printouts of 学信网 and certificates of titles, in layouts of several decades."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence

from PIL import Image

from benchmarks.generator.attachments import (
    AGE,
    SPAN,
    STUDIES,
    Sheet,
    birth_of,
    chinese_day,
    draw_diploma,
    draw_title_certificate,
)
from benchmarks.generator.draw import A4
from benchmarks.generator.layout import Piece
from benchmarks.generator.pictures import stamp_seal
from benchmarks.generator.truth import Truth
from benchmarks.generator.writing import DIGITS, chinese_number, chinese_year

Rows = Sequence[tuple[str, str]]
DEGREES = {"大学本科": "学士", "硕士研究生": "硕士", "博士研究生": "博士"}
BRANCHES = ("工学", "管理学", "理学", "经济学")
SHORT = {"大学本科": "本科", "大学专科": "专科", "硕士研究生": "硕士研究生", "博士研究生": "博士研究生"}


def draw_diploma_page(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    """A diploma that the filing may speak of, in one of the layouts that fit the education."""
    education = str(truth.value["education"])
    ways: list[Callable[[Truth, random.Random, str, int], Image.Image]] = [_common, _sentence, _printout, _list]
    ways += [_degree] if education in DEGREES else []
    ways += [_adult] if education in ("大学本科", "大学专科") else []
    return rng.choice(ways)(truth, rng, half, dpi)


def _common(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    return draw_diploma(truth, rng, half, dpi).drawing.image


def _years(truth: Truth) -> tuple[dt.date, dt.date]:
    education = str(truth.value["education"])
    end = dt.date(birth_of(truth).year + AGE[education], 7, 1)
    return dt.date(end.year - SPAN[education], 9, 1), end


def _day(day: dt.date, chinese: bool) -> str:
    return chinese_day(day) if chinese else f"{day.year}年{day.month}月{day.day}日"


def _month(day: dt.date, chinese: bool) -> str:
    return f"{chinese_year(day.year)}年{chinese_number(day.month)}月" if chinese else f"{day.year}年{day.month}月"


def _certificate(
    truth: Truth, rng: random.Random, half: str, dpi: int, head: str, body: Sequence[str], foot: str
) -> Image.Image:
    """A landscape page: heading, a sentence (every second piece filled in), foot, seal; at times filled in by hand."""
    sheet = Sheet(rng, half, dpi, landscape=True)
    if rng.random() < 0.3:
        sheet.hand = {"develop": "gb-kai", "held_out": "ukai-kai"}[half]
    left, right = 90.0, A4[1] - 90.0
    if rng.random() < 0.6:
        sheet.frame((40, 40, A4[1] - 40, A4[0] - 40), rng.choice(((160, 60, 60), (120, 110, 60), (60, 90, 130))))
    sheet.put((Piece(head),), (left, 80, right, 130), rng.choice((24, 28, 32)), "center")
    pieces = [Piece("      "), *(Piece(text, "" if k % 2 == 0 else "filled") for k, text in enumerate(body))]
    beside = rng.random() < 0.5
    sheet.put(pieces, (left + (140 if beside else 0), 180, right, 400), rng.choice((14, 16, 18)))
    if beside:
        sheet.portrait((left, 190, left + 100, 330))
    sheet.put((Piece(foot),), (left, 430, right, 460), 13)
    sheet.put((Piece(f"证书编号：{rng.randrange(10**17, 10**18)}"),), (left, 480, right, 510), 12)
    stamp_seal(sheet.surface, (left + 150, 400, right, 520), str(truth.value["school"]), sheet.face, rng)
    return sheet.surface.image


def _sentence(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    value, education = truth.value, str(truth.value["education"])
    begin, end = _years(truth)
    chinese = rng.random() < 0.5
    who = f"，{value['gender']}，" if rng.random() < 0.5 else f"性别{value['gender']}，"
    span = DIGITS[SPAN[education]] if chinese else str(SPAN[education])
    body = (
        *("研究生 " if "研究生" in education else "学生 ", f" {value['name']} ", who, _day(birth_of(truth), chinese)),
        *("生，于", _month(begin, chinese), "至", _month(end, chinese), "在本校", f" {value['major']} ", "专业"),
        *(f"{span}年制{STUDIES[education]}", "学习，修完教学计划规定的全部课程，成绩合格，准予毕业。"),
    )
    head = rng.choice(("毕业证书", "普通高等学校毕业证书"))
    return _certificate(truth, rng, half, dpi, head, body, f"学校：{value['school']}      校长：")


def _adult(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    value = truth.value
    begin, end = _years(truth)
    level = SHORT[str(value["education"])]
    body = (
        *("学生", f" {value['name']} ", f"性别{value['gender']}，", _day(birth_of(truth), chinese=True), "生，于"),
        *(_month(begin, chinese=True), "至", _month(end, chinese=True), "在本校", f" {value['major']} ", "专业"),
        *(rng.choice(("函授", "业余", "夜大")), f"学习，修完{level}教学计划规定的全部课程，成绩合格，准予毕业。"),
    )
    return _certificate(
        truth, rng, half, dpi, "成人高等教育毕业证书", body, f"校名：{value['school']}        校（院）长："
    )


def _degree(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    value, branch = truth.value, rng.choice(BRANCHES)
    degree = DEGREES[str(value["education"])]
    done = (
        "专业完成了本科学习计划，业已毕业，经审核符合《中华人民共和国学位条例》的规定，授予"
        if degree == "学士"
        else f"学科已通过{degree}学位的课程考试和论文答辩，成绩合格。根据《中华人民共和国学位条例》的规定，授予"
    )
    body = (
        *("", f"{value['name']}", f"，{value['gender']}，", _day(birth_of(truth), chinese=False), "生。在"),
        *(f"{value['school']}", "", f"{value['major']}", done, f"{branch}{degree}", "学位。"),
    )
    foot = f"{value['school']}      学位评定委员会主席："
    return _certificate(truth, rng, half, dpi, f"{degree}学位证书", body, foot)


def _printed(truth: Truth) -> Rows:
    value = truth.value
    begin, end = _years(truth)
    birth = birth_of(truth)
    return (
        *(("姓名", str(value["name"])), ("性别", str(value["gender"]))),
        *(("出生日期", f"{birth:%Y年%m月%d日}"), ("入学日期", f"{begin:%Y年%m月%d日}")),
        *(("毕（结）业日期", f"{end:%Y年%m月%d日}"), ("学校名称", str(value["school"]))),
        *(("专业", str(value["major"])), ("学历类别", "普通高等教育")),
        *(("学制", f"{SPAN[str(value['education'])]} 年"), ("学习形式", "普通全日制")),
        *(("层次", SHORT[str(value["education"])]), ("毕（结）业", "毕业")),
        *(("校（院）长姓名", "李校长"), ("证书编号", "104121201105368681")),
    )


def _printout(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    """教育部学历证书电子注册备案表, its table ruled."""
    sheet = Sheet(rng, half, dpi)
    sheet.put((Piece("教育部学历证书电子注册备案表"),), (60, 70, A4[0] - 60, 110), 18, "center")
    rows = _printed(truth)
    height, columns = rng.uniform(26, 34), (70.0, 165.0, 300.0, 385.0, A4[0] - 70)
    for k in range(0, len(rows), 2):
        top = 130 + height * (k // 2)
        cells = (*rows[k], *rows[k + 1])
        for column, text in enumerate(cells):
            box = (columns[column], top, columns[column + 1], top + height)
            sheet.frame(box, (0, 0, 0))
            inner = (box[0] + 5, top + height * 0.22, box[2] - 3, top + height)
            sheet.put((Piece(text),), inner, rng.choice((10, 10.5)))
    foot = 150 + height * (len(rows) // 2)
    sheet.put((Piece("在线验证码 A1B2 C3D4 E5F6 7890"),), (70, foot, A4[0] - 70, foot + 24), 11)
    note = "注意事项：1、备案表是依据《高等学校学生学籍学历电子注册办法》对学历证书进行备案的结果。"
    sheet.put((Piece(note),), (70, foot + 40, A4[0] - 70, foot + 90), 10)
    return sheet.surface.image


def _list(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    """The same as a list of labels, without rules."""
    sheet = Sheet(rng, half, dpi)
    head = rng.choice(("教育部学历证书电子注册备案表", "中国高等教育学历认证报告"))
    sheet.put((Piece(head),), (60, 70, A4[0] - 60, 110), 18, "center")
    for k, (label, text) in enumerate(_printed(truth)):
        top = 140 + 28 * k
        sheet.put((Piece(f"{label}："),), (100, top, 220, top + 28), 12)
        sheet.put((Piece(text),), (rng.uniform(218, 222), top, A4[0] - 80, top + 28), 12)
    return sheet.surface.image


def draw_title_page(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    """A certificate of the title that is claimed, in one of several layouts."""
    ways = (_title_list, _title_sentence, _title_table)
    return rng.choice(ways)(truth, rng, half, dpi)


def _title_list(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    return draw_title_certificate(truth, rng, half, dpi).drawing.image


def _title_sentence(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    value = truth.value
    year = birth_of(truth).year + 31
    sheet = Sheet(rng, half, dpi)
    head = rng.choice(("专业技术资格证书", "专业技术职务任职资格证书", "职称证书"))
    sheet.put((Piece(head),), (60, 110, A4[0] - 60, 150), 24, "center")
    sentence = f"      {value['name']} 同志于{year}年9月经工程系列评审委员会评审通过，具备 {value['title']} 任职资格。"
    sheet.put((Piece(sentence),), (90, 200, A4[0] - 90, 330), 16)
    rows = (f"姓    名：{value['name']}", f"性    别：{value['gender']}", f"证书编号：{rng.randrange(10**9)}")
    for k, text in enumerate((*rows, "批准机关：人力资源和社会保障厅", f"发证日期：{year}年12月1日")):
        sheet.put((Piece(text),), (90, 350 + 30 * k, A4[0] - 90, 380 + 30 * k), 13)
    stamp_seal(sheet.surface, (90, 520, A4[0] - 60, 660), "人力资源和社会保障厅", sheet.face, rng)
    return sheet.surface.image


def _title_table(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    value, year = truth.value, birth_of(truth).year + 31
    sheet = Sheet(rng, half, dpi)
    sheet.put((Piece("辽宁省职称电子证书"),), (60, 90, A4[0] - 60, 130), 22, "center")
    rows = (
        *(("姓名", str(value["name"])), ("性别", str(value["gender"])), ("身份证号", str(value["id_number"]))),
        *(
            ("系列名称", "工程技术"),
            ("专业名称", str(value["major"])),
            (rng.choice(("资格名称", "职称名称")), str(value["title"])),
        ),
        *(("评审组织", "工程系列评审委员会"), ("取得时间", f"{year}年11月"), ("证书编号", str(rng.randrange(10**9)))),
    )
    for k, (label, text) in enumerate(rows):
        top = 160 + 34 * k
        for x0, x1, word in ((90.0, 200.0, label), (200.0, A4[0] - 90, text)):
            sheet.frame((x0, top, x1, top + 34), (0, 0, 0))
            sheet.put((Piece(word),), (x0 + 6, top + 8, x1 - 4, top + 34), 12)
    return sheet.surface.image
