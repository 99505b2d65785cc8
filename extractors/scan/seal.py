"""Seals on a page: round red stamps, also pale ones and grey copies, and the page without their red. Loads cv2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from extractors.scan.sheet import Mask, Rect, clipped

if TYPE_CHECKING:
    from extractors.page import Pixels

COARSE_DPI = 75.0
SMALLEST, LARGEST = 0.85, 2.6
"""Diameter of the seal of an enterprise or authority, in inches (38 to 45 mm are prescribed, copies vary)."""
ROUND = 0.62
"""The least ratio of width to height, either way: oval seals, stretched copies."""
RING_SHARE = 0.45
"""The share of all directions in which the ring must be seen."""
RING_WIDTH, RING_ASTRAY = 0.05, 0.04
"""How thick a ring is that is taken out, and how far from where it was found it is looked for, in inches."""
GREY_RING_SHARE = 0.7
FAINT_RING_SHARE = 0.8
"""The same for a ring of dots, which a copier made of a pale one; rings among text reach less than 0.65."""
CLEAR_VOTES, FAINT_VOTES = 34, 22
"""How many edges must agree on a circle."""
FILLED = 0.62
"""A region red all over this share of its rectangle is no seal but a picture or a field of colour."""
PALE = 6
"""By how much red leads, at least, in the thin strokes of a seal, over three pixels each way."""
BINS = 72


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal: its rectangle in pixels of the page, how sure it is that there is one, and whether it is not red."""

    rect: Rect
    confidence: float
    grey: bool = False


def find_seals(pixels: Pixels, dpi: float) -> list[Seal]:
    """The seals on a picture (BGR), from the top. Only without a red one grey rings are looked for."""
    scale = min(1.0, COARSE_DPI / dpi)
    small = np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    found = list(_red_seals(small, dpi * scale)) or list(_grey_seals(small, dpi * scale))
    enlarged = (Seal(clipped(tuple(v / scale for v in s.rect), pixels.shape), s.confidence, s.grey) for s in found)  # type: ignore[arg-type]
    return sorted(enlarged, key=lambda seal: seal.rect[1])


def without_seal(pixels: Pixels) -> Pixels:
    """The picture (BGR) as it would be without red ink: what is only red turns to paper, what is black stays.

    Give the part of a page that has the seal: the shade of ink and paper is taken from it.
    """
    red = red_ink(pixels)
    if red.sum() < 10:
        return pixels
    near = np.asarray(cv2.dilate(red, np.ones((7, 7), np.uint8)), np.uint8).astype(bool)
    lead = cv2.blur(_lead(pixels), (3, 3))
    noise = float(np.percentile(np.abs(lead[~near]), 60)) if not near.all() else 0.0
    pale = np.asarray(lead > max(PALE, 3 * noise), np.uint8)
    near |= np.asarray(cv2.dilate(pale, np.ones((3, 3), np.uint8)), np.uint8).astype(bool)
    light = np.asarray(cv2.medianBlur(np.ascontiguousarray(pixels.max(axis=2)), 3), np.float32)
    paper = np.median(pixels[~near], axis=0) if not near.all() else np.full(3, 255.0)
    ink = float(np.percentile(light[red.astype(bool)], 12))
    black = min(70.0, 0.4 * ink)
    share = np.clip((light - black) / max(1.0, ink - black), 0, 1)[..., None]
    return np.where(near[..., None], share * paper, pixels).astype(np.uint8)


def without_ring(pixels: Pixels, seal: Seal, dpi: float) -> Pixels:
    """The picture (BGR) without the ring of a seal that is not red; what crosses the ring loses a little, too."""
    x0, y0, x1, y1 = seal.rect
    gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    ring = _fitted((gray < 128).astype(np.uint8), ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0) / 2, dpi)
    if ring is None:
        return pixels
    (cx, cy), radius = ring
    mask = np.zeros(gray.shape, np.uint8)
    cv2.circle(mask, (round(cx), round(cy)), round(radius), (1,), max(3, round(RING_WIDTH * dpi)))
    paper = np.percentile(pixels[y0:y1, x0:x1].reshape(-1, 3), 90, axis=0)
    return np.where(mask.astype(bool)[..., None], paper, pixels).astype(np.uint8)


def _fitted(
    ink: Mask, centre: tuple[float, float], radius: float, dpi: float
) -> tuple[tuple[float, float], float] | None:
    """Middle and radius of the circle near the one given that has most ink along it; None where little has."""
    angles = np.arange(4 * BINS) * 2 * np.pi / (4 * BINS)
    cos, sin = np.cos(angles), np.sin(angles)
    near = np.asarray(cv2.dilate(ink, np.ones((3, 3), np.uint8)), np.uint8)
    reach, step = round(RING_ASTRAY * dpi), max(1, round(0.01 * dpi))

    def share(x: float, y: float, r: float) -> float:
        xs = np.clip(np.round(x + r * cos).astype(int), 0, ink.shape[1] - 1)
        ys = np.clip(np.round(y + r * sin).astype(int), 0, ink.shape[0] - 1)
        return float(near[ys, xs].mean())

    moves = range(-reach, reach + 1, step)
    best = max(
        ((share(centre[0] + a, centre[1] + b, radius + c), a, b, c) for a in moves for b in moves for c in moves),
        default=(0.0, 0, 0, 0),
    )
    if best[0] < RING_SHARE:
        return None
    return (centre[0] + best[1], centre[1] + best[2]), radius + best[3]


def red_ink(pixels: Pixels) -> Mask:
    """1 where a picture (BGR) is red, also pale or dark red; the tint of the paper is allowed for."""
    blue, green, red = (pixels[..., k].astype(np.int16) for k in range(3))
    lead = _lead(pixels)
    least = np.maximum(26, (255 - red) // 6)
    balanced = np.abs(green - blue) <= np.maximum(40, (3 * lead) // 4)
    return np.asarray((lead > least) & (red > 70) & balanced, np.uint8)


def _lead(pixels: Pixels) -> npt.NDArray[np.int16]:
    """By how much red leads the other colours at each pixel, beyond the tint of the paper."""
    blue, green, red = (pixels[..., k].astype(np.int16) for k in range(3))
    lead = red - np.maximum(green, blue)
    tint = int(np.median(lead[::4, ::4])) if lead.size > 4096 else 0
    return np.asarray(lead - max(0, tint), np.int16)


def _red_seals(small: Pixels, dpi: float) -> Iterator[Seal]:
    red = red_ink(small)
    if red.sum() < 0.02 * dpi * dpi:
        return
    size = max(3, round(0.12 * dpi) | 1)
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8), connectivity=8)
    for k in range(1, count):
        x, y, w, h = (int(v) for v in stats[k, :4])
        if not _fits(w, h, dpi):
            continue
        own = red[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == k)
        if own.mean() > FILLED:
            continue
        share = _ring_share(np.asarray(own, np.uint8))
        if share >= RING_SHARE:
            yield Seal((x, y, x + w, y + h), min(0.998, 0.9 + 0.2 * (share - RING_SHARE)))


def _fits(width: int, height: int, dpi: float) -> bool:
    if not SMALLEST * dpi <= max(width, height) <= LARGEST * dpi:
        return False
    return min(width, height) >= ROUND * max(width, height)


def _ring_share(mask: Mask) -> float:
    """The share of directions from the middle in which there is ink near the rim of the ellipse that fills the mask."""
    height, width = mask.shape
    ys, xs = np.nonzero(mask)
    across, down = (xs + 0.5) / (width / 2) - 1, (ys + 0.5) / (height / 2) - 1
    radius = np.hypot(across, down)
    rim = (radius > 0.84) & (radius < 1.08)
    bins = ((np.arctan2(down[rim], across[rim]) + np.pi) / (2 * np.pi) * BINS).astype(int) % BINS
    return len(np.unique(bins)) / BINS


def _grey_seals(small: Pixels, dpi: float) -> Iterator[Seal]:
    """Rings on a picture without colour: less sure, as a ring of any kind looks like that."""
    if _has_colour(small):
        return
    gray = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    clear = np.asarray(cv2.medianBlur(gray, 3), np.uint8)
    found = list(_rings(gray, clear, CLEAR_VOTES, GREY_RING_SHARE, dpi))
    if not found:
        smooth = np.asarray(cv2.GaussianBlur(gray, (0, 0), 0.016 * dpi), np.uint8)
        found = list(_rings(gray, smooth, FAINT_VOTES, FAINT_RING_SHARE, dpi))
    yield from found


def _rings(gray: Mask, smooth: Mask, votes: int, least: float, dpi: float) -> Iterator[Seal]:
    """The circles of a picture along which at least this share is drawn."""
    circles = cv2.HoughCircles(
        smooth,
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=dpi,
        param1=80,
        param2=votes,
        minRadius=round(0.6 * dpi),
        maxRadius=round(1.0 * dpi),
    )
    if circles is None:
        return
    for cx, cy, r in np.asarray(circles[0], np.float64)[:4]:
        share = _contrast_ring(gray, (cx, cy), r)
        if share >= least:
            rect = (round(cx - r), round(cy - r), round(cx + r), round(cy + r))
            yield Seal(rect, min(0.85, 0.5 + (share - GREY_RING_SHARE)), grey=True)


def _has_colour(small: Pixels) -> bool:
    spread = small.max(axis=2).astype(np.int16) - small.min(axis=2)
    return float((spread > 40).mean()) > 0.01


def _contrast_ring(gray: Mask, centre: tuple[float, float], radius: float) -> float:
    """The share of directions in which the rim is darker than just inside and just outside of it."""
    angles = np.arange(BINS) * 2 * np.pi / BINS

    def levels(reaches: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        xs = np.clip(np.round(centre[0] + np.outer(reaches, np.cos(angles))).astype(int), 0, gray.shape[1] - 1)
        ys = np.clip(np.round(centre[1] + np.outer(reaches, np.sin(angles))).astype(int), 0, gray.shape[0] - 1)
        return np.asarray(gray[ys, xs], np.float64)

    rim = levels(radius + np.arange(-2.0, 3.0)).min(axis=0)
    beside = np.minimum(
        levels(radius + np.array([5.0, 6.0])).max(axis=0), levels(radius - np.array([5.0, 6.0])).max(axis=0)
    )
    return float((rim < beside - 25).mean())
