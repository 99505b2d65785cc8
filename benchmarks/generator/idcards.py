"""The two sides of an ID card (85.6 × 54 mm), as plates to be laid on pages. Layout: GA 448—2013."""

from __future__ import annotations

import datetime as dt
import random

from PIL import Image

from benchmarks.generator.attachments import MILLIMETRE
from benchmarks.generator.fonts import choose_face
from benchmarks.generator.pictures import make_portrait
from benchmarks.generator.surface import Colour, Ink, PixelSurface
from benchmarks.generator.truth import Truth

CARD = (85.6 * MILLIMETRE, 54 * MILLIMETRE)
"""Width and height in points."""
LABELS: tuple[Colour, ...] = ((60, 110, 170), (40, 90, 150), (70, 120, 160), (40, 40, 40))
PEOPLES = ("汉", "满", "蒙古", "回", "朝鲜", "锡伯", "藏")
A_ROW = 11
"""Characters of the address on a row of the card."""


class _Plate:
    def __init__(self, rng: random.Random, half: str, dpi: int, ground: Colour) -> None:
        self.surface = PixelSurface(CARD, dpi, rng)
        self.surface.image.paste(ground, (0, 0, *self.surface.image.size))
        self.face = choose_face(rng, half)
        corners = ((0.5, 0.5), (CARD[0] - 1, 0.5), (CARD[0] - 1, CARD[1] - 1), (0.5, CARD[1] - 1), (0.5, 0.5))
        self.surface.line(corners, (150, 165, 185), 0.8)

    def put(self, text: str, x: float, y: float, size: float, colour: Colour = (15, 15, 15)) -> None:
        self.surface.text(text, Ink(self.face, size, colour), x, y)

    @property
    def image(self) -> Image.Image:
        return self.surface.image


def draw_front(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    """The side with name, gender, people, birth date, address, number and portrait."""
    plate = _Plate(rng, half, dpi, rng.choice(((255, 255, 255), (238, 244, 248), (228, 238, 246), (242, 240, 232))))
    label, size = rng.choice(LABELS), rng.uniform(7.2, 8.4)
    number = str(truth.value["id_number"])
    birth = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    left, at = 14.0, 42.0
    plate.put("姓名", left, 24, size, label)
    plate.put(str(truth.value["name"]), at, 24, size + 1.5)
    plate.put("性别", left, 42, size, label)
    plate.put(str(truth.value["gender"]), at, 42, size)
    plate.put("民族", left + 62, 42, size, label)
    plate.put(rng.choice(PEOPLES), left + 88, 42, size)
    plate.put("出生", left, 60, size, label)
    for text, x, colour in (
        *((str(birth.year), at, (15, 15, 15)), ("年", at + 24, label), (f"{birth.month}", at + 38, (15, 15, 15))),
        *(("月", at + 50, label), (f"{birth.day}", at + 63, (15, 15, 15)), ("日", at + 76, label)),
    ):
        plate.put(text, x, 60, size, colour)
    plate.put("住址", left, 80, size, label)
    address = str(truth.value["address"])
    for row in range(0, len(address), A_ROW):
        plate.put(address[row : row + A_ROW], at, 80 + 11.5 * row / A_ROW, size)
    plate.put("公民身份号码", left, 141, size, label)
    x = 76.0
    for character in number:
        plate.put(character, x, 141, 9.5)
        x += 8.4
    box = (CARD[0] * 0.64, 18.0, CARD[0] * 0.94, 18.0 + CARD[0] * 0.3 * 1.24)
    pixels = (round((box[2] - box[0]) * dpi / 72), round((box[3] - box[1]) * dpi / 72))
    plate.surface.picture(make_portrait(rng, *pixels), box)
    return plate.image


def draw_back(truth: Truth, rng: random.Random, half: str, dpi: int) -> Image.Image:
    """The side with the authority and the term."""
    plate = _Plate(rng, half, dpi, rng.choice(((255, 255, 255), (236, 242, 246), (244, 240, 236))))
    number = str(truth.value["id_number"])
    year = min(int(number[6:10]) + rng.randint(30, 45), 2020)
    plate.put("中华人民共和国", 92, 34, 13)
    plate.put("居民身份证", 88, 62, 18)
    plate.surface.square((22, 16, 62, 58), 1.0, filled=False)
    plate.put("签发机关", 48, 118, 7.5, (40, 40, 40))
    plate.put(rng.choice(("大连市公安局西岗分局", "沈阳市公安局", "拉萨市公安局城关分局")), 86, 118, 8)
    plate.put("有效期限", 48, 137, 7.5, (40, 40, 40))
    end = rng.choice((f"{year + 20}.03.11", "长期"))
    plate.put(f"{year}.03.11-{end}", 86, 137, 8)
    return plate.image
