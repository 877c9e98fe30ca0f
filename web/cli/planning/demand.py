"""``yizhan demand``."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from geodata.demand import (
    DEFAULT_SIZE,
    MIN_COUNT,
    ReadDemand,
    demand_path,
    read_demand,
    save_demand,
)
from geodata.demand.suspicion import far_from_sites
from geodata.store import Store
from locator.errors import InvalidInput
from locator.hours import CHINA
from locator.planning.demand import DEMAND_WORDS, CellKind, DemandKind
from locator.vocabulary import Datum
from locator.words import Words, same
from web.cli.helping import Command
from web.cli.options import (
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
    here,
    json_option,
    print_json,
    say,
    settings_here,
    tell,
)

READING: Final = Words("读文件", "reading")
MUCH: Final = 0.05  # of the weight left out: worth a warning
KINDS: Final = ("orders", "riders", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command was asked for."""

    kind: DemandKind
    datum: Datum | None
    cell: CellKind
    size: int | None
    min_count: int | None
    fields: dict[str, str]


@click.command(
    "demand",
    cls=Command,
    help=say(
        "载入需求:订单、骑手或人口的点(CSV、XLSX、Parquet、GeoJSON、GeoPackage),带数量的多边形,"
        "或 GeoTIFF 栅格。点在读入时就并入单元,原始位置不保留。",
        "Load demand: points of orders, riders or people (CSV, XLSX, Parquet, GeoJSON, "
        "GeoPackage), polygons with counts, or a GeoTIFF grid. Points are gathered into cells "
        "as they are read; their positions are not kept.",
    ),
)
@file_argument
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="orders",
    show_default=True,
    help=say("数的是什么", "what is counted"),
)
@datum_option
@click.option(
    "--cell",
    type=click.Choice(list(DEFAULT_SIZE)),
    default="h3",
    show_default=True,
    help=say("并入六边形还是方格", "gather into hexagons or squares"),
)
@click.option(
    "--size",
    type=int,
    help=say(
        f"H3 级别(默认 {DEFAULT_SIZE['h3']})或方格边长米数(默认 {DEFAULT_SIZE['square']})",
        f"H3 resolution (default {DEFAULT_SIZE['h3']}) or side of the squares in metres "
        f"(default {DEFAULT_SIZE['square']})",
    ),
)
@click.option(
    "--min-count",
    type=click.IntRange(min=0),
    help=say(
        f"少于这么多条的单元略去,以免指向个人;点默认 {MIN_COUNT},多边形和栅格默认 0",
        "leave out cells with fewer contributions, which may point at somebody; "
        f"{MIN_COUNT} for points, 0 for polygons and grids, if not given",
    ),
)
@fields_option(
    say(
        "指定某一列是什么字段,可写多次:lon、lat、position、weight、time、date、weekday、hour、"
        "hour_of_week、rider",
        "which field a column is; may be repeated: lon, lat, position, weight, time, date, "
        "weekday, hour, hour_of_week, rider",
    )
)
@click.option(
    "--dry-run", is_flag=True, help=say("只显示会载入什么", "only show what would be loaded")
)
@json_option
def demand_command(
    file: Path,
    *,
    kind: DemandKind,
    datum: str | None,
    cell: CellKind,
    size: int | None,
    min_count: int | None,
    fields: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Load demand from a file, in place of the one there is."""
    store_url = settings_here().store
    asked = Asked(
        kind=kind,
        datum=Datum(datum) if datum else None,
        cell=cell,
        size=size,
        min_count=min_count,
        fields=read_fields(fields),
    )
    found = found_in(file, asked)
    for column, field in found.columns.items():
        complain(same(f"  {column} → {field}"))
    with Store.open(store_url) as store:
        if suspicion := far_from_sites(found.demand, store.load().sites):
            found = replace(found, warnings=(*found.warnings, suspicion))
    if not dry_run:
        save_demand(found.demand, demand_path(store_url))
    if as_json:
        print_json(summary(found))
    else:
        report(found)


def found_in(file: Path, asked: Asked) -> ReadDemand:
    """Read a file; a datum nobody told is asked for on a terminal."""
    try:
        with progress_bar() as told:
            return read_demand(
                file,
                kind=asked.kind,
                at=datetime.now(CHINA),
                datum=asked.datum,
                cell=asked.cell,
                size=asked.size,
                min_count=asked.min_count,
                fields=asked.fields,
                progress=lambda share: told(READING, share),
            )
    except InvalidInput as error:
        if error.problems[0].field != "datum" or asked.datum or not somebody_is_there():
            raise
        return found_in(file, replace(asked, datum=asked_datum(error)))


def summary(found: ReadDemand) -> dict[str, Any]:
    """Return what was loaded, for ``--json``."""
    about = found.demand.about
    return {
        "kind": found.demand.kind,
        "cells": len(found.demand),
        "cell": about.cell,
        "cell_size": about.cell_size,
        "total": about.total,
        "hours": found.hours,
        "datum": about.datum,
        "read": about.read,
        "rejected": about.rejected,
        "rejected_because": [
            {"reason": each.reason.say(here()), "count": each.number, "rows": each.rows}
            for each in found.rejected
        ],
        "min_count": about.min_count,
        "suppressed_cells": about.suppressed_cells,
        "suppressed_weight": about.suppressed_weight,
        "warnings": [warning.say(here()) for warning in found.warnings],
    }


def report(found: ReadDemand) -> None:
    """Print what was loaded, and on stderr what was not."""
    about, kind = found.demand.about, DEMAND_WORDS[found.demand.kind]
    cells, hours = len(found.demand), found.hours
    tell(
        Words(
            f"{about.source}:{cells} 个单元,{kind.zh}合计 {about.total:,.6g},"
            + (f"一周中有 {hours} 个小时" if hours else "不分时段"),
            f"{about.source}: {cells} cells, {about.total:,.6g} {kind.en} in all, "
            + (f"in {hours} hours of the week" if hours else "the same at every hour"),
        )
    )
    tell(
        Words(
            f"读到 {about.read},拒收 {about.rejected}",
            f"read {about.read}, rejected {about.rejected}",
        )
    )
    for each in found.rejected:
        rows = ", ".join(map(str, each.rows))
        more = "…" if each.number > len(each.rows) > 0 else ""
        complain(
            Words(
                f"拒收 {each.number}:{each.reason.zh}" + (f"(第 {rows}{more} 行)" if rows else ""),
                f"rejected {each.number}: {each.reason.en}"
                + (f" (rows {rows}{more})" if rows else ""),
            )
        )
    for warning in found.warnings:
        complain(warning)
    tell_suppressed(found)


def tell_suppressed(found: ReadDemand) -> None:
    """Say what was left out because too few contributed to it."""
    about = found.demand.about
    if not about.suppressed_cells:
        return
    share = about.suppressed_weight / ((about.total + about.suppressed_weight) or 1.0)
    left_out = Words(
        f"略去 {about.suppressed_cells} 个不足 {about.min_count} 条的单元,占合计的 {share:.1%}",
        f"left out {about.suppressed_cells} cells with fewer than {about.min_count} contributions, "
        f"{share:.1%} of the total",
    )
    if share < MUCH:
        tell(left_out)
        return
    larger = Words(";用更大的单元(--size)可保留更多", "; larger cells (--size) keep more")
    complain(Words(left_out.zh + larger.zh, left_out.en + larger.en))
