"""Readings against truth: fields right, ticks right, straight through, silent errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TICKS = ("post", "change_type", "employment")


@dataclass(slots=True)
class Score:
    """Counts over the files of one kind, of copies over the documents.

    `silent`: wrong and not marked for review; `unread`: documents not found; `extra`: found, but not there.
    """

    files: int = 0
    unread: int = 0
    extra: int = 0
    fields: int = 0
    right: int = 0
    ticks: int = 0
    ticks_right: int = 0
    review: int = 0
    silent: int = 0
    straight: int = 0
    wrong_by_field: Counter[str] = field(default_factory=Counter)
    review_by_field: Counter[str] = field(default_factory=Counter)
    silent_by_field: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    bins: list[list[float]] = field(default_factory=lambda: [[0, 0, 0.0] for _ in range(20)])
    mistakes: list[str] = field(default_factory=list)

    def add(self, outcome: Mapping[str, Any], truth: Mapping[str, Any]) -> None:
        """Count one file, `outcome` as `cqo read` prints it, whose only filing has these values."""
        filings = [document for document in outcome["documents"] if document["kind"] == "filing"]
        self.ticks += 0 if len(filings) == 1 else len(TICKS)
        self.add_document(outcome["file"], "filing", filings, truth)

    def add_document(
        self, file: str, kind: str, documents: Sequence[Mapping[str, Any]], truth: Mapping[str, Any]
    ) -> None:
        """Count one document of a file, the only one of its kind, as read: none or several are a document not found."""
        self.files += 1
        if len(documents) != 1:
            self.unread += 1
            self.fields += len(truth)
            self.wrong_by_field.update(list(truth))
            self.mistakes.append(f"{file} {kind}: {len(documents)} found")
            return
        document = documents[0]
        self.straight += document["status"] == "accepted"
        self.findings.update(f"{found['severity']} {found['rule']}" for found in document["findings"])
        for name, value in truth.items():
            self._field(file, name, document["fields"][name], value)

    def _field(self, file: str, name: str, read: Mapping[str, Any], value: Any) -> None:
        self.fields += 1
        right = read["value"] == value
        self.right += right
        if name in TICKS:
            self.ticks += 1
            self.ticks_right += right
        if read["review"]:
            self.review += 1
            self.review_by_field[name] += 1
        if not right:
            self.wrong_by_field[name] += 1
            silent = not read["review"]
            self.silent += silent
            self.silent_by_field[name] += silent
            mark = "SILENT " if silent else ""
            self.mistakes.append(
                f"{mark}{file} {name} {read['confidence']}: {read['value']!r} for {value!r}, {read['text']!r}"
            )
        place = self.bins[min(int(read["confidence"] * 20), 19)]
        place[0] += 1
        place[1] += right
        place[2] += read["confidence"]

    @property
    def calibration_error(self) -> float:
        """ECE: the mean distance between confidence and the share right, over twenty bins of confidence."""
        gaps = (abs(right - confidence) for count, right, confidence in self.bins if count)
        return sum(gaps) / self.fields if self.fields else 0.0

    def row(self) -> dict[str, str]:
        """The figures for a table."""
        return {
            "files": str(self.files),
            "fields right": _percent(self.right, self.fields),
            "ticks right": _percent(self.ticks_right, self.ticks),
            "straight through": _percent(self.straight, self.files),
            "in review": _percent(self.review, self.fields),
            "silent": f"{self.silent} ({_percent(self.silent, self.fields)})",
            "ECE": f"{self.calibration_error:.4f}",
            "not found": str(self.unread),
            "too many": str(self.extra),
        }


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "-"
