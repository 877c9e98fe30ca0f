"""``yizhan check``."""

from datetime import datetime
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from geodata.quality import QualityReport, check_sites
from geodata.store import Store
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.words import Words, same
from web.cli.helping import Command
from web.cli.options import WRITABLE
from web.cli.speech import complain, here, json_option, print_json, say, settings_here, tell, usage


@click.command(
    "check",
    cls=Command,
    help=say(
        "检查数据质量:时间未知、位置缺失或不精确、与辖区不符、疑似重复、久未核实。",
        "Report the quality of the data: unknown hours, missing or coarse positions, district "
        "mismatches, near-duplicates, stale verification.",
    ),
)
@click.option(
    "-o",
    "--output",
    type=WRITABLE,
    help=say("同时写入此 XLSX 文件", "write an XLSX file as well"),
)
@json_option
def check_command(output: Path | None, *, as_json: bool) -> None:
    """Check the data; what it finds is an answer, so the exit code is 0."""
    if output is not None and output.suffix.lower() != ".xlsx":
        with usage():
            message = Words("只写 XLSX 文件", "only XLSX is written")
            raise InvalidInput(problem("-o", output, same("*.xlsx"), message))
    with Store.open(settings_here().store) as store:
        loaded = store.load()
    report = check_sites(
        loaded.sites,
        unions=loaded.unions,
        calendar=loaded.calendar,
        today=datetime.now(CHINA).date(),
    )
    if output is not None:
        report.to_xlsx(output, lang=here())
        complain(Words(f"已写入 {output}", f"written to {output}"))
    if as_json:
        print_json(as_answer(report))
    else:
        print_report(report)


def as_answer(report: QualityReport) -> dict[str, object]:
    """Return a report as one JSON value."""
    return {
        "checked": report.checked,
        "counts": report.counts,
        "findings": [
            {
                "check": found.check,
                "id": found.site_id,
                "name": found.name,
                "detail": found.detail.say(here()),
            }
            for found in report.findings
        ],
        "calendar": report.calendar.say(here()) if report.calendar else None,
    }


def print_report(report: QualityReport) -> None:
    """Print the summary and every finding as tables."""
    console = Console(soft_wrap=True)
    summary = Table(box=box.SIMPLE)
    for header in (say("检查项", "check"), say("站点数", "sites"), say("占比", "share")):
        summary.add_column(header)
    for row in report.summary(here()):
        summary.add_row(*row)
    console.print(summary)
    for check, site_id, name, detail in report.rows(here()):
        click.echo(f"{check}  {name}  [{site_id}]  {detail}")
    count = len(report.findings)
    tell(
        Words(
            f"{report.checked} 个站点,{count} 处要看", f"{report.checked} sites, {count} findings"
        )
    )
    if report.calendar:
        complain(report.calendar)
