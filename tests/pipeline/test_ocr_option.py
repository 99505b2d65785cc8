"""`--ocr`: a wrong or missing engine is told at once, before any file is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.ocr import engines
from pipeline.cli.main import main


@pytest.mark.parametrize("command", ["read", "ingest"])
def test_an_unknown_engine_is_answered_with_the_names_there_are(command: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [command, str(tmp_path), "--ocr", "no-such-engine"])
    assert result.exit_code == 2
    assert "rapidocr, rapidocr-onnx, paddleocr" in result.output


@pytest.mark.parametrize("command", ["read", "ingest"])
def test_an_engine_not_installed_is_answered_with_the_command_that_installs_it(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    result = CliRunner().invoke(main, [command, str(tmp_path), "--ocr", "paddleocr"])
    assert result.exit_code == 2
    assert "pip install 'cqo-registry[paddleocr]'" in result.output
