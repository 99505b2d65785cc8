"""Draws the copies that go with a filing: ID card, diploma, title certificate, each on a page of its own."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.generator.draw import A4, Drawing
from benchmarks.generator.fonts import choose_face
from benchmarks.generator.layout import Paragraph, Piece
from benchmarks.generator.pictures import make_portrait, stamp_seal
from benchmarks.generator.setting import Setter, TickStyle
from benchmarks.generator.surface import Colour, Ink, PixelSurface, Rectangle
from benchmarks.generator.truth import Truth, Value
from benchmarks.generator.writing import DIGITS, chinese_number, chinese_year

MILLIMETRE = 72 / 25.4
BLUE = (60, 110, 170)
SPAN = {"大学本科": 4, "大学专科": 3, "硕士研究生": 3, "博士研究生": 4}
STUDIES = {"大学本科": "本科", "大学专科": "专科", "硕士研究生": "硕士研究生", "博士研究生": "博士研究生"}
AGE = {"大学本科": 22, "大学专科": 21, "硕士研究生": 25, "博士研究生": 29}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A drawn copy: its kind (`id_card`, `diploma`, `title_certificate`), its page, and the values that stand on it."""

    kind: str
    drawing: Drawing
    value: dict[str, Value]


class Sheet:
    """A page on which text is put at places; keeps where the values are, in fractions of the page.

    `hand`: a face that values are written with by hand, "" where they are printed.
    """

    def __init__(self, rng: random.Random, half: str, dpi: int, *, landscape: bool = False) -> None:
        self.size = (A4[1], A4[0]) if landscape else A4
        self.surface = PixelSurface(self.size, dpi, rng)
        self.rng, self.dpi = rng, dpi
        self.face = choose_face(rng, half)
        self.hand = ""
        self.boxes: dict[str, Rectangle] = {}

    def put(
        self, pieces: Sequence[Piece], box: Rectangle, size: float, align: str = "left", colour: Colour = (0, 0, 0)
    ) -> None:
        """Lines of text in a box in points: printed pieces in `colour`, values in black."""
        value = Ink(self.hand or self.face, size, jitter=1.0 if self.hand else 0.0)
        setter = Setter(self.surface, Ink(self.face, size, colour), value, TickStyle(), self.rng)
        for name, place in setter.draw((Paragraph(tuple(pieces), align),), box, middle=False):
            x0, y0, x1, y1 = (edge / self.size[k % 2] for k, edge in enumerate(place))
            old = self.boxes.get(name, (x0, y0, x1, y1))
            self.boxes[name] = (min(old[0], x0), min(old[1], y0), max(old[2], x1), max(old[3], y1))

    def portrait(self, box: Rectangle) -> None:
        """A portrait of nobody."""
        width, height = round((box[2] - box[0]) * self.surface.scale), round((box[3] - box[1]) * self.surface.scale)
        self.surface.picture(make_portrait(self.rng, width, height), box)

    def frame(self, box: Rectangle, colour: Colour) -> None:
        """A rectangle of lines."""
        x0, y0, x1, y1 = box
        self.surface.line(((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)), colour, 1.0)

    def done(self, kind: str, value: dict[str, Value]) -> Attachment:
        """The page as an attachment of that kind, with the values that stand on it."""
        return Attachment(kind, Drawing(self.surface.image, self.boxes, {}, self.dpi), value)


def birth_of(truth: Truth) -> dt.date:
    """The day in the ID number."""
    number = str(truth.value["id_number"])
    return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def attachment_values(truth: Truth, kind: str) -> dict[str, Value]:
    """What stands on an attachment of this kind that agrees with the filing."""
    if kind == "id_card":
        names: tuple[str, ...] = ("name", "gender", "address", "id_number")
        return {"birth_date": birth_of(truth).isoformat(), **{name: truth.value[name] for name in names}}
    names = ("name", "school", "major", "education") if kind == "diploma" else ("name", "title")
    return {name: truth.value[name] for name in names}


def draw_id_card(truth: Truth, rng: random.Random, half: str = "develop", dpi: int = 200) -> Attachment:
    """A copy of both sides of the ID card of the person who is filed."""
    sheet = Sheet(rng, half, dpi)
    birth = birth_of(truth)
    value = attachment_values(truth, "id_card")
    width, height = 85.6 * MILLIMETRE, 54 * MILLIMETRE
    x, y = (A4[0] - width) / 2, rng.uniform(90, 150)
    sheet.frame((x, y, x + width, y + height), (170, 190, 210))
    rows = (
        (Piece("姓  名   "), Piece(str(value["name"]), "name")),
        (Piece("性  别   "), Piece(str(value["gender"]), "gender"), Piece("     民  族   汉")),
        (Piece("出  生   "), *_birth_pieces(birth)),
        (Piece("住  址   "), Piece(str(value["address"]), "address")),
    )
    for number, pieces in enumerate(rows):
        top = y + 14 + 22 * number
        sheet.put(pieces, (x + 12, top, x + width * 0.64, top + 40), 8.5, colour=BLUE)
    last = (x + 12, y + height - 24, x + width - 8, y + height - 6)
    sheet.put((Piece("公民身份号码   "), Piece(str(value["id_number"]), "id_number")), last, 9.5, colour=BLUE)
    sheet.portrait((x + width * 0.67, y + 14, x + width * 0.95, y + 14 + width * 0.28 * 1.25))
    _back_of_card(sheet, (x, y + height + 60, x + width, y + 2 * height + 60), birth)
    return sheet.done("id_card", value)


def _birth_pieces(birth: dt.date) -> tuple[Piece, ...]:
    parts = ((birth.year, " 年 "), (birth.month, " 月 "), (birth.day, " 日"))
    return tuple(piece for number, unit in parts for piece in (Piece(str(number), "birth_date"), Piece(unit)))


def _back_of_card(sheet: Sheet, box: Rectangle, birth: dt.date) -> None:
    x0, y0, x1, y1 = box
    sheet.frame(box, (170, 190, 210))
    sheet.put((Piece("中华人民共和国"),), (x0, y0 + 18, x1, y0 + 40), 13, "center")
    sheet.put((Piece("居 民 身 份 证"),), (x0, y0 + 42, x1, y0 + 70), 18, "center")
    sheet.put((Piece("签发机关  市公安局"),), (x0 + 50, y1 - 42, x1, y1 - 26), 8.5)
    since = f"{birth.year + 30}.{birth.month:02d}.01-{birth.year + 50}.{birth.month:02d}.01"
    sheet.put((Piece(f"有效期限  {since}"),), (x0 + 50, y1 - 24, x1, y1 - 8), 8.5)


def chinese_day(day: dt.date) -> str:
    """A date in Chinese numerals."""
    return f"{chinese_year(day.year)}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def draw_diploma(truth: Truth, rng: random.Random, half: str = "develop", dpi: int = 200) -> Attachment:
    """A copy of the diploma that the filing speaks of."""
    sheet = Sheet(rng, half, dpi, landscape=True)
    education = str(truth.value["education"])
    value = attachment_values(truth, "diploma")
    end = dt.date(birth_of(truth).year + AGE[education], 7, 1)
    begin, until = f"{chinese_year(end.year - SPAN[education])}年九月", f"{chinese_year(end.year)}年七月"
    left, right = 110.0, A4[1] - 110.0
    sheet.frame((50, 50, A4[1] - 50, A4[0] - 50), (160, 60, 60))
    head = "研究生毕业证书" if "研究生" in education else "普通高等学校毕业证书"
    sheet.put((Piece(head),), (left, 90, right, 130), 28, "center")
    years = DIGITS[SPAN[education]] + "年制"
    pieces = (
        Piece("      学生  "),
        Piece(str(value["name"]), "name"),
        Piece(f"  性别{truth.value['gender']}，{chinese_day(birth_of(truth))}生，于{begin}至{until}在本校  "),
        Piece(str(value["major"]), "major"),
        Piece(f"  专业{years}"),
        Piece(STUDIES[education], "education"),
        Piece("学习，修完教学计划规定的全部课程，成绩合格，准予毕业。"),
    )
    sheet.put(pieces, (left + 150, 190, right, 380), 15)
    sheet.portrait((left, 200, left + 100, 340))
    foot = (Piece("校    名："), Piece(str(value["school"]), "school"), Piece("        校（院）长："))
    sheet.put(foot, (left, 430, right, 460), 13)
    number = f"{rng.randrange(10**5):05d}1{end.year}05{rng.randrange(10**6):06d}"
    sheet.put((Piece(f"证书编号：{number}        {chinese_day(end)}"),), (left, 470, right, 500), 12)
    stamp_seal(sheet.surface, (left + 150, 400, right, 520), str(value["school"]), sheet.face, rng)
    return sheet.done("diploma", value)


def draw_title_certificate(truth: Truth, rng: random.Random, half: str = "develop", dpi: int = 200) -> Attachment:
    """A copy of the certificate of the title that is claimed; only for a filing that claims one."""
    sheet = Sheet(rng, half, dpi)
    value = attachment_values(truth, "title_certificate")
    sheet.put((Piece("专业技术资格证书"),), (60, 110, A4[0] - 60, 150), 26, "center")
    sheet.portrait((A4[0] - 190, 220, A4[0] - 100, 346))
    birth, given = birth_of(truth), birth_of(truth).year + rng.randint(30, 33)
    rows: tuple[tuple[Piece, ...], ...] = (
        (Piece("姓    名："), Piece(str(value["name"]), "name")),
        (Piece(f"性    别：{truth.value['gender']}"),),
        (Piece(f"出生年月：{birth.year}年{birth.month}月"),),
        (Piece(f"专业名称：{truth.value['major']}"),),
        (Piece("资格名称："), Piece(str(value["title"]), "title")),
        (Piece(f"授予时间：{given}年{rng.randint(1, 12)}月"),),
        (Piece("评审组织：人力资源和社会保障局专业技术资格评审委员会"),),
    )
    for number, pieces in enumerate(rows):
        sheet.put(pieces, (90, 220 + 36 * number, A4[0] - 200, 250 + 36 * number), 14)
    stamp_seal(sheet.surface, (90, 500, A4[0] - 60, 640), "人力资源和社会保障局", sheet.face, rng)
    return sheet.done("title_certificate", value)


def draw_attachments(truth: Truth, rng: random.Random, half: str = "develop", dpi: int = 200) -> list[Attachment]:
    """The copies that the filing needs: ID card, diploma, and the title certificate where a title is claimed."""
    drawn = [draw_id_card(truth, rng, half, dpi), draw_diploma(truth, rng, half, dpi)]
    if truth.value["title"]:
        drawn.append(draw_title_certificate(truth, rng, half, dpi))
    return drawn
