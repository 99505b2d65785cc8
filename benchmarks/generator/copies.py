"""Draws the copies that go with a filing as they come: cards turned, small, on two pages, stamped.

A page may hold several copies; what stands on each agrees with the filing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

from benchmarks.generator.attachments import attachment_values
from benchmarks.generator.draw import A4
from benchmarks.generator.fonts import choose_face, font_for
from benchmarks.generator.idcards import CARD, draw_back, draw_front
from benchmarks.generator.papers import draw_diploma_page, draw_title_page
from benchmarks.generator.truth import Truth, Value

WATERMARKS = ("仅供备案使用", "仅供首席质量官备案使用", "仅供办理备案 他用无效")
STAMPS = ("复印件", "与原件一致", "复印件与原件核对无误")
WAYS = ("stacked", "beside", "two_pages", "small", "one_turned", "page_turned", "upside_down", "front_alone")
"""How the two sides of a card lie on their pages."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Pages of one file, and the copies on them in order: kind and the values that stand on it."""

    pages: tuple[Image.Image, ...]
    copies: tuple[tuple[str, dict[str, Value]], ...]


def draw_copies(truth: Truth, rng: random.Random, half: str = "develop", dpi: int = 200) -> Copies:
    """One kind of copy, or all that the filing needs, each in a layout of its own."""
    kinds = ["id_card", "diploma", *(["title_certificate"] if truth.value["title"] else [])]
    if rng.random() < 0.5:
        kinds = [rng.choice(kinds)]
    pages: list[Image.Image] = []
    for kind in kinds:
        if kind == "id_card":
            drawn = _card_pages(truth, rng, half, dpi)
        elif kind == "diploma":
            drawn = [draw_diploma_page(truth, rng, half, dpi)]
        else:
            drawn = [draw_title_page(truth, rng, half, dpi)]
        pages += [_marked(page, rng, half, dpi) for page in drawn]
    return Copies(tuple(pages), tuple((kind, attachment_values(truth, kind)) for kind in kinds))


def _card_pages(truth: Truth, rng: random.Random, half: str, dpi: int) -> list[Image.Image]:
    front, back = draw_front(truth, rng, half, dpi), draw_back(truth, rng, half, dpi)
    way = rng.choice(WAYS)
    scale = dpi / 72
    middle = (A4[0] - CARD[0]) / 2
    if way == "two_pages":
        return [_laid(dpi, (side, middle, rng.uniform(80, 400))) for side in (front, back)]
    if way == "front_alone":
        return [_laid(dpi, (front, middle, rng.uniform(80, 400)))]
    if way == "beside":
        return [_laid(dpi, (front, 40.0, 120.0), (back, 40.0 + CARD[0] + 20, 120.0))]
    if way == "small":
        share = rng.uniform(0.62, 0.85)
        sides = [side.resize((round(side.width * share), round(side.height * share))) for side in (front, back)]
        x, y = rng.choice(((20.0, 30.0), (A4[0] - CARD[0] * share - 20, 40.0), (30.0, 560.0)))
        return [_laid(dpi, (sides[0], x, y), (sides[1], x, y + sides[0].height / scale + 14))]
    if way == "one_turned":
        turned = front.rotate(rng.choice((90, 180, 270)), expand=True)
        return [_laid(dpi, (turned, middle, 80.0), (back, middle, 120.0 + turned.height / scale))]
    page = _laid(dpi, (front, middle, 110.0), (back, middle, 150.0 + CARD[1]))
    turn = {"page_turned": rng.choice((90, 270)), "upside_down": 180}.get(way, 0)
    return [page.rotate(turn, expand=True) if turn else page]


def _laid(dpi: int, *plates: tuple[Image.Image, float, float]) -> Image.Image:
    """An A4 page with pictures at places in points."""
    scale = dpi / 72
    page = Image.new("RGB", (round(A4[0] * scale), round(A4[1] * scale)), (255, 255, 255))
    for plate, x, y in plates:
        page.paste(plate, (round(x * scale), round(y * scale)))
    return page


def _marked(page: Image.Image, rng: random.Random, half: str, dpi: int) -> Image.Image:
    """The page as a copier leaves it: in colour or grey, at times with a watermark or the stamp of a copy."""
    if rng.random() < 0.4:
        page = page.convert("L").convert("RGB")
    face = choose_face(rng, half)
    if rng.random() < 0.2:
        text, grey = rng.choice(WATERMARKS), rng.randint(195, 225)
        size = round(rng.uniform(16, 26) * dpi / 72)
        mark = _written(text, face, size, (grey, grey, grey)).rotate(
            rng.uniform(20, 40), expand=True, fillcolor="white"
        )
        page = _over(page, mark, rng.uniform(0.1, 0.4), rng.uniform(0.1, 0.5))
    if rng.random() < 0.3:
        red = rng.choice(((200, 40, 50), (60, 60, 160)))
        mark = _written(rng.choice(STAMPS), face, round(14 * dpi / 72), red)
        ImageDraw.Draw(mark).rectangle((0, 0, mark.width - 1, mark.height - 1), outline=red, width=3)
        page = _over(
            page, mark.rotate(rng.uniform(-6, 6), expand=True, fillcolor="white"), 0.6, rng.uniform(0.86, 0.92)
        )
    return page


def _written(text: str, face: str, size: int, colour: tuple[int, int, int]) -> Image.Image:
    fonts = [font_for(face, character, size) for character in text]
    image = Image.new("RGB", (round(size * (len(text) + 1)), round(size * 1.6)), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for place, (character, font) in enumerate(zip(text, fonts, strict=True)):
        pen.text((size * (place + 0.5), size * 1.25), character, font=font, fill=colour, anchor="ls")
    return image


def _turned(mark: Image.Image, degrees: float) -> Image.Image:
    return mark.rotate(degrees, expand=True, fillcolor="white")


def _over(page: Image.Image, mark: Image.Image, across: float, down: float) -> Image.Image:
    layer = Image.new("RGB", page.size, (255, 255, 255))
    layer.paste(mark, (round(page.width * across), round(page.height * down)))
    return ImageChops.multiply(page, layer)
