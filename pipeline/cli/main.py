"""The command's entrance: the group, and its commands loaded by name when asked for."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "ingest": "pipeline.cli.ingest:ingest",
    "read": "pipeline.cli.read:read",
    "export": "pipeline.cli.export:export",
    "forms": "pipeline.cli.forms:forms",
    "rules": "pipeline.cli.rules:rules",
}
"""Command → "module:function", in the order of the help."""


class _Lazy(click.Group):
    """A group that imports a command when it is run or helped for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="cqo-registry", prog_name="cqo")
def main() -> None:
    """Read the paperwork about enterprises' chief quality officers into a registry.

    \b
    Examples:
      cqo ingest inbox/                 read a folder into registry.db
      cqo export --out dataset/         write the registry as CSV
      cqo read form.docx                read one file, print JSON
    """
