"""`cqo rules`: every rule with its severity and source."""

from __future__ import annotations

import click


@click.command()
@click.option(
    "--jurisdiction",
    default="liaoning",
    show_default=True,
    help="Whose severities to show: liaoning, xizang or default.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def rules(jurisdiction: str, form: str) -> None:
    """List every rule that a filing or summary is checked against, with its source.

    \b
    Examples:
      cqo rules
      cqo rules --jurisdiction xizang --format json
    """
    import json

    from pipeline.rules.engine import rule_list
    from pipeline.rules.jurisdiction_file import load_jurisdictions

    known = load_jurisdictions()
    if jurisdiction not in known:
        raise click.BadParameter(f"no such jurisdiction; there are: {', '.join(known)}", param_hint="--jurisdiction")
    found = rule_list(known[jurisdiction])
    if form == "json":
        rows = [
            {
                "rule": info.id,
                "severity": info.severity.value if info.severity else "off",
                "fields": list(info.fields),
                "kinds": list(info.kinds),
                "source": info.source,
                "says": info.says,
            }
            for info in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for info in found:
        severity = info.severity.value if info.severity else "off"
        click.echo(f"{info.id:32}{severity:9}{info.says}（{info.source}）")
