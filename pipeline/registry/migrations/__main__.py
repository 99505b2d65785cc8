"""Drafts the next step of the schema from what differs between the model and a registry: for programmers.

Usage: python -m pipeline.registry.migrations URL "what changes"
"""

from __future__ import annotations

import sys

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from pipeline.registry.opening import MIGRATIONS


def main() -> None:
    """Writes migrations/versions/NNNN_what_changes.py, to be read over and mended by hand."""
    url, message = sys.argv[1:]
    number = max((int(path.name[:4]) for path in (MIGRATIONS / "versions").glob("[0-9]*.py")), default=0) + 1
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with create_engine(url).connect() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main()
