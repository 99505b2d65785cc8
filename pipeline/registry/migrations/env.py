"""What Alembic runs to migrate: on the connection it is handed, inside the transaction that connection is in.

To draft a step: make a registry of the step before, then `python -m pipeline.registry.migrations URL "what changes"`.
"""

from __future__ import annotations

from alembic import context

from pipeline.registry.model import Base
from pipeline.registry.opening import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
