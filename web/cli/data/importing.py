"""``yizhan import``."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from geodata.importing import (
    ImportOptions,
    ImportPlan,
    Stage,
    plan_import,
    read_file,
    write_rejected,
)
from geodata.store import Store
from geodata.streets import network_path, read_network, streets_folder
from geodata.streets.following import UNREADABLE
from geodata.tables import Tables
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.streets import Streets
from locator.vocabulary import Datum, Kind
from locator.words import Words, same
from web.cli.progress import progress_bar
from web.cli.speech import (
    complain,
    here,
    json_option,
    print_json,
    say,
    settings_here,
    tell,
    usage,
    whoever,
)

STAGES: Final[dict[Stage, Words]] = {
    "read": Words("读文件", "reading"),
    "understand": Words("理解", "understanding"),
    "place": Words("定位", "placing"),
    "write": Words("写入", "writing"),
}
LISTED: Final = 20  # sites named in a difference; the rest is counted
COUNTS: Final = {
    "read": Words("读到", "read"),
    "new": Words("新增", "new"),
    "changed": Words("更改", "changed"),
    "unchanged": Words("未变", "unchanged"),
    "merged": Words("合并", "merged"),
    "rejected": Words("拒收", "rejected"),
}


@click.command(
    "import",
    help=say(
        "导入站点文件:CSV、XLSX、XLS、GeoJSON、GeoPackage、压缩的 Shapefile。"
        "要么全部写入,要么不写。",
        "Import a file of sites: CSV, XLSX, XLS, GeoJSON, GeoPackage or a zipped Shapefile. "
        "All of it is written, or nothing.",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--datum",
    type=click.Choice([datum.value for datum in Datum]),
    help=say("文件中坐标的坐标系", "datum of the file's coordinates"),
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help=say("没有写明类别的行算哪一类", "kind of the rows that do not tell theirs"),
)
@click.option(
    "--map",
    "fields",
    multiple=True,
    metavar="列名=field",
    help=say("指定某一列是什么字段,可写多次", "which field a column is; may be repeated"),
)
@click.option(
    "--source", default="", help=say("没有写明来源的行算什么来源", "source of rows that name none")
)
@click.option("--dry-run", is_flag=True, help=say("只显示会改什么", "only show what would change"))
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        "拒收的行及原因写入此文件;不写则为 文件名.rejects.csv",
        "file for rejected rows and their reasons; NAME.rejects.csv if left out",
    ),
)
@json_option
def import_command(
    file: Path,
    *,
    datum: str | None,
    kind: str | None,
    fields: tuple[str, ...],
    source: str,
    rejects: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a file of sites."""
    with usage():
        mapping = dict(read_mapping(each) for each in fields)
    place = settings_here().store
    options = ImportOptions(
        datum=Datum(datum) if datum else None,
        kind=Kind(kind) if kind else None,
        fields=mapping,
        source=source,
        streets=streets_of(place),
    )
    with Store.open(place) as store:
        plan, tables = planned(file, store, options)
        show_mapping(plan)
        if plan.rejected and (rejects or not dry_run):
            keep_rejected(rejects or file.with_suffix(".rejects.csv"), plan, tables)
        if not dry_run:
            with progress_bar() as told:
                plan.apply(
                    store,
                    at=datetime.now(CHINA),
                    actor=whoever(),
                    progress=lambda stage, share: told(STAGES[stage], share),
                )
    report(plan, dry_run=dry_run, as_json=as_json)


def read_mapping(text: str) -> tuple[str, str]:
    """Return column and field of a ``--map``."""
    column, equals, field = text.rpartition("=")
    if not (column and equals and field):
        message = Words("应写作 列名=字段", "should be written column=field")
        raise InvalidInput(problem("--map", text, same("列名=field"), message))
    return column.strip(), field.strip()


def streets_of(place: str) -> Streets | None:
    """Return the streets that positions are held against; None where there are none."""
    path = network_path(streets_folder(place), "walk")
    if not path.exists():
        return None
    try:
        return Streets(read_network(path))
    except UNREADABLE:
        complain(
            Words(
                "路网文件不能用,不据此核对坐标系;请重新运行 yizhan streets",
                "the street network cannot be used, positions are not held against it: "
                "run yizhan streets again",
            )
        )
        return None


def planned(file: Path, store: Store, options: ImportOptions) -> tuple[ImportPlan, Tables]:
    """Return what the import will do; a datum nobody told is asked for on a terminal."""
    with progress_bar() as told:
        tables = read_file(file, progress=lambda stage, share: told(STAGES[stage], share))
    while True:
        try:
            with progress_bar() as told:
                plan = plan_import(
                    tables,
                    store.load(),
                    options=options,
                    file=file.name,
                    progress=lambda stage, share: told(STAGES[stage], share),
                )
        except InvalidInput as error:
            if error.problems[0].field != "datum" or not somebody_is_there():
                raise
            options = replace(options, datum=asked_datum(error))
            continue
        if store.revision() == plan.revision:
            return plan, tables


def somebody_is_there() -> bool:
    """Tell whether a person sits at the terminal, who can be asked."""
    return sys.stdin.isatty()


def asked_datum(error: InvalidInput) -> Datum:
    """Ask somebody at the terminal for the datum."""
    complain(error.problems[0].message)
    answer = click.prompt(
        say("坐标系", "datum"), type=click.Choice([datum.value for datum in Datum]), err=True
    )
    return Datum(answer)


def keep_rejected(path: Path, plan: ImportPlan, tables: Tables) -> None:
    """Write the rows that are not taken to a file, before anything else is written."""
    write_rejected(path, plan, tables)
    count = len(plan.rejected)
    complain(Words(f"拒收的 {count} 行写在 {path}", f"{count} rejected rows are in {path}"))


def show_mapping(plan: ImportPlan) -> None:
    """Show what each column of each table is taken for."""
    for table in plan.columns:
        if table.sheet:
            complain(same(f"[{table.sheet}]"))
        for use in table.uses:
            complain(same(f"  {use.column} → {use.field or '-'} ({use.how})"))


def report(plan: ImportPlan, *, dry_run: bool, as_json: bool) -> None:
    """Print what was done, or what would be."""
    warnings = [warning.say(here()) for warning in plan.warnings]
    if as_json:
        print_json(plan.counts | {"warnings": warnings})
        return
    if dry_run:
        show_difference(plan)
    tell(
        Words(
            ",".join(f"{COUNTS[name].zh} {count}" for name, count in plan.counts.items()),
            ", ".join(f"{COUNTS[name].en} {count}" for name, count in plan.counts.items()),
        )
    )
    for site in plan.missing[:LISTED]:
        tell(Words(f"文件中已没有(保留):{site.name}", f"no longer in the file (kept): {site.name}"))
    for rejected in plan.rejected[:LISTED]:
        reason = rejected.reason
        tell(
            Words(
                f"拒收 {rejected.row} 行:{reason.zh}", f"rejected row {rejected.row}: {reason.en}"
            )
        )
    for warning in warnings:
        complain(same(warning))


def show_difference(plan: ImportPlan) -> None:
    """Print which sites would come in and which fields would change."""
    for site in plan.new[:LISTED]:
        click.echo(f"+ {site.name} [{site.id}]")
    for change in (*plan.changed, *plan.filled)[:LISTED]:
        click.echo(f"~ {change.new.name} [{change.new.id}]")
        for field in change.fields:
            click.echo(f"    {field.field}: {field.old!r} → {field.new!r}")
