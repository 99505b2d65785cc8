"""附件1 as an abstract table: rows, cells, what is printed and what is filled in. Drawing, Word and PDF lay it out.

Source of rows and labels: 辽宁省企业首席质量官制度实施方案 (2021), 附件1.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.generator.truth import OPTIONS, Truth

TITLE = "企业首席质量官（二级质量官）信息备案表"
NOTES = (
    "填表说明：",
    "此表为辽宁省企业首席质量官、二级质量官备案信息统一格式，供我省企业首席质量官、二级质量官申报备案时填报。",
    "企业类型：请按照营业执照注册信息填写。",
    "所属行业：请参照《国民经济行业分类》（GB/T 4754—2017）填写。",
    "企业规模：大型、中型、小型、微型。具体请参照《关于印发中小企业划型标准规定的通知》（工信部联企业[2011]300号）。",
    "工作简历写不下可另附页。",
    "申报时请附上身份证、学历证书、职称证书复印件各1份。",
)
LABELS = {
    "enterprise_name": ("企业名称",),
    "region": ("所属地区",),
    "industry": ("所属行业",),
    "enterprise_type": ("企业类型",),
    "above_scale": ("是否规模以上企业", "是否规模\n以上企业"),
    "enterprise_scale": ("企业规模",),
    "main_products": ("经营项目及\n主要产品", "经营项目及主要产品"),
    "name": ("姓名",),
    "id_number": ("身份证号", "身份证号码", "身份证号"),
    "gender": ("性别",),
    "birth_date": ("出生日期",),
    "quality_years": ("质量工作年限", "质量工作\n年限"),
    "school": ("毕业院校",),
    "major": ("专业",),
    "education": ("学历",),
    "position": ("现任职务",),
    "title": ("职称",),
    "mobile": ("手机号码",),
    "address": ("通讯地址",),
    "email": ("Email", "E-mail", "Email"),
    "post": ("聘任岗位",),
    "employment": ("专职兼职", "专职\n兼职"),
    "appointed_from": ("聘任起始时间", "聘任起始\n时间"),
    "trained": ("是否参加过首席质量官培训", "是否参加过首席\n质量官培训"),
    "training_date": ("培训时间",),
    "training_organizer": ("培训组织方",),
    "principal_name": ("企业负责人",),
    "principal_position": ("职务",),
    "principal_contact": ("联系方式",),
    "quality_head_name": ("企业质量负责人", "企业质量\n负责人"),
    "quality_head_position": ("职务",),
    "quality_head_contact": ("联系方式",),
    "resume": ("工作简历（注明质量管理工作经历、获奖情况）",),
    "enterprise_opinion": ("所在企业\n意见", "所在企业意见"),
    "remarks": ("备注",),
}
"""How each label may be printed; the first is the official one."""
SPACED = {
    "name": "姓  名",
    "gender": "性  别",
    "major": "专  业",
    "education": "学  历",
    "title": "职  称",
    "remarks": "备  注",
}
BOXED = ("post", "change_type", "employment")
"""The fields that the official form prints as tick boxes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one kind in a line: printed, or (with `field`) filled in; with `chosen` set, an option with its tick."""

    text: str
    field: str = ""
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces on one line, that may wrap. `align` left, center or right."""

    pieces: tuple[Piece, ...]
    align: str = "center"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell from row `row` down `row_span` rows, from `x0` to `x1` of the width of the table.

    `kind`: label, value, photo or opinion. `fields`: what is filled in here.
    """

    row: int
    x0: float
    x1: float
    kind: str
    paragraphs: tuple[Paragraph, ...]
    fields: tuple[str, ...] = ()
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """A form: title, head line (`head`, and on its left `head_left`), a table of `rows` rows, notes below."""

    heading: str
    title: str
    head: Paragraph
    rows: int
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    head_left: Paragraph | None = None
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class FormStyle:
    """The liberties that senders take with the form; the defaults are the official form.

    `photo_rows`: how far the photo's cell reaches down. `loose`: each row has column edges of its own.
    `boxed`: fields printed as tick boxes. `labels`: labels that differ. `apart`: 新设/变更 is set in lines of its own.
    """

    photo_rows: int = 3
    loose: bool = False
    boxed: tuple[str, ...] = BOXED
    labels: dict[str, str] = field(default_factory=dict)
    apart: bool = False
    date_below: bool = False
    heading: bool = True
    notes: bool = True
    value_align: str = "center"
    resume_column: bool = False


OFFICIAL = FormStyle()


def random_form_style(rng: random.Random) -> FormStyle:
    """Some liberties with the form."""
    labels = {name: rng.choice(ways) for name, ways in LABELS.items() if len(ways) > 1}
    if rng.random() < 0.5:
        space = rng.choice(("  ", "\u3000", "    "))
        labels |= {name: text.replace("  ", space) for name, text in SPACED.items()}
    if rng.random() < 0.08:
        labels = {name: labels.get(name, ways[0]) + "：" for name, ways in LABELS.items()}
    extra = [name for name in ("gender", "above_scale", "trained", "enterprise_scale") if rng.random() < 0.15]
    return FormStyle(
        photo_rows=rng.choices((3, 4, 5), (80, 8, 12))[0],
        loose=rng.random() < 0.4,
        boxed=(*BOXED, *extra),
        labels=labels,
        apart=rng.random() < 0.25,
        date_below=rng.random() < 0.3,
        heading=rng.random() < 0.7,
        notes=rng.random() < 0.75,
        value_align=rng.choice(("center", "center", "left")),
        resume_column=rng.random() < 0.15,
    )


def _choice(truth: Truth, name: str) -> tuple[Piece, ...]:
    return tuple(Piece(option, name, option in truth.chosen.get(name, ())) for option in OPTIONS[name])


def _value(truth: Truth, name: str, style: FormStyle) -> tuple[Paragraph, ...]:
    if name == "post":
        return _post(truth, style)
    if name in style.boxed:
        options = _choice(truth, name)
        if name == "employment":
            return tuple(Paragraph((option,)) for option in options)
        return (Paragraph(options),)
    text = truth.written[name]
    if name == "appointed_from" and not text:
        return (Paragraph((Piece("年    月"),)),)
    align = "left" if name in ("main_products", "address") and len(text) > 12 else style.value_align
    return (Paragraph((Piece(text, name),), align),)


def _post(truth: Truth, style: FormStyle) -> tuple[Paragraph, ...]:
    posts = [Paragraph((option,)) for option in _choice(truth, "post")]
    changes = _choice(truth, "change_type")
    if style.apart:
        return (*posts, *(Paragraph((change,)) for change in changes))
    return (*posts, Paragraph(changes))


def _opinion(truth: Truth, style: FormStyle) -> tuple[Paragraph, ...]:
    opinion = Paragraph((Piece(truth.written["enterprise_opinion"], "enterprise_opinion"),), "left")
    date = Piece(truth.written["opinion_date"], "opinion_date")
    if not date.text:
        date = Piece("年     月     日")
    if style.date_below:
        return (opinion, Paragraph((Piece("（盖章）        "),), "right"), Paragraph((date, Piece("    ")), "right"))
    return (opinion, Paragraph((Piece(""),)), Paragraph((Piece("（盖章）     "), date, Piece("    ")), "right"))


class _Builder:
    """Puts cells side by side, row by row."""

    def __init__(self, truth: Truth, style: FormStyle, rng: random.Random) -> None:
        self.truth, self.style, self.rng = truth, style, rng
        self.cells: list[Cell] = []
        self.row = 0

    def label(self, name: str) -> tuple[Paragraph, ...]:
        text = self.style.labels.get(name, LABELS[name][0])
        return tuple(Paragraph((Piece(line),)) for line in text.split("\n"))

    def add(self, names: tuple[str, ...], edges: tuple[float, ...]) -> None:
        """A row of labels and values between these edges."""
        right = 0.82 if self.row < self.style.photo_rows else 1.0
        inner = [edge * right if right < 1 and len(edges) < 7 and edge > 0.15 else edge for edge in edges]
        inner = [edge if edge <= 0.15 or right == 1 else min(edge, right) for edge in inner]
        if self.row < self.style.photo_rows and len(edges) == 7:
            inner = [edge if edge <= 0.15 else 0.15 + (edge - 0.15) * (right - 0.15) / 0.85 for edge in edges]
        if self.style.loose:
            inner = [inner[0], *(edge + self.rng.uniform(-0.012, 0.012) for edge in inner[1:-1]), inner[-1]]
        for place, name in enumerate(names):
            x0, x1, x2 = inner[2 * place : 2 * place + 3]
            self.cells.append(Cell(self.row, x0, x1, "label", self.label(name)))
            fields = ("post", "change_type") if name == "post" else (name,)
            self.cells.append(Cell(self.row, x1, x2, "value", _value(self.truth, name, self.style), fields))
        self.row += 1

    def resume(self) -> None:
        lines = [Paragraph((Piece(line, "resume"),), "left") for line in self.truth.written["resume"].split("\n")]
        if self.style.resume_column:
            self.cells.append(Cell(self.row, 0, 0.15, "label", self.label("resume")))
            self.cells.append(Cell(self.row, 0.15, 1, "value", tuple(lines), ("resume",)))
        else:
            label = Paragraph(self.label("resume")[0].pieces, "left")
            self.cells.append(Cell(self.row, 0, 1, "value", (label, *lines), ("resume",)))
        self.row += 1


ONE, TWO = (0.0, 0.15, 1.0), (0.0, 0.15, 0.45, 0.6, 1.0)
THREE = (0.0, 0.15, 0.36, 0.5, 0.67, 0.81, 1.0)


def make_layout(truth: Truth, style: FormStyle, rng: random.Random) -> Layout:
    """The form, filled in. `rng` decides the column edges of a loose form."""
    form = _Builder(truth, style, rng)
    photo = (Paragraph((Piece("二寸照片"),)),)
    form.cells.append(Cell(0, 0.82, 1, "photo", photo, ("photo",), style.photo_rows))
    form.add(("enterprise_name",), ONE)
    form.add(("region", "industry"), TWO)
    form.add(("enterprise_type", "above_scale", "enterprise_scale"), THREE)
    form.add(("main_products",), ONE)
    form.add(("name", "id_number"), TWO)
    form.add(("gender", "birth_date", "quality_years"), THREE)
    form.add(("school", "major", "education"), THREE)
    form.add(("position", "title", "mobile"), THREE)
    form.add(("address", "email"), (0.0, 0.15, 0.58, 0.68, 1.0))
    form.add(("post", "employment", "appointed_from"), THREE)
    form.add(("trained", "training_date", "training_organizer"), THREE)
    form.add(("principal_name", "principal_position", "principal_contact"), THREE)
    form.add(("quality_head_name", "quality_head_position", "quality_head_contact"), THREE)
    form.resume()
    form.cells.append(Cell(form.row, 0, 0.15, "label", form.label("enterprise_opinion")))
    fields = ("enterprise_opinion", "seal", "opinion_date")
    form.cells.append(Cell(form.row, 0.15, 1, "opinion", _opinion(truth, style), fields))
    form.row += 1
    form.add(("remarks",), ONE)
    date = Piece(truth.written["filing_date"], "filing_date") if truth.written["filing_date"] else Piece("  年  月  日")
    head = Paragraph((Piece("填报日期："), date), "right")
    heading = "附件1" if style.heading else ""
    return Layout(heading, TITLE, head, form.row, tuple(form.cells), NOTES if style.notes else ())
