"""A fresh registry for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.registry.store import open_registry
from tests.support.postgres import server

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with server() as url:
        yield url


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes URLs of databases with nothing in them, not even tables."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"
        return
    from sqlalchemy import create_engine, text

    address: str = request.getfixturevalue("postgres")
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:", 1))
    schemas: list[str] = []

    def make() -> str:
        schemas.append(f"test_{uuid.uuid4().hex}")
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schemas[-1]}"))
        return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{schemas[-1]}"

    yield make
    with engine.begin() as connection:
        for schema in schemas:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry on SQLite without content, set up once."""
    file = tmp_path_factory.mktemp("registry") / "registry.db"
    open_registry(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def new_url(empty_url: Callable[[], str], set_up: Path) -> Callable[[], str]:
    """Makes URLs of registries without content."""

    def make() -> str:
        url = empty_url()
        if url.startswith("sqlite"):
            shutil.copy(set_up, url.removeprefix("sqlite:///"))
        return url

    return make


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()
