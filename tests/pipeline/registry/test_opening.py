"""Which databases a registry opens in, and which it refuses."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from pipeline.registry.errors import RegistryError
from pipeline.registry.model import Base
from pipeline.registry.opening import HEAD, MIGRATIONS, VERSION_TABLE, open_engine
from pipeline.registry.store import open_registry
from tests.pipeline.invented import filed


def test_migrations_make_what_the_model_says(empty_url: Callable[[], str]) -> None:
    engine = open_engine(empty_url())
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == HEAD
    engine.dispose()


def test_last_migration_is_the_one_the_program_works_on() -> None:
    assert max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")) == HEAD


def test_registry_opens_again_with_what_it_held(url: str) -> None:
    with open_registry(url) as registry, registry.run("ingest") as run:
        registry.record(filed(1), run)
    with open_registry(url) as registry:
        assert registry.counts().officers == {"accepted": 1}


def test_newer_registry_is_refused_and_left_alone(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(RegistryError, match=r"9999.*pip install --upgrade"):
        open_registry(url)
    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == "9999"
    engine.dispose()


def test_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    """Not one byte of it may change: neither tables nor the way it is journalled."""
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(RegistryError, match="不是本程序的登记库"):
        open_registry(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_bytes(b"Dear Sir or Madam," * 100)
    with pytest.raises(RegistryError, match="打不开"):
        open_registry(f"sqlite:///{file}")


@pytest.mark.parametrize("url", ["", "registry.db", "mysql://localhost/x", "nonsense://x"])
def test_address_of_no_registry_is_refused(url: str) -> None:
    with pytest.raises(RegistryError, match="sqlite:///"):
        open_registry(url)


def test_password_is_not_shown() -> None:
    with pytest.raises(RegistryError) as caught:
        open_registry("postgresql://clerk:secret@127.0.0.1:1/registry?connect_timeout=2")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="missing"):
        open_registry(f"sqlite:///{tmp_path}/missing/registry.db")


FILL = """
import sys
from pipeline.registry.store import open_registry
from tests.pipeline.invented import filed
with open_registry(sys.argv[1]) as registry, registry.run("ingest") as run:
    start = int(sys.argv[2])
    print(sum(registry.record(filed(serial), run).new for serial in range(start, start + 20)))
"""


def test_two_processes_at_once_lose_nothing(empty_url: Callable[[], str]) -> None:
    """They set the database up at the same moment and take in overlapping files."""
    url, root = empty_url(), Path(__file__).parents[3]
    commands = ([sys.executable, "-c", FILL, url, str(start)] for start in (0, 10))
    both = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for command in commands]
    assert sum(int(process.communicate(timeout=60)[0]) for process in both) == 30
    with open_registry(url) as registry:
        counts = registry.counts()
        assert counts.received_files == counts.officers == counts.appointments == {"accepted": 30}


def test_reader_does_not_wait_for_the_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/registry.db"
    with open_registry(url) as registry, registry.run("ingest") as run:
        registry.record(filed(1), run)
        writer = create_engine(url).connect()
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        writer.exec_driver_sql("DELETE FROM training")
        assert registry.counts().trainings == {"accepted": 1}
        writer.close()
