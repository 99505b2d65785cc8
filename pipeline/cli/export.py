"""`cqo export`: the registry as a dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.common import registry_option


@click.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@registry_option
@click.option(
    "--format", "formats", default="csv", show_default=True, help="Formats, with commas between: csv, parquet, xlsx."
)
@click.option("--mask", is_flag=True, help="Mask ID numbers and phones.")
def export(out: Path, registry: str, formats: str, mask: bool) -> None:
    """Write the registry as tables with a datapackage.json that describes them.

    \b
    Examples:
      cqo export --out dataset/
      cqo export --out dataset/ --mask
    """
    from pipeline.outputs.dataset import FORMATS
    from pipeline.outputs.dataset import export as write_dataset
    from pipeline.registry.errors import RegistryError
    from pipeline.registry.store import open_registry

    chosen = tuple(part.strip() for part in formats.split(",") if part.strip())
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise click.BadParameter(
            f"no such format: {', '.join(unknown)}; there are: {', '.join(FORMATS)}", param_hint="--format"
        )
    try:
        with open_registry(registry) as store:
            files = write_dataset(store, out, chosen, mask=mask)
    except (RegistryError, OSError) as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(1)
    for file in files:
        click.echo(f"已写出 {file}", err=True)
