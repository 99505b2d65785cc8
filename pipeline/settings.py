"""What a run may be told: whose rules, which engine, and the limits that no received file may pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one received file: `size` and `memory` in bytes, `seconds` (wall), `pages`, `pixels` of one page.

    Of an archive or mail with all that is nested in it, `depth` deep at most: `members`, bytes `unpacked`, and `ratio`
    of unpacked to packed bytes.
    """

    size: int = 200 * 2**20
    memory: int = 4 * 2**30
    seconds: float = 180.0
    pages: int = 300
    pixels: int = 120_000_000
    members: int = 5_000
    unpacked: int = 2 * 2**30
    depth: int = 5
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Options:
    """How received files are read. `jurisdiction` None = told from the document; `today` the day of intake.

    `rules`: a folder of the user's own jurisdictions, laid over those shipped.
    """

    jurisdiction: str | None = None
    ocr: str = "rapidocr"
    threads: int | None = None
    today: date = field(default_factory=date.today)
    limits: Limits = field(default_factory=Limits)
    rules: Path | None = None
