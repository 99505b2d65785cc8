"""`cqo forms`: the form definitions there are."""

from __future__ import annotations

import click


@click.group()
def forms() -> None:
    """List the form definitions.

    \b
    Example:
      cqo forms list
    """


@forms.command("list")
def list_forms() -> None:
    """Print every form definition: id, kind, fields with a place on it, name."""
    from extractors.forms.definition import definitions

    for definition in definitions():
        count = str(len(definition.fields)) if definition.rows else "-"
        click.echo(f"{definition.id}\t{definition.kind}\t{count}\t{definition.name}")
