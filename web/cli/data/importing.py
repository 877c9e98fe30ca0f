"""``yizhan import``."""

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
from geodata.services.geocoding import GEOCODERS, Geocoder
from geodata.store import Store
from geodata.streets import network_path, read_network, streets_folder
from geodata.streets.following import UNREADABLE
from geodata.tables import Tables
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.streets import Streets
from locator.vocabulary import Datum, Kind
from locator.words import Words, same
from web.cli.data.outcome import report, show_mapping
from web.cli.helping import Command
from web.cli.options import (
    WRITABLE,
    asked_datum,
    datum_option,
    fields_option,
    file_argument,
    read_fields,
    somebody_is_there,
)
from web.cli.progress import progress_bar
from web.cli.speech import (
    complain,
    json_option,
    say,
    settings_here,
    whoever,
)

STAGES: Final[dict[Stage, Words]] = {
    "read": Words("读文件", "reading"),
    "understand": Words("理解", "understanding"),
    "place": Words("定位", "placing"),
    "write": Words("写入", "writing"),
}


@click.command(
    "import",
    cls=Command,
    help=say(
        "导入站点文件:CSV、XLSX、XLS、GeoJSON、GeoPackage、压缩的 Shapefile。"
        "要么全部写入,要么不写。",
        "Import a file of sites: CSV, XLSX, XLS, GeoJSON, GeoPackage or a zipped Shapefile. "
        "All of it is written, or nothing.",
    ),
)
@file_argument
@datum_option
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help=say("没有写明类别的行算哪一类", "kind of the rows that do not tell theirs"),
)
@fields_option(say("指定某一列是什么字段,可写多次", "which field a column is; may be repeated"))
@click.option(
    "--source", default="", help=say("没有写明来源的行算什么来源", "source of rows that name none")
)
@click.option(
    "--geocode",
    is_flag=True,
    help=say(
        "没有坐标的行,把地址发给 YIZHAN_GEOCODER 所设的地理编码服务查位置",
        "send the addresses of rows without a position to the geocoder of YIZHAN_GEOCODER",
    ),
)
@click.option("--dry-run", is_flag=True, help=say("只显示会改什么", "only show what would change"))
@click.option(
    "--rejects",
    type=WRITABLE,
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
    geocode: bool,
    rejects: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a file of sites."""
    mapping = read_fields(fields)
    place = settings_here().store
    options = ImportOptions(
        datum=Datum(datum) if datum else None,
        kind=Kind(kind) if kind else None,
        fields=mapping,
        source=source,
        geocoder=geocoder_here() if geocode else None,
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
    report(plan, geocode=geocode, dry_run=dry_run, as_json=as_json)


def geocoder_here() -> Geocoder:
    """Return the operator's geocoder.

    Raises
    ------
    InvalidInput
        None is set.
    """
    settings = settings_here()
    if settings.geocoder not in GEOCODERS:
        message = Words(
            "--geocode 需要用 YIZHAN_GEOCODER 和 YIZHAN_GEOCODER_KEY 设置地理编码服务及其密钥",
            "--geocode needs a geocoder and its key in YIZHAN_GEOCODER and YIZHAN_GEOCODER_KEY",
        )
        allowed = same(" | ".join(GEOCODERS))
        raise InvalidInput(problem("YIZHAN_GEOCODER", settings.geocoder, allowed, message))
    return GEOCODERS[settings.geocoder](settings.geocoder_key)


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


def keep_rejected(path: Path, plan: ImportPlan, tables: Tables) -> None:
    """Write the rows that are not taken to a file, before anything else is written."""
    write_rejected(path, plan, tables)
    count = len(plan.rejected)
    complain(Words(f"拒收的 {count} 行写在 {path}", f"{count} rejected rows are in {path}"))
