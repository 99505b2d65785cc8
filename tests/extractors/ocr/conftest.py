"""No test of an engine may reach the network, and tests of one engine alone run where that engine is covered."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ocrengines import covered

collect_ignore = [] if "paddleocr" in covered() else ["test_paddle.py"]


@pytest.fixture(autouse=True, scope="module")
def _no_network() -> Iterator[None]:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("an engine reached for the network")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, refused)
        for name in ("getaddrinfo", "create_connection"):
            patch.setattr(socket, name, refused)
        yield
