"""Segments of ruled lines: joining, snapping, and which of them hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a ruled line: at `position` (y of a horizontal, x of a vertical one), from `start` to `end`."""

    position: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """From start to end."""
        return self.end - self.start


def join_collinear(segments: Iterable[Segment], tolerance: float, gap: float) -> list[Segment]:
    """Joins segments of nearly the same position whose spans overlap or nearly touch (holes up to `gap`)."""
    joined: list[Segment] = []
    for group in _by_position(segments, tolerance / 2):
        current: Segment | None = None
        for segment in sorted(group, key=lambda one: one.start):
            if current is not None and segment.start - current.end <= gap:
                weight = (current.length + 1e-9) / (current.length + segment.length + 2e-9)
                position = current.position * weight + segment.position * (1 - weight)
                current = Segment(position, current.start, max(current.end, segment.end))
                continue
            if current is not None:
                joined.append(current)
            current = segment
        if current is not None:
            joined.append(current)
    return joined


def connected(
    across: Sequence[Segment], down: Sequence[Segment], tolerance: float
) -> list[tuple[list[Segment], list[Segment]]]:
    """The groups of horizontal and vertical lines that cross or touch; lines that touch none are left out."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if (
                row.start - tolerance <= column.position <= row.end + tolerance
                and column.start - tolerance <= row.position <= column.end + tolerance
            ):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(across):
        groups[root(i)][0].append(row)
    for j, column in enumerate(down):
        groups[root(len(across) + j)][1].append(column)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def open_sides(lines: Sequence[Segment], crossing: Sequence[Segment], tolerance: float) -> list[Segment]:
    """The outer sides that a table lacks: where several `lines` end together beyond the outermost `crossing`."""
    if not crossing:
        return []
    sides = []
    first, last = min(line.position for line in crossing), max(line.position for line in crossing)
    for ends, beyond in (
        ([line.start for line in lines], [line.start < first - 3 * tolerance for line in lines]),
        ([line.end for line in lines], [line.end > last + 3 * tolerance for line in lines]),
    ):
        out = sorted(end for end, is_out in zip(ends, beyond, strict=True) if is_out)
        if len(out) < 2 or 2 * len(out) < len(lines):
            continue
        middle = out[len(out) // 2]
        together = [line.position for line, end in zip(lines, ends, strict=True) if abs(end - middle) <= 2 * tolerance]
        if 2 * len(together) >= len(lines) and len(together) > 1:
            sides.append(Segment(middle, min(together), max(together)))
    return sides


def snap(segments: Sequence[Segment], tolerance: float) -> tuple[list[float], list[list[Interval]]]:
    """One position for lines nearer to each other than `tolerance`, in order, with the intervals drawn on each."""
    positions, spans = [], []
    for group in _by_position(segments, tolerance):
        total = sum(line.length for line in group) or 1.0
        positions.append(sum(line.position * line.length for line in group) / total)
        spans.append([(line.start, line.end) for line in group])
    return positions, spans


def covered(spans: Sequence[Interval], crossing: Sequence[float], gap: float, slack: float) -> list[float]:
    """The share of each stretch between neighbours of `crossing` that the spans cover.

    Holes up to `gap` are closed; the ends of a stretch may be bare by `slack`.
    """
    closed: list[Interval] = []
    for start, end in sorted(spans):
        if closed and start - closed[-1][1] <= gap:
            closed[-1] = (closed[-1][0], max(end, closed[-1][1]))
        else:
            closed.append((start, end))
    shares = []
    for first, last in pairwise(crossing):
        margin = min(slack, (last - first) / 4)
        low, high = first + margin, last - margin
        drawn = sum(max(0.0, min(end, high) - max(start, low)) for start, end in closed)
        shares.append(drawn / (high - low))
    return shares


def _by_position(segments: Iterable[Segment], tolerance: float) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: one.position):
        if (
            groups
            and segment.position - groups[-1][-1].position <= tolerance
            and segment.position - groups[-1][0].position <= 2 * tolerance
        ):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups
