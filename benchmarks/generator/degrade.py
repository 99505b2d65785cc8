"""What scanners, copiers, fax machines and phones do to a page. Each kind has two halves of parameters.

Readers are tuned on `develop`; `held_out` uses other ranges and other kinds of dirt.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]
Rectangle = tuple[float, float, float, float]
KINDS = ("clean", "office", "copy", "photo", "fax")
DPI = {"clean": 300, "office": 200, "copy": 200, "photo": 200, "fax": 204}
"""The resolution a page should be drawn at for each kind."""


@dataclass(frozen=True, slots=True)
class Wear:
    """Ranges of one half: skew in degrees, blur sigma in pixels at 200 dpi, noise sigma, JPEG quality, ink strength.

    `tilt`: how far the corners of a photo move, in shares of the page; `specks` a page; `salt`: dirt is salt and
    pepper, not round dust.
    """

    skew: tuple[float, float]
    blur: tuple[float, float]
    noise: tuple[float, float]
    quality: tuple[int, int]
    ink: tuple[float, float]
    tilt: tuple[float, float]
    specks: tuple[int, int]
    salt: bool


WEAR = {
    "develop": Wear((-1.5, 1.5), (0.3, 0.8), (2, 8), (60, 92), (0.6, 1.0), (0.01, 0.06), (0, 60), salt=False),
    "held_out": Wear((-2.2, 2.2), (0.4, 1.0), (3, 11), (45, 85), (0.5, 1.15), (0.02, 0.09), (10, 120), salt=True),
}


@dataclass(frozen=True, slots=True)
class Degraded:
    """A worn picture, RGB; `matrix` takes fractions of the page before to fractions of the picture."""

    image: Image.Image
    matrix: Matrix

    def place(self, box: Rectangle) -> Rectangle:
        """The upright rectangle around a box of the page before, cut at the picture's edges."""
        corners = np.array([[(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]], np.float64)
        moved = np.clip(cv2.perspectiveTransform(corners, self.matrix)[0], 0.0, 1.0)
        (x0, y0), (x1, y1) = moved.min(axis=0), moved.max(axis=0)
        return (float(x0), float(y0), float(x1), float(y1))

    def places(self, boxes: dict[str, Rectangle]) -> dict[str, Rectangle]:
        """Every box moved along."""
        return {name: self.place(box) for name, box in boxes.items()}


def _fractions(matrix: Matrix, before: Pixels, after: Pixels) -> Matrix:
    inward = np.diag([before.shape[1], before.shape[0], 1.0])
    outward = np.diag([1 / after.shape[1], 1 / after.shape[0], 1.0])
    whole: Matrix = outward @ matrix @ inward
    return np.asarray(whole / whole[2, 2], np.float64)


class _Bench:
    """A picture being worn: pixels (RGB), homography in pixels, random sources."""

    def __init__(self, image: Image.Image, rng: random.Random, wear: Wear) -> None:
        self.first = np.array(image.convert("RGB"), dtype=np.uint8)
        self.pixels: Pixels = self.first
        self.matrix: Matrix = np.eye(3)
        self.rng, self.wear = rng, wear
        self.dice = np.random.default_rng(rng.getrandbits(32))

    def pick(self, span: tuple[float, float]) -> float:
        return self.rng.uniform(*span)

    def turn(self, degrees: float, paper: int = 255) -> None:
        height, width = self.pixels.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, self.rng.uniform(0.985, 1.0))
        matrix = np.vstack([turn, [0, 0, 1]])
        matrix[:2, 2] += np.array((self.rng.uniform(-6, 6), self.rng.uniform(-6, 6)))
        self.warp(matrix, (width, height), paper)

    def warp(self, matrix: Matrix, size: tuple[int, int], paper: int) -> None:
        worn = cv2.warpPerspective(
            self.pixels, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=(paper,) * 3
        )
        self.pixels = np.asarray(worn, np.uint8)
        self.matrix = matrix @ self.matrix

    def resize(self, width: int, height: int) -> None:
        before = self.pixels.shape
        self.pixels = np.asarray(cv2.resize(self.pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        self.matrix = np.diag([width / before[1], height / before[0], 1.0]) @ self.matrix

    def blur(self, sigma: float) -> None:
        self.pixels = np.asarray(cv2.GaussianBlur(self.pixels, (0, 0), max(sigma, 0.05)), np.uint8)

    def ink(self, strength: float, paper: float) -> None:
        lighter = paper - (255.0 - self.pixels.astype(np.float32)) * strength
        self.pixels = np.clip(lighter, 0, 255).astype(np.uint8)

    def noise(self, sigma: float) -> None:
        shape = self.pixels.shape[:2]
        grain = self.dice.normal(0, sigma, shape).astype(np.float32)
        self.pixels = np.clip(self.pixels.astype(np.float32) + grain[..., None], 0, 255).astype(np.uint8)

    def dust(self, count: int) -> None:
        height, width = self.pixels.shape[:2]
        for _ in range(count):
            x, y = self.rng.randrange(width), self.rng.randrange(height)
            grey = self.rng.randint(0, 140)
            if self.wear.salt:
                self.pixels[y : y + 2, x : x + 2] = self.rng.choice((grey, 255))
            else:
                cv2.circle(self.pixels, (x, y), self.rng.randint(1, 2), (grey, grey, grey), -1)

    def jpeg(self, quality: int) -> None:
        done, data = cv2.imencode(".jpg", self.pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
        if not done:
            raise RuntimeError("JPEG encoding failed")
        decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
        if decoded is None:
            raise RuntimeError("JPEG decoding failed")
        self.pixels = np.ascontiguousarray(np.asarray(decoded, np.uint8)[..., ::-1])

    def light(self, low: float, warm: float) -> None:
        """Falling light across the page: `low` at its darkest; `warm` takes from the blue."""
        height, width = self.pixels.shape[:2]
        angle = self.rng.uniform(0, 2 * np.pi)
        across = np.linspace(-1, 1, width)[None, :] * np.cos(angle) + np.linspace(-1, 1, height)[:, None] * np.sin(
            angle
        )
        shade = 1 - (1 - low) * (across - across.min()) / np.ptp(across)
        tint = np.array([1.0, 1 - warm * 0.4, 1 - warm])
        self.pixels = np.clip(self.pixels * shade[..., None] * tint, 0, 255).astype(np.uint8)

    def two_tone(self, threshold: float) -> None:
        grey = cv2.cvtColor(self.pixels, cv2.COLOR_RGB2GRAY)
        black = np.where(grey < threshold, 0, 255).astype(np.uint8)
        self.pixels = np.repeat(black[..., None], 3, axis=2)

    def done(self) -> Degraded:
        return Degraded(Image.fromarray(self.pixels), _fractions(self.matrix, self.first, self.pixels))


def _clean(bench: _Bench) -> None:
    bench.turn(bench.rng.uniform(-0.25, 0.25))
    bench.blur(0.4)
    bench.noise(1.5)


def _office(bench: _Bench) -> None:
    wear = bench.wear
    bench.turn(bench.pick(wear.skew))
    bench.ink(bench.pick(wear.ink), bench.rng.uniform(240, 255))
    bench.blur(bench.pick(wear.blur))
    bench.light(bench.rng.uniform(0.92, 1.0), bench.rng.uniform(0, 0.04))
    bench.dust(bench.rng.randint(*wear.specks))
    bench.noise(bench.pick(wear.noise))
    bench.jpeg(bench.rng.randint(*wear.quality))


def _copy(bench: _Bench) -> None:
    wear = bench.wear
    bench.turn(bench.pick(wear.skew))
    bench.blur(bench.pick(wear.blur))
    bench.noise(bench.pick(wear.noise) * 4)
    bench.two_tone(bench.rng.uniform(120, 190))
    if bench.rng.random() < 0.35:
        kernel = np.ones((2, 2), np.uint8)
        thicken = bench.rng.random() < 0.7
        worn = cv2.erode(bench.pixels, kernel) if thicken else cv2.dilate(bench.pixels, kernel)
        bench.pixels = np.asarray(worn, np.uint8)
    bench.dust(bench.rng.randint(*wear.specks) * 2)
    height, width = bench.pixels.shape[:2]
    for _ in range(bench.rng.randint(0, 2)):
        border = bench.rng.randint(4, int(width * 0.015))
        if bench.rng.random() < 0.5:
            bench.pixels[:, :border] = 0
        else:
            bench.pixels[height - border :] = 0
    bench.two_tone(128)


def _fax(bench: _Bench) -> None:
    bench.turn(bench.pick(bench.wear.skew) * 0.7)
    height, width = bench.pixels.shape[:2]
    fine = bench.rng.random() < 0.7
    bench.resize(width, height if fine else height // 2)
    bench.noise(bench.pick(bench.wear.noise) * 3)
    bench.two_tone(bench.rng.uniform(140, 185))
    bench.resize(width, height)
    bench.dust(bench.rng.randint(*bench.wear.specks))
    bench.two_tone(128)


def _table_top(bench: _Bench, width: int, height: int) -> Pixels:
    base = np.array(bench.rng.choice(((120, 90, 60), (90, 95, 100), (60, 60, 65), (170, 150, 120))), np.float32)
    grain = bench.dice.normal(0, 14, (height // 8 + 1, width // 2 + 1)).astype(np.float32)
    large = np.asarray(cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    return np.asarray(np.clip(base + large[..., None], 0, 255), np.uint8)


def _photo(bench: _Bench) -> None:
    wear = bench.wear
    height, width = bench.pixels.shape[:2]
    pad = bench.rng.uniform(0.03, 0.1)
    size = (round(width * (1 + 2 * pad)), round(height * (1 + 2 * pad)))
    ground = _table_top(bench, *size)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = corners + np.array((width * pad, height * pad), np.float32)
    for corner in moved:
        shift = bench.pick(wear.tilt) * width
        corner[0] += bench.rng.uniform(-0.5, 0.9) * shift * (1 if corner[0] < size[0] / 2 else -1)
        corner[1] += bench.rng.uniform(-0.5, 0.9) * shift * (1 if corner[1] < size[1] / 2 else -1)
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, moved), np.float64)
    cover = np.asarray(cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size), np.uint8)
    bench.warp(matrix, size, 0)
    bench.pixels = np.where(cover[..., None] > 127, bench.pixels, ground).astype(np.uint8)
    bench.ink(bench.rng.uniform(0.8, 1.0), bench.rng.uniform(225, 250))
    bench.light(bench.rng.uniform(0.55, 0.85), bench.rng.uniform(0.02, 0.2))
    bench.blur(bench.pick(wear.blur) * 1.3)
    bench.noise(bench.pick(wear.noise))
    bench.jpeg(bench.rng.randint(*wear.quality))


_WAYS = {"clean": _clean, "office": _office, "copy": _copy, "photo": _photo, "fax": _fax}


def degrade(image: Image.Image, kind: str, rng: random.Random, half: str = "develop") -> Degraded:
    """The page as it arrives by this way (`KINDS`), with parameters of this half."""
    bench = _Bench(image, rng, WEAR[half])
    _WAYS[kind](bench)
    return bench.done()
