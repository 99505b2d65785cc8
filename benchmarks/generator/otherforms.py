"""Filings on forms that no definition describes: other labels, other order, other fields beside ours.

Such a form is built from the sections and labels that provinces' forms are known to have; no one province's is copied.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.generator.layout import Cell, Layout, Paragraph, Piece
from benchmarks.generator.truth import OPTIONS, Truth

TITLES = ("企业首席质量官备案表", "首席质量官备案登记表", "企业首席质量官信息登记表", "首席质量官任职备案表")
HEADS = ("填表日期：", "申报日期：", "填报时间：", "填报日期：")
LABELS: dict[str, tuple[str, ...]] = {
    "enterprise_name": ("企业名称", "单位名称", "申报单位", "企业全称"),
    "region": ("所属地区", "所在市县", "行政区划", "所在地区"),
    "industry": ("所属行业", "行业类别", "所在行业"),
    "enterprise_type": ("企业类型", "企业性质", "登记注册类型"),
    "above_scale": ("是否规模以上企业", "是否规上企业", "规模以上企业"),
    "enterprise_scale": ("企业规模", "单位规模", "企业划型"),
    "main_products": ("主要产品", "经营项目及主要产品", "主营产品", "主营业务及产品"),
    "name": ("姓名", "姓  名", "质量官姓名"),
    "id_number": ("身份证号", "身份证号码", "公民身份号码", "证件号码"),
    "gender": ("性别", "性  别"),
    "birth_date": ("出生日期", "出生年月", "出生时间"),
    "quality_years": ("质量工作年限", "从事质量工作年限", "质量管理工作年限"),
    "school": ("毕业院校", "毕业学校"),
    "major": ("专业", "所学专业"),
    "education": ("学历", "文化程度", "最高学历"),
    "position": ("现任职务", "行政职务", "职务"),
    "title": ("职称", "专业技术职务", "技术职称"),
    "mobile": ("手机号码", "手机", "移动电话", "联系电话"),
    "address": ("通讯地址", "通信地址", "联系地址"),
    "email": ("电子邮箱", "E-mail", "邮箱", "电子信箱"),
    "post": ("聘任岗位", "任职岗位", "岗位类别"),
    "change_type": ("备案类型", "申报类型", "新设或变更"),
    "employment": ("专职兼职", "专兼职", "任职方式"),
    "appointed_from": ("聘任起始时间", "任命时间", "聘任时间"),
    "trained": ("是否参加过首席质量官培训", "是否参加过培训", "是否参加培训"),
    "training_date": ("培训时间", "培训日期"),
    "training_organizer": ("培训组织方", "培训机构", "培训单位"),
    "principal_name": ("企业负责人", "法定代表人", "主要负责人"),
    "principal_position": ("职务",),
    "principal_contact": ("联系方式", "联系电话", "电话"),
    "quality_head_name": ("企业质量负责人", "质量负责人", "质量管理负责人"),
    "quality_head_position": ("职务",),
    "quality_head_contact": ("联系方式", "联系电话", "电话"),
    "resume": ("工作简历", "工作经历", "主要工作经历", "个人简历"),
    "enterprise_opinion": ("所在企业意见", "企业意见", "单位意见", "推荐意见"),
    "remarks": ("备注", "其他说明"),
}
EXTRAS = {
    "统一社会信用代码": "91210200MA0QD{0:04d}X",
    "注册资本": "{0}万元",
    "从业人员数": "{0}人",
    "民族": "汉族",
    "政治面貌": "中共党员",
    "邮政编码": "116{0:03d}",
    "传真": "0411-8{0:07d}",
}
"""Labels that none of our fields takes, with what is written there."""
OPTIONAL = ("industry", "above_scale", "email", "remarks", "school", "major", "quality_head_name", "training_organizer")
SECTIONS = {
    "企业基本情况": "enterprise_name 统一社会信用代码 region industry enterprise_type enterprise_scale above_scale "
    "注册资本 从业人员数 main_products address 邮政编码",
    "个人基本情况": "name gender birth_date 民族 政治面貌 id_number education school major position title "
    "quality_years mobile email 传真",
    "聘任情况": "post change_type employment appointed_from trained training_date training_organizer",
}
PEOPLE = ("principal_name", "quality_head_name")
UNITS = {"main_products": 3, "enterprise_name": 2, "address": 2, "id_number": 2, "enterprise_type": 2, "post": 2}
"""How many thirds of a row a field takes, where it is more than one."""
ROW = 3


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form that is laid out by chance, and what its fields are on it: a field it lacks is blank."""

    layout: Layout
    truth: Truth


class _Maker:
    """Packs fields into rows."""

    def __init__(self, truth: Truth, rng: random.Random) -> None:
        self.truth, self.rng = truth, rng
        self.cells: list[Cell] = []
        self.row = 0
        self.left = 0.0
        self.photo_rows = range(0)
        self.boxed = {name for name in OPTIONS if rng.random() < 0.6} | {"post", "change_type"}

    def label(self, name: str) -> str:
        return self.rng.choice(LABELS.get(name, (name,)))

    def value(self, name: str) -> tuple[Paragraph, ...]:
        if name in EXTRAS:
            return (Paragraph((Piece(EXTRAS[name].format(self.rng.randrange(100, 1000)), "extra"),)),)
        if name in self.boxed:
            chosen = self.truth.chosen.get(name, ())
            return (Paragraph(tuple(Piece(option, name, option in chosen) for option in OPTIONS[name])),)
        return tuple(Paragraph((Piece(line, name),)) for line in self.truth.written[name].split("\n"))

    def put_row(self, row: list[tuple[str, int]]) -> None:
        right = 0.82 if self.row in self.photo_rows else 1.0
        unit = (right - self.left) / ROW
        spare = ROW - sum(size for _, size in row)
        x = self.left
        for place, (name, size) in enumerate(row):
            end = x + unit * (size + (spare if place == len(row) - 1 else 0))
            end = right if place == len(row) - 1 else round(end, 4)
            middle = round(x + unit * 0.42, 4)
            self.cells.append(Cell(self.row, x, middle, "label", (Paragraph((Piece(self.label(name)),)),)))
            fields = () if name in EXTRAS else (name,)
            self.cells.append(Cell(self.row, middle, end, "value", self.value(name), fields))
            x = end
        self.row += 1

    def pack(self, names: list[str]) -> None:
        row: list[tuple[str, int]] = []
        for name in names:
            size = UNITS.get(name, 1)
            if sum(used for _, used in row) + size > ROW:
                self.put_row(row)
                row = []
            row.append((name, size))
        if row:
            self.put_row(row)

    def heading(self, text: str) -> None:
        self.cells.append(
            Cell(self.row, 0, 1, "label", (Paragraph((Piece(text),), self.rng.choice(("left", "center"))),))
        )
        self.row += 1

    def side(self, text: str, start: int) -> None:
        paragraphs = tuple(Paragraph((Piece(character),)) for character in text)
        self.cells.append(Cell(start, 0, self.left, "label", paragraphs, (), self.row - start))

    def block(self, name: str, paragraphs: tuple[Paragraph, ...], kind: str, fields: tuple[str, ...]) -> None:
        label = Paragraph((Piece(self.label(name)),))
        self.cells.append(Cell(self.row, 0, 0.14, "label", (label,)))
        self.cells.append(Cell(self.row, 0.14, 1, kind, paragraphs, fields))
        self.row += 1


def _signed(first: Piece, date: Piece) -> tuple[Paragraph, ...]:
    last = Paragraph((Piece("（盖章）    "), date, Piece("   ")), "right")
    return (Paragraph((first,), "left"), Paragraph((Piece(""),)), last)


def _sections(maker: _Maker, dropped: set[str], style: str, *, photo: bool) -> None:
    for number, (title, names) in enumerate(SECTIONS.items()):
        kept = [name for name in names.split() if name not in dropped]
        if style == "row":
            maker.heading("一二三"[number] + "、" + title)
        start = maker.row
        if photo and title == "个人基本情况":
            maker.photo_rows = range(start, start + 4)
        maker.left = 0.06 if style == "side" else 0.0
        maker.pack(kept)
        if photo and title == "个人基本情况":
            words = (Paragraph((Piece(maker.rng.choice(("照片", "二寸照片", "免冠照片"))),)),)
            maker.cells.append(Cell(start, 0.82, 1, "photo", words, ("photo",), 4))
        if style == "side":
            maker.side(title, start)
    maker.left = 0.0


def _truth_on(truth: Truth, dropped: set[str], *, photo: bool) -> Truth:
    missing = {name for name in dropped if name in LABELS}
    if "quality_head_name" in dropped:
        missing |= {"quality_head_position", "quality_head_contact"}
    changed = truth.changed(dict.fromkeys(missing, ""), dict.fromkeys(missing))
    return changed if photo else changed.changed(value={"photo": False})


def make_other_form(truth: Truth, rng: random.Random) -> OtherForm:
    """The filing on a form of no known layout. What it lacks may make it break rules of completeness."""
    dropped = {name for name in (*OPTIONAL, *EXTRAS) if rng.random() < 0.3}
    photo = rng.random() < 0.7
    truth = _truth_on(truth, dropped, photo=photo)
    maker = _Maker(truth, rng)
    _sections(maker, dropped, rng.choice(("none", "row", "side")), photo=photo)
    for person in PEOPLE:
        if person not in dropped:
            stem = person.removesuffix("_name")
            maker.put_row([(person, 1), (f"{stem}_position", 1), (f"{stem}_contact", 1)])
    resume = tuple(Paragraph((Piece(line, "resume"),), "left") for line in truth.written["resume"].split("\n"))
    maker.block("resume", resume, "value", ("resume",))
    opinion = _signed(
        Piece(truth.written["enterprise_opinion"], "enterprise_opinion"),
        Piece(truth.written["opinion_date"], "opinion_date"),
    )
    maker.block("enterprise_opinion", opinion, "opinion", ("enterprise_opinion", "seal", "opinion_date"))
    if rng.random() < 0.3:
        maker.block("市场监管部门意见", _signed(Piece(""), Piece("年    月    日")), "value", ())
    if "remarks" not in dropped:
        maker.block("remarks", (Paragraph((Piece(truth.written["remarks"], "remarks"),)),), "value", ("remarks",))
    head = Paragraph((Piece(rng.choice(HEADS)), Piece(truth.written["filing_date"], "filing_date")), "right")
    layout = Layout("", rng.choice(TITLES), head, maker.row, tuple(maker.cells), ())
    return OtherForm(layout, truth)
