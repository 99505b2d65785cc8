"""`Truth`: what stands on a form, and what each of its values therefore is.

The names of the fields are copied from CONTRACT.md, not imported: a slip in the reader must not slip in here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Value = str | bool | int | float | dict[str, str] | None

FILING_FIELDS = (
    "filing_date", "enterprise_name", "photo", "region", "industry", "enterprise_type", "above_scale",
    "enterprise_scale", "main_products", "name", "id_number", "gender", "birth_date", "quality_years", "school",
    "major", "education", "position", "title", "mobile", "address", "email", "post", "change_type", "employment",
    "appointed_from", "trained", "training_date", "training_organizer", "principal_name", "principal_position",
    "principal_contact", "quality_head_name", "quality_head_position", "quality_head_contact", "resume",
    "enterprise_opinion", "seal", "opinion_date", "remarks",
)  # fmt: skip
ROW_FIELDS = (
    "serial", "enterprise_name", "post", "name", "gender", "position", "title", "mobile", "training", "remarks",
)  # fmt: skip
OPTIONS: dict[str, tuple[str, ...]] = {
    "post": ("首席质量官", "二级质量官"),
    "change_type": ("新设", "变更"),
    "employment": ("专职", "兼职"),
    "gender": ("男", "女"),
    "above_scale": ("是", "否"),
    "trained": ("是", "否"),
    "enterprise_scale": ("大型", "中型", "小型", "微型"),
}
"""The fields that a form may print as tick boxes, with their options."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One filing: `written` is the text put on the form ("" = nothing), `value` the form CONTRACT.md gives it.

    `chosen`: for each field of `OPTIONS` the options that bear a tick. `findings`: rules of severity error that the
    filing breaks on purpose, empty for a clean one.
    """

    jurisdiction: str
    written: Mapping[str, str]
    value: Mapping[str, Value]
    chosen: Mapping[str, tuple[str, ...]]
    findings: tuple[str, ...] = ()

    def changed(
        self,
        written: Mapping[str, str] | None = None,
        value: Mapping[str, Value] | None = None,
        chosen: Mapping[str, tuple[str, ...]] | None = None,
        findings: tuple[str, ...] = (),
    ) -> Truth:
        """The same filing with some fields different and these findings added."""
        return replace(
            self,
            written={**self.written, **(written or {})},
            value={**self.value, **(value or {})},
            chosen={**self.chosen, **(chosen or {})},
            findings=(*self.findings, *findings),
        )

    def unsealed(self) -> Truth:
        """The same filing without a seal, as in a Word file."""
        return self.changed(value={"seal": False})


@dataclass(frozen=True, slots=True)
class SummaryTruth:
    """One summary: head fields and rows, each with what is written and what it means."""

    jurisdiction: str
    written: Mapping[str, str]
    value: Mapping[str, Value]
    rows_written: tuple[Mapping[str, str], ...] = field(default_factory=tuple)
    rows: tuple[Mapping[str, Value], ...] = field(default_factory=tuple)
