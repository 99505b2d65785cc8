"""Lines that lie beyond the picture, as on pages bent out of it, are not drawn."""

from __future__ import annotations

import numpy as np

from extractors.scan.lattice import _levels


def test_a_line_below_the_picture_is_not_drawn() -> None:
    assert _levels(np.ones((40, 200), np.uint8), 90.0, (10.0, 100.0, 190.0), 100.0) == [0.0, 0.0]
