"""The command `cqo`: one module a command, heavy imports only where a command runs."""

from __future__ import annotations

from pipeline.cli.main import main

__all__ = ["main"]
