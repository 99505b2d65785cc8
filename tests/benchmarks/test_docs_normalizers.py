"""docs/normalizers.md says what the normalizers do."""

from __future__ import annotations

from benchmarks.normalize_docs import DOCS, page


def test_the_page_of_normalizers_is_in_step() -> None:
    """Run `python -m benchmarks.normalize_docs` where this fails."""
    assert DOCS.read_text(encoding="utf-8") == page()
