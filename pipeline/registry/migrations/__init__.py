"""The history of the registry's schema, for Alembic; `pipeline.registry.opening` runs it when a registry is opened."""
