"""The pictures on a form: a portrait and the red round seal."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from benchmarks.generator.fonts import font_for
from benchmarks.generator.surface import Rectangle, Surface


def _grain(rng: random.Random, width: int, height: int, depth: float) -> Image.Image:
    even = Image.frombytes("L", (width, height), rng.randbytes(width * height))
    return even.point(lambda value: int(128 + (value - 128) * depth / 128))


def make_portrait(rng: random.Random, width: int, height: int) -> Image.Image:
    """A portrait of nobody: head and shoulders before a plain ground."""
    ground = rng.choice(((67, 142, 219), (255, 255, 255), (200, 30, 40), (225, 232, 240), (120, 170, 225)))
    image = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(image)
    for row in range(height):
        fade = 1 - 0.18 * row / height
        pen.line((0, row, width, row), fill=(int(ground[0] * fade), int(ground[1] * fade), int(ground[2] * fade)))
    skin = rng.choice(((226, 186, 160), (211, 167, 138), (238, 203, 180)))
    cloth = rng.choice(((35, 40, 60), (60, 60, 65), (240, 240, 240), (90, 30, 40)))
    cx, head, top = width / 2, width * rng.uniform(0.2, 0.24), height * rng.uniform(0.16, 0.22)
    pen.ellipse((cx - width * 0.46, height * 0.66, cx + width * 0.46, height * 1.4), fill=cloth)
    pen.rectangle((cx - head * 0.4, top + head * 2, cx + head * 0.4, height * 0.72), fill=skin)
    pen.ellipse((cx - head * 1.12, top - head * 0.25, cx + head * 1.12, top + head * 2.1), fill=(28, 24, 24))
    pen.ellipse((cx - head, top + head * 0.2, cx + head, top + head * 2.75), fill=skin)
    for side in (-1, 1):
        eye_x, eye_y = cx + side * head * 0.42, top + head * 1.25
        eye = (eye_x - head * 0.13, eye_y - head * 0.08, eye_x + head * 0.13, eye_y + head * 0.08)
        pen.ellipse(eye, fill=(40, 30, 30))
    mouth = (cx - head * 0.3, top + head * 1.8, cx + head * 0.3, top + head * 2.2)
    pen.arc(mouth, 20, 160, fill=(150, 80, 80), width=2)
    noise = _grain(rng, width, height, rng.uniform(20, 40)).convert("RGB")
    return Image.blend(image, ImageChops.overlay(image, noise), 0.5).filter(ImageFilter.GaussianBlur(0.8))


def place_portrait(surface: Surface, box: Rectangle, rng: random.Random) -> Rectangle:
    """Puts a portrait of at most two inches (35 × 49 mm) into the box; gives its place in points."""
    room_x, room_y = box[2] - box[0], box[3] - box[1]
    height = min(room_y, room_x * 1.4, 139.0) * rng.uniform(0.9, 1.0)
    width = height / 1.4
    x = box[0] + (room_x - width) * rng.uniform(0.3, 0.7)
    y = box[1] + (room_y - height) * rng.uniform(0.3, 0.7)
    place = (x, y, x + width, y + height)
    surface.picture(make_portrait(rng, round(width * surface.scale), round(height * surface.scale)), place)
    return place


def make_seal(rng: random.Random, text: str, face: str, pixels: int) -> Image.Image:
    """A round seal, RGBA: ring, star, the enterprise's name along the arc."""
    red = rng.choice(((210, 30, 40), (225, 45, 45), (190, 25, 50)))
    image = Image.new("RGBA", (pixels, pixels), (*red, 0))
    pen = ImageDraw.Draw(image)
    line = max(2, pixels // 36)
    pen.ellipse((line, line, pixels - line, pixels - line), outline=(*red, 255), width=line)
    middle, radius = pixels / 2, pixels * 0.17
    star = []
    for k in range(10):
        reach = radius if k % 2 == 0 else radius * 0.4
        angle = math.pi * k / 5 - math.pi / 2
        star.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    pen.polygon(star, fill=(*red, 255))
    size = min(pixels * 0.145, math.pi * pixels * 0.62 / max(len(text), 8))
    span = min(290.0, 22.0 * len(text))
    for k, character in enumerate(text):
        angle = -span / 2 + span * k / max(len(text) - 1, 1)
        _put_on_arc(image, character, face, int(size), angle, pixels * 0.375, red)
    worn = _grain(rng, pixels, pixels, 127).point(lambda value: 255 if value > 60 else 90)
    alpha = ImageChops.multiply(image.getchannel("A"), worn)
    image.putalpha(alpha.point(lambda value: int(value * 0.8)).filter(ImageFilter.GaussianBlur(0.6)))
    return image.rotate(rng.uniform(-18, 18), resample=Image.Resampling.BICUBIC)


def _put_on_arc(
    image: Image.Image, character: str, face: str, size: int, angle: float, radius: float, red: tuple[int, int, int]
) -> None:
    tile = Image.new("L", (size * 2, size * 2), 0)
    font = font_for(face, character, max(6, size))
    ImageDraw.Draw(tile).text((size, size), character, font=font, fill=255, anchor="mm")
    tile = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
    turn = math.radians(angle - 90)
    x = image.width / 2 + radius * math.cos(turn) - size
    y = image.height / 2 + radius * math.sin(turn) - size
    image.paste((*red, 255), (round(x), round(y)), tile)


def stamp_seal(surface: Surface, box: Rectangle, text: str, face: str, rng: random.Random) -> Rectangle:
    """Stamps a seal of 38 to 42 mm over the right half of the box (points); gives its place."""
    size = rng.uniform(38, 42) * 72 / 25.4
    x = box[0] + (box[2] - box[0]) * rng.uniform(0.5, 0.82) - size / 2
    y = (box[1] + box[3]) / 2 + rng.uniform(-6, 14) - size / 2
    x, y = min(x, surface.width - size), min(y, surface.height - size)
    place = (x, y, x + size, y + size)
    surface.picture(make_seal(rng, text, face, round(size * surface.scale)), place)
    return place
