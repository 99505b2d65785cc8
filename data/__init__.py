"""What changes without a programmer: forms, jurisdictions, code tables, samples."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def path(*parts: str) -> Traversable:
    """The shipped data file or folder of that name, also when installed as a wheel."""
    return files(__name__).joinpath(*parts)
