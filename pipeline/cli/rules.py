"""`cqo rules`: every rule with its severity and source, what each means, and findings that a person lets pass."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import checked_rules, registry_option, rules_option

if TYPE_CHECKING:
    from pipeline.rules.jurisdiction import Jurisdiction


@click.group(invoke_without_command=True)
@click.option("--jurisdiction", default="liaoning", show_default=True, help="Whose severities to show.")
@click.option("--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True)
@rules_option
@click.pass_context
def rules(context: click.Context, jurisdiction: str, form: str, rules_folder: Path | None) -> None:
    """List every rule that documents are checked against, with its source.

    \b
    Examples:
      cqo rules
      cqo rules --jurisdiction xizang --format json
      cqo rules explain id-checksum
      cqo rules waive 3f2a9c41d07be5c8-1 second-chief --by 王敏 --reason 集团有两名
    """
    known = checked_rules(rules_folder)
    context.obj = known
    if context.invoked_subcommand is not None:
        return
    if jurisdiction not in known:
        raise click.BadParameter(f"no such jurisdiction; there are: {', '.join(known)}", param_hint="--jurisdiction")
    if form == "markdown":
        from pipeline.rules.explain import as_markdown

        click.echo(as_markdown(known))
        return
    _list(known[jurisdiction], form)


def _list(scheme: Jurisdiction, form: str) -> None:
    from pipeline.rules.engine import rule_list

    found = rule_list(scheme)
    if form == "json":
        rows = [
            {
                "rule": info.id,
                "severity": info.severity.value if info.severity else "off",
                "holds": scheme.holds.get(info.id, True),
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


@rules.command("explain")
@click.argument("rule")
@click.pass_obj
def explain(known: Mapping[str, Jurisdiction], rule: str) -> None:
    """Say what a rule asks, why, by which article, and how to mend what it found.

    \b
    Example:
      cqo rules explain education-below-minimum
    """
    from pipeline.rules.explain import as_text, tell

    try:
        click.echo(as_text(tell(rule, known)))
    except KeyError:
        raise click.BadParameter(f"no such rule: {rule}; `cqo rules` lists them", param_hint="RULE") from None


@rules.command("waive")
@click.argument("filing")
@click.argument("rule")
@click.option("--by", required=True, help="Who lets it pass.")
@click.option("--reason", help="Why; an error is let pass only with a reason.")
@registry_option
def waive(filing: str, rule: str, by: str, reason: str | None, registry: str) -> None:
    """Let what RULE found on FILING pass. FILING: its document_id in the dataset, or the path of its file.

    \b
    Example:
      cqo rules waive 3f2a9c41d07be5c8-1 second-chief --by 王敏 --reason 集团有两名
    """
    from pipeline.registry.errors import RegistryError
    from pipeline.registry.store import open_registry
    from pipeline.registry.waivers import waive as let_pass

    try:
        with open_registry(registry) as store:
            count = let_pass(store.engine, filing, rule, by, reason)
    except RegistryError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(1)
    click.echo(f"已放行 {count} 条 {rule}。撤销：cqo rules unwaive {filing} {rule} --by 姓名", err=True)


@rules.command("unwaive")
@click.argument("filing")
@click.argument("rule")
@click.option("--by", required=True, help="Who undoes it.")
@registry_option
def unwaive(filing: str, rule: str, by: str, registry: str) -> None:
    """Undo a waiver; that it was given stays recorded.

    \b
    Example:
      cqo rules unwaive 3f2a9c41d07be5c8-1 second-chief --by 王敏
    """
    from pipeline.registry.errors import RegistryError
    from pipeline.registry.store import open_registry
    from pipeline.registry.waivers import undo

    try:
        with open_registry(registry) as store:
            count = undo(store.engine, filing, rule, by)
    except RegistryError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(1)
    click.echo(f"已撤销 {count} 条 {rule} 的放行。", err=True)


@rules.command("waivers")
@click.argument("filing", required=False)
@registry_option
def waivers(filing: str | None, registry: str) -> None:
    """Show all waivers, or those of FILING: who, when, why, and whether undone.

    \b
    Example:
      cqo rules waivers
    """
    from pipeline.registry.errors import RegistryError
    from pipeline.registry.store import open_registry
    from pipeline.registry.waivers import waivers as all_waivers

    try:
        with open_registry(registry) as store:
            found = all_waivers(store.engine, filing)
    except RegistryError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(1)
    for one in found:
        undone = f"，{one.undone_by} 于 {one.undone_at:%Y-%m-%d %H:%M} 撤销" if one.undone_at else ""
        reason = f"：{one.reason}" if one.reason else ""
        click.echo(
            f"{one.file}#{one.position}\t{one.rule}\t{one.severity}\t"
            f"{one.waived_by} 于 {one.waived_at:%Y-%m-%d %H:%M} 放行{reason}{undone}"
        )
