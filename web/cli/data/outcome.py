"""What ``yizhan import`` says: how it took the columns, what it did or would do."""

from typing import Final

import click

from geodata.importing import ColumnUse, How, ImportPlan, row_name
from locator.vocabulary import Datum
from locator.words import Words, same
from web.cli.speech import complain, here, print_json, tell

POSITIONS: Final = frozenset({"lon", "lat", "position", "entrance_lon", "entrance_lat", "entrance"})
HOW: Final[dict[How, Words]] = {
    "given": Words("按 --map", "given"),
    "synonym": Words("表头", "synonym"),
    "geometry": Words("几何图形", "geometry"),
    "own": Words("本系统导出", "own export"),
    "kept": Words("原样保留", "kept"),
    "dropped": Words("略去", "dropped"),
}
LISTED: Final = 20  # sites and rows named on screen; the rest is counted
COUNTS: Final = {
    "read": Words("读到", "read"),
    "new": Words("新增", "new"),
    "changed": Words("更改", "changed"),
    "unchanged": Words("未变", "unchanged"),
    "merged": Words("合并", "merged"),
    "rejected": Words("拒收", "rejected"),
}


def show_mapping(plan: ImportPlan) -> None:
    """Show what each column of each table is taken for."""
    for table in plan.columns:
        if table.sheet:
            complain(same(f"[{table.sheet}]"))
        for use in table.uses:
            how = HOW[use.how].say(here()) + datum_taken(use, plan.datum).say(here())
            complain(same(f"  {use.column} → {use.field or '-'} ({how})"))


def datum_taken(use: ColumnUse, asked: Datum | None) -> Words:
    """Tell in which datum a column of positions is read, and why, where the row tells none."""
    if use.how == "own" or use.field not in POSITIONS or not (asked or use.datum):
        return same("")
    if asked:
        return same(f"; {asked}: --datum")
    if use.how == "geometry":
        return Words(
            f"; {use.datum}:文件声明的或其格式规定的坐标系;国内的 GeoJSON 常是 GCJ-02,"
            "若是,请加 --datum gcj02",
            f"; {use.datum}: what the file states or its format fixes; Chinese GeoJSON is often "
            "GCJ-02: add --datum gcj02 if this is",
        )
    return Words(f"; {use.datum}:表头", f"; {use.datum}: its header")


def report(plan: ImportPlan, *, geocode: bool, dry_run: bool, as_json: bool) -> None:
    """Print what was done, or what would be."""
    warnings = [warning.say(here()) for warning in plan.warnings]
    if as_json:
        found = {"geocoded": plan.geocoded} if geocode else {}
        print_json(plan.counts | found | {"warnings": warnings})
        return
    if dry_run:
        show_difference(plan)
    tell(
        Words(
            ",".join(f"{COUNTS[name].zh} {count}" for name, count in plan.counts.items()),
            ", ".join(f"{COUNTS[name].en} {count}" for name, count in plan.counts.items()),
        )
    )
    if geocode:
        count = plan.geocoded
        tell(Words(f"按地址找到位置 {count}", f"placed by the geocoder {count}"))
    for site in plan.missing:
        tell(Words(f"文件中已没有(保留):{site.name}", f"no longer in the file (kept): {site.name}"))
    for rejected in plan.rejected[:LISTED]:
        row, reason = row_name(plan.columns[rejected.table].sheet, rejected.row), rejected.reason
        tell(Words(f"拒收第 {row} 行:{reason.zh}", f"rejected row {row}: {reason.en}"))
    tell_more("-", len(plan.rejected))
    for warning in warnings:
        complain(same(warning))


def show_difference(plan: ImportPlan) -> None:
    """Print which sites would come in and which fields would change."""
    changes = (*plan.changed, *plan.filled)
    for site in plan.new[:LISTED]:
        click.echo(f"+ {site.name} [{site.id}]")
    tell_more("+", len(plan.new))
    for change in changes[:LISTED]:
        click.echo(f"~ {change.new.name} [{change.new.id}]")
        for field in change.fields:
            click.echo(f"    {field.field}: {field.old!r} → {field.new!r}")
    tell_more("~", len(changes))


def tell_more(mark: str, count: int) -> None:
    """Print how many of a list are not named."""
    if count > LISTED:
        more = count - LISTED
        tell(Words(f"{mark} ……另有 {more} 个", f"{mark} … and {more} more"))
