"""``yizhan export``, ``yizhan backup`` and ``yizhan restore``."""

from pathlib import Path

import click

from geodata.backup import backup, restore
from geodata.exporting import export_sites
from geodata.store import Store
from locator.vocabulary import KINDS, Kind
from locator.words import Words
from web.cli.helping import Command
from web.cli.options import WRITABLE, file_argument
from web.cli.speech import here, say, settings_here, tell


@click.command(
    "export",
    cls=Command,
    help=say(
        "导出站点,格式看文件名:csv、xlsx、geojson、gpkg、fgb、kml、parquet。",
        "Export the sites; the ending of the file tells the format: csv, xlsx, geojson, gpkg, "
        "fgb, kml or parquet.",
    ),
)
@click.argument("file", type=WRITABLE)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(list(KINDS)),
    help=say("只要这一类,可写多次", "this kind only; may be repeated"),
)
def export_command(file: Path, kinds: tuple[str, ...]) -> None:
    """Write the sites to a file."""
    wanted = {Kind(kind) for kind in kinds} or set(Kind)
    with Store.open(settings_here().store) as store:
        sites = [site for site in store.load().sites if site.kind in wanted]
    export_sites(sites, file, lang=here())
    tell(Words(f"{file}:{len(sites)} 个站点", f"{file}: {len(sites)} sites"))


@click.command(
    "backup",
    cls=Command,
    help=say("把数据库备份到一个文件,服务可照常运行。", "Copy the store to a file, even in use."),
)
@click.argument("file", type=WRITABLE)
def backup_command(file: Path) -> None:
    """Copy the store to a file."""
    backup(settings_here().store, file)
    tell(Words(f"已备份到 {file}", f"copied to {file}"))


@click.command(
    "restore",
    cls=Command,
    help=say(
        "把数据库恢复成备份时的样子;原来的数据另存一份。",
        "Make the store what a backup says; what was there before is kept beside it.",
    ),
)
@file_argument
def restore_command(file: Path) -> None:
    """Put a backup in the place of the store."""
    kept = restore(file, settings_here().store)
    tell(Words(f"已从 {file} 恢复", f"restored from {file}"))
    if kept is not None:
        tell(Words(f"原来的数据留在 {kept}", f"what was there before is kept in {kept}"))
