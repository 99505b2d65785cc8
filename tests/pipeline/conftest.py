"""A fresh registry for each test: on SQLite, and on PostgreSQL too where CQO_TEST_POSTGRES holds a URL."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

DATABASES = ["sqlite", *(["postgresql"] if os.environ.get("CQO_TEST_POSTGRES") else [])]


@pytest.fixture(params=DATABASES)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes URLs of empty databases."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"
        return
    from sqlalchemy import create_engine, text

    server = os.environ["CQO_TEST_POSTGRES"]
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:", 1))
    schemas: list[str] = []

    def make() -> str:
        schemas.append(f"test_{uuid.uuid4().hex}")
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schemas[-1]}"))
        return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schemas[-1]}"

    yield make
    with engine.begin() as connection:
        for schema in schemas:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()
