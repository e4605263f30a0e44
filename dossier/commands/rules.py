"""Commands for rules: list, propose, try, on, off, history; and for trying profiles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from classify.profile import load_profile
from dossier import rules_learning
from dossier.commands.options import ERR, OUT, DataOption, JsonOption, print_json
from dossier.commands.service import command_line_viewer, opened
from dossier.rules_shapes import RuleShape, RulesShape, TriedRule

rules = typer.Typer(help="Rules that came of corrections.", no_args_is_help=True)
RuleOrFile = Annotated[str, typer.Argument(help="A rule's name, or a YAML file with a new or edited one.")]
NameOption = Annotated[str | None, typer.Option("--name", help="Name of the rule in the file.")]
LimitOption = Annotated[int | None, typer.Option(min=1, help="Look at so many of the newest papers only.")]


def _text(given: str, name: str | None) -> tuple[str, str | None]:
    """Return a rule's name, and its text where a file was named."""
    path = Path(given)
    if path.suffix not in (".yaml", ".yml"):
        return given, None
    return name or path.stem, path.read_text("utf-8")


def _print(shown: list[RuleShape], json: bool) -> None:
    if json:
        print_json(RulesShape(shown))
        return
    for rule in shown:
        OUT.print(
            f"[bold]{rule.rule}[/bold]  {rule.version}  {rule.state}  {rule.set_by}  "
            f"{rule.set_at:%Y-%m-%d %H:%M}"
        )
        figures = "  ".join(
            f"{name} {value}" for name, value in rule.figures.items() if isinstance(value, int)
        )
        if figures:
            OUT.print(f"   {figures}", markup=False)
        for row in rule.text.splitlines():
            OUT.print(f"   {row}", markup=False, soft_wrap=True)


@rules.command("list")
def list_(data: DataOption = None, json: JsonOption = False) -> None:
    """List the rules as they are now."""
    with opened(data) as service:
        _print(rules_learning.list_rules(service, command_line_viewer()), json)


@rules.command("history")
def history(
    rule: Annotated[str | None, typer.Argument(help="A rule's name; all when not given.")] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Tell who switched what on and off, and when."""
    with opened(data) as service:
        _print(rules_learning.history(service, command_line_viewer(), rule), json)


@rules.command("propose")
def propose(data: DataOption = None, json: JsonOption = False) -> None:
    """Look for rules in what people corrected; nothing is switched on."""
    with opened(data) as service:
        _print(rules_learning.propose(service, command_line_viewer()), json)


@rules.command("try")
def try_(
    rule: RuleOrFile, limit: LimitOption = None, data: DataOption = None, json: JsonOption = False
) -> None:
    """Run a rule on the archive, from stored words: which papers would change."""
    name, text = _text(rule, None)
    with opened(data) as service, Progress(console=ERR, transient=True) as bar:
        task = bar.add_task("try", total=None)
        tried = rules_learning.try_rule(
            service,
            command_line_viewer(),
            name,
            text,
            limit=limit,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    print_tried(tried, json)


def print_tried(tried: TriedRule, json: bool) -> None:
    """Print what would change."""
    if json:
        print_json(tried)
        return
    OUT.print(f"[bold]{tried.rule}[/bold]  {tried.looked_at} / {tried.papers}")
    for change in tried.changes:
        OUT.print(f"   {change.papers}  {change.before} → {change.after}")
    OUT.print(f"   ✓ {tried.people_agree}   ✗ {tried.people_disagree}")
    for paper in tried.samples:
        mark = "!" if paper.by_person else " "
        OUT.print(f"   {mark} #{paper.id}  {paper.title}  {paper.before} → {paper.after}")


@rules.command("on")
def on(rule: RuleOrFile, name: NameOption = None, data: DataOption = None, json: JsonOption = False) -> None:
    """Switch a rule on; makes a version. `witness` teaches the learned witness anew."""
    known, text = _text(rule, name)
    with opened(data) as service:
        _print([rules_learning.switch_on(service, command_line_viewer(), known, text)], json)


@rules.command("off")
def off(
    rule: Annotated[str, typer.Argument(help="A rule's name.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Take a rule back, or decline a proposed one; makes a version."""
    with opened(data) as service:
        _print([rules_learning.switch_off(service, command_line_viewer(), rule)], json)


def try_profile(
    name: Annotated[str, typer.Argument(help="A built-in profile's name, or a file.")],
    limit: LimitOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Run another profile on the archive, from stored words: which papers would change."""
    other = load_profile(name)
    with opened(data) as service:
        print_tried(rules_learning.try_profile(service, command_line_viewer(), other, limit=limit), json)
