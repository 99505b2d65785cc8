"""Ticks that reach into a box beside their own: such a box is not ticked by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractors.page import Tick
from extractors.scan.sheet import Rect, Sheet, clipped
from extractors.scan.ticks import TickBox

RIM = 0.17
"""How much of a box's side its frame and the blur of it take."""
MUCH = 2.5
"""A stroke belongs to the box in which there is so many times as much of it as in the other."""
BARE = 0.03
"""A box is empty of which no more than this share is inked when the strokes of other boxes are taken away."""
SURE = 0.96


def without_intruders(sheet: Sheet, boxes: Sequence[TickBox]) -> list[TickBox]:
    """The boxes of a cell, those empty that look ticked only because the tick of another reaches into them."""
    marked = [k for k, box in enumerate(boxes) if box.text != "■" and box.tick in (Tick.CHECKED, Tick.UNKNOWN)]
    if len(marked) < 2:
        return list(boxes)
    side = max(box.rect[2] - box.rect[0] for box in boxes)
    lefts, tops, rights, bottoms = zip(*(boxes[k].rect for k in marked), strict=True)
    area = clipped((min(lefts) - side, min(tops) - side, max(rights) + side, max(bottoms) + side), sheet.ink.shape)
    ink = sheet.ink[area[1] : area[3], area[0] : area[2]].copy()
    insides = []
    for k in marked:
        x0, y0, x1, y1 = _within(boxes[k].rect, area)
        rim = max(2, round(RIM * (x1 - x0)))
        inside = x0 + rim, y0 + rim, x1 - rim, y1 - rim
        kept = ink[inside[1] : inside[3], inside[0] : inside[2]].copy()
        ink[max(0, y0 - rim) : y1 + rim, max(0, x0 - rim) : x1 + rim] = 0
        ink[inside[1] : inside[3], inside[0] : inside[2]] = kept
        insides.append(inside)
    # frames were taken out along with what crosses them: strokes are joined again over so wide a gap
    joined = np.asarray(cv2.dilate(ink, np.ones((round(2.4 * RIM * side) | 1,) * 2, np.uint8)), np.uint8)
    _, labels = cv2.connectedComponents(joined, connectivity=8)
    labels[ink == 0] = 0
    amounts = np.array([np.bincount(labels[a:c, b:d].ravel(), minlength=labels.max() + 1) for b, a, d, c in insides])
    amounts[:, 0] = 0
    found = list(boxes)
    for place, k in enumerate(marked):
        others = np.delete(amounts, place, axis=0).max(axis=0)
        own = int(amounts[place][amounts[place] * MUCH > others].sum())
        x0, y0, x1, y1 = insides[place]
        lost = int(amounts[place].sum()) > own
        touched = boxes[k].tick is Tick.UNKNOWN and any(
            boxes[other].tick is Tick.CHECKED and _is_beside(boxes[k], boxes[other]) for other in marked
        )
        if (lost or touched) and own <= BARE * (x1 - x0) * (y1 - y0):
            found[k] = replace(boxes[k], text="□", tick=Tick.UNCHECKED, confidence=SURE)
    return found


def _is_beside(one: TickBox, other: TickBox) -> bool:
    """Whether a tick in the other box can reach the first: they stand no more than a side apart."""
    side = other.rect[2] - other.rect[0]
    across = max(one.rect[0] - other.rect[2], other.rect[0] - one.rect[2])
    down = max(one.rect[1] - other.rect[3], other.rect[1] - one.rect[3])
    return max(across, down) <= side


def _within(rect: Rect, area: Rect) -> Rect:
    return rect[0] - area[0], rect[1] - area[1], rect[2] - area[0], rect[3] - area[1]
