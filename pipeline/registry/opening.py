"""Opening the database behind a registry: fresh ones are set up, older ones brought up to date, others refused."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from pipeline.registry.errors import RegistryError

DEFAULT_URL = "sqlite:///registry.db"
HEAD = "0002"
"""The revision of the schema that this program works on: the last of migrations/versions."""
VERSION_TABLE = "cqo_version"
MIGRATIONS = Path(__file__).with_name("migrations")
WRITES = "cqo_writes"
"""Execution option of connections that will write: they wait for one another instead of failing halfway."""

_BUSY_MILLISECONDS = 60_000
_WRITER_LOCK = 0x63716F


def open_engine(url: str) -> Engine:
    """A database ready for use at `url` (SQLite file or PostgreSQL).

    Raises RegistryError where it cannot be reached, is no registry, or was made by a newer version of this program.
    """
    engine = _engine(_address(url))
    try:
        with engine.connect() as connection:
            known = _is_current(connection)
        if not known:
            with write(engine) as connection:
                if not _is_current(connection):
                    _upgrade(connection)
        if engine.dialect.name == "sqlite":
            _keep_write_ahead_log(engine)
    except DBAPIError as error:
        engine.dispose()
        raise RegistryError(f"登记库打不开，请检查地址、权限，以及它是否为登记库：{_shown(engine.url)}") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def write(engine: Engine) -> _Writing:
    """A transaction that writes, as a context manager: committed at its end, undone by an exception."""
    return _Writing(engine)


class _Writing:
    """One writer at a time: on SQLite by the database's own lock taken at once, on PostgreSQL by an advisory lock."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(**{WRITES: True})

    def __enter__(self) -> Connection:
        try:
            self._connection.begin()
            if self._connection.dialect.name == "postgresql":
                self._connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
        except BaseException:
            self._connection.close()
            raise
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._connection.commit()
        finally:
            self._connection.close()


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        if address.drivername in ("postgres", "postgresql"):
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() not in ("sqlite", "postgresql"):
            raise RegistryError("登记库只支持 SQLite 和 PostgreSQL，请改用 sqlite:///文件 或 postgresql://… 的地址。")
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise RegistryError("登记库地址无法识别，请改用 sqlite:///文件 或 postgresql://… 的地址。") from error
    return address


def _engine(address: URL) -> Engine:
    serializer = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    try:
        engine = create_engine(address, json_serializer=serializer, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise RegistryError("缺少连接 PostgreSQL 的组件，请安装：pip install 'cqo-registry[postgres]'") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(dbapi_connection: object, _: ConnectionPoolEntry) -> None:
    dbapi_connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = dbapi_connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _keep_write_ahead_log(engine: Engine) -> None:
    """Readers and the writer do not wait for one another; asked for only once the file is known to be a registry."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone() == ("delete",):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()
    finally:
        raw.close()


def _is_current(connection: Connection) -> bool:
    """Whether the schema is this program's; False: to be brought up to date. Raises RegistryError if it never can."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if tables:
            raise RegistryError(
                f"该数据库不是本程序的登记库，未作任何改动，请换一个空的数据库或别的地址：{_shown(connection.engine.url)}"
            )
        return False
    revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    if revision == HEAD:
        return True
    if revision not in {path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}:
        raise RegistryError(
            f"登记库由更新版本的程序建立（结构版本 {revision}，本程序为 {HEAD}），未作任何改动。"
            "请升级程序后再用：pip install --upgrade cqo-registry"
        )
    return False


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)
