"""A page that is not quite flat: how far its lines bend, and where a straight grid lies on the bent page.

The bend is a low polynomial for each direction, fitted to all ruled lines at once, so that no single line decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.grid import GridTable
from extractors.gridlines import Segment
from extractors.scan.chains import Gray, Ruling

Floats = npt.NDArray[np.float64]

LONG_LINE = 0.12
"""Lines at least this share of the picture long tell of the bend."""
COARSE = 32
UNBENT = 0.7
"""In pixels: a page that bends less than this is flat."""
LARGEST = 0.03
"""A bend by more than this share of the picture is a misfit, not a bend."""


@dataclass(frozen=True)
class Bend:
    """`down`, `right`: coefficients of the displacement in y and in x; `width`, `height` of the picture in pixels."""

    down: Floats
    right: Floats
    width: float
    height: float

    def level(self, lines: Iterable[Ruling]) -> list[Segment]:
        """The pieces of horizontal lines as they would lie on a flat page."""
        at, start, end = _pieces(lines)
        return _segments(
            at - self._downs((start + end) / 2, at), start - self._rights(start, at), end - self._rights(end, at)
        )

    def plumb(self, lines: Iterable[Ruling]) -> list[Segment]:
        """The pieces of vertical lines as they would lie on a flat page."""
        at, start, end = _pieces(lines)
        return _segments(
            at - self._rights(at, (start + end) / 2), start - self._downs(at, start), end - self._downs(at, end)
        )

    def back(self, grid: GridTable, scale: float) -> GridTable:
        """A grid of the flat page where it lies on the bent one, enlarged by `scale`."""
        x0, y0, x1, y1 = grid.box
        across, down = np.array(grid.x_lines), np.array(grid.y_lines)
        edges = np.array([(cell.x0, cell.y0, cell.x1, cell.y1) for cell in grid.cells]).T
        x, y = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
        bent = np.stack(
            [
                self._lies_at(edges[0], y)[0],
                self._lies_at(x, edges[1])[1],
                self._lies_at(edges[2], y)[0],
                self._lies_at(x, edges[3])[1],
            ],
            axis=1,
        )
        return GridTable(
            tuple((scale * self._lies_at(across, np.full_like(across, (y0 + y1) / 2))[0]).tolist()),
            tuple((scale * self._lies_at(np.full_like(down, (x0 + x1) / 2), down)[1]).tolist()),
            tuple(
                replace(cell, x0=left, y0=top, x1=right, y1=bottom)
                for cell, (left, top, right, bottom) in zip(grid.cells, (scale * bent).tolist(), strict=True)
            ),
        )

    def flattened(self, one: Gray, other: Gray) -> tuple[Gray, Gray]:
        """Two masks as they would be on a flat page."""
        width, height = round(self.width), round(self.height)
        xs, ys = np.meshgrid(
            (np.arange(width // COARSE + 1) + 0.5) * COARSE - 0.5,
            (np.arange(height // COARSE + 1) + 0.5) * COARSE - 0.5,
        )
        x, y = xs, ys
        for _ in range(3):
            u, v = x / self.width - 0.5, y / self.height - 0.5
            x, y = xs + self.width * (_terms(v, u) @ self.right), ys + self.height * (_terms(u, v) @ self.down)
        if max(np.abs(x - xs).max(), np.abs(y - ys).max()) < UNBENT:
            return one, other
        size = (xs.shape[1] * COARSE, xs.shape[0] * COARSE)
        where = cv2.resize(np.dstack((x, y)).astype(np.float32), size, interpolation=cv2.INTER_LINEAR)[:height, :width]
        flat = cv2.remap(cv2.merge((one, other)), where, None, cv2.INTER_NEAREST)  # type: ignore[call-overload]
        return np.asarray(flat[..., 0], np.uint8), np.asarray(flat[..., 1], np.uint8)

    def _lies_at(self, flat_x: Floats, flat_y: Floats) -> tuple[Floats, Floats]:
        x, y = flat_x, flat_y
        for _ in range(4):
            x, y = flat_x + self._rights(x, y), flat_y + self._downs(x, y)
        return x, y

    def _downs(self, x: Floats, y: Floats) -> Floats:
        return self.height * _sum(self.down, x / self.width - 0.5, y / self.height - 0.5)

    def _rights(self, x: Floats, y: Floats) -> Floats:
        return self.width * _sum(self.right, y / self.height - 0.5, x / self.width - 0.5)


def bend_of(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], width: int, height: int) -> Bend:
    """The bend that makes the long lines straight, or none where too few of them tell."""
    return Bend(_fit(horizontal, width, height), _fit(vertical, height, width), width, height)


def _terms(along: Floats | float, across: Floats | float) -> Floats:
    """The terms of the bend, in the last axis."""
    u, v = np.asarray(along), np.asarray(across)
    return np.stack([u, u**2, u**3, u * v, u**2 * v, u * v**2, u**2 * v**2], axis=-1)


def _sum(weights: Floats, u: Floats, v: Floats) -> Floats:
    a, b, c, d, e, f, g = weights.tolist()
    return np.asarray(u * (a + u * (b + c * u) + v * (d + e * u + v * (f + g * u))), np.float64)


def _pieces(lines: Iterable[Ruling]) -> tuple[Floats, Floats, Floats]:
    """Position, start and end of all pieces of the lines."""
    pieces = [(piece.position, piece.start, piece.end) for line in lines for piece in line]
    at, start, end = np.array(pieces, np.float64).reshape(-1, 3).T
    return at, start, end


def _segments(at: Floats, start: Floats, end: Floats) -> list[Segment]:
    return [Segment(*piece) for piece in zip(at.tolist(), start.tolist(), end.tolist(), strict=True)]


def _fit(lines: Sequence[Ruling], length: float, breadth: float) -> Floats:
    none = np.zeros(7)
    equations, wanted, weights = [], [], []
    told = 0
    for line in lines:
        if line[-1].end - line[0].start < LONG_LINE * length:
            continue
        told += 1
        pieces = np.array([((p.start + p.end) / 2 / length, p.position / breadth, p.length) for p in line])
        positions, weight = pieces[:, 1], pieces[:, 2]
        rows = _terms(pieces[:, 0] - 0.5, positions - 0.5)
        equations.append(rows - np.average(rows, axis=0, weights=weight))
        wanted.append(positions - np.average(positions, weights=weight))
        weights.append(weight)
    if told < 3:
        return none
    a, b, w = np.concatenate(equations), np.concatenate(wanted), np.concatenate(weights)
    found = none
    trust = np.ones(len(b))
    for _ in range(4):
        weighted = a * (w * trust)[:, None]
        found = np.linalg.solve(weighted.T @ a + 1e-4 * w.sum() * np.eye(7) / 7, weighted.T @ b)
        off = np.abs(a @ found - b)
        trust = 1 / (1 + (off / 0.0015) ** 2)
    return found if np.abs(a @ found).max() < LARGEST else none
