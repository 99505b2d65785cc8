"""A page that is not quite flat: how far its lines bend, and where a straight grid lies on the bent page.

The bend is a low polynomial for each direction, fitted to all ruled lines at once, so that no single line decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.grid import GridCell, GridTable
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

    def level(self, piece: Segment) -> Segment:
        """The piece of a horizontal line as it would lie on a flat page."""
        return Segment(
            piece.position - self._down((piece.start + piece.end) / 2, piece.position),
            piece.start - self._right(piece.start, piece.position),
            piece.end - self._right(piece.end, piece.position),
        )

    def plumb(self, piece: Segment) -> Segment:
        """The piece of a vertical line as it would lie on a flat page."""
        return Segment(
            piece.position - self._right(piece.position, (piece.start + piece.end) / 2),
            piece.start - self._down(piece.position, piece.start),
            piece.end - self._down(piece.position, piece.end),
        )

    def back(self, grid: GridTable, scale: float) -> GridTable:
        """A grid of the flat page where it lies on the bent one, enlarged by `scale`."""
        x0, y0, x1, y1 = grid.box
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return GridTable(
            tuple(scale * self._lies_at(line, y)[0] for line in grid.x_lines),
            tuple(scale * self._lies_at(x, line)[1] for line in grid.y_lines),
            tuple(self._bent(cell, scale) for cell in grid.cells),
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

    def _bent(self, cell: GridCell, scale: float) -> GridCell:
        x, y = (cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2
        return replace(
            cell,
            x0=scale * self._lies_at(cell.x0, y)[0],
            x1=scale * self._lies_at(cell.x1, y)[0],
            y0=scale * self._lies_at(x, cell.y0)[1],
            y1=scale * self._lies_at(x, cell.y1)[1],
        )

    def _lies_at(self, flat_x: float, flat_y: float) -> tuple[float, float]:
        x, y = flat_x, flat_y
        for _ in range(4):
            x, y = flat_x + self._right(x, y), flat_y + self._down(x, y)
        return x, y

    def _down(self, x: float, y: float) -> float:
        return self.height * _sum(self.down, x / self.width - 0.5, y / self.height - 0.5)

    def _right(self, x: float, y: float) -> float:
        return self.width * _sum(self.right, y / self.height - 0.5, x / self.width - 0.5)


def bend_of(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], width: int, height: int) -> Bend:
    """The bend that makes the long lines straight, or none where too few of them tell."""
    return Bend(_fit(horizontal, width, height), _fit(vertical, height, width), width, height)


def _terms(along: Floats | float, across: Floats | float) -> Floats:
    """The terms of the bend, in the last axis."""
    u, v = np.asarray(along), np.asarray(across)
    return np.stack([u, u**2, u**3, u * v, u**2 * v, u * v**2, u**2 * v**2], axis=-1)


def _sum(weights: Floats, u: float, v: float) -> float:
    a, b, c, d, e, f, g = weights.tolist()
    return float(u * (a + u * (b + c * u) + v * (d + e * u + v * (f + g * u))))


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
