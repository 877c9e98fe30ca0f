"""``yizhan reports``."""

from datetime import UTC, datetime

import click

from geodata.store import Store
from locator.errors import NotFound
from locator.hours import CHINA
from locator.reports import REPORT_KINDS, REPORT_STATES, Report, ReportState
from locator.words import Words
from web.cli.helping import Command
from web.cli.speech import here, json_option, print_json, say, settings_here, tell


@click.command(
    "reports",
    cls=Command,
    help=say(
        "列出最近八天的反映;核实后用 --done 或 --rejected 结案,提醒随即撤下。",
        "List the reports of the last eight days; once checked, close those of a site with "
        "--done or --rejected, which clears the warning.",
    ),
)
@click.option(
    "--done", metavar="ID", help=say("该站点已核实处理", "id of a site: checked and settled")
)
@click.option(
    "--rejected",
    metavar="ID",
    help=say("该站点已核实,反映不实", "id of a site: checked, and all is well there"),
)
@json_option
def reports_command(done: str | None, rejected: str | None, *, as_json: bool) -> None:
    """List reports, or close those of a site."""
    now = datetime.now(UTC)
    with Store.open(settings_here().store) as store:
        for site_id, state in ((done, ReportState.DONE), (rejected, ReportState.REJECTED)):
            if site_id is not None:
                close(store, site_id, state, now)
        if done is None and rejected is None:
            show(store.reports.recent(now), as_json=as_json)


def close(store: Store, site_id: str, state: ReportState, now: datetime) -> None:
    """Close the reports of a site. NotFound: none is open."""
    count = store.reports.close(site_id, state=state, at=now)
    if not count:
        raise NotFound(Words(f"{site_id} 没有待核实的反映。", f"No report of {site_id} is open."))
    tell(Words(f"{site_id}:已结案 {count} 条", f"{site_id}: {count} closed"))


def show(reports: tuple[Report, ...], *, as_json: bool) -> None:
    """Print reports, oldest first."""
    if as_json:
        print_json([facts(report) for report in reports])
        return
    for report in reports:
        kind, state = REPORT_KINDS[report.kind], REPORT_STATES[report.state]
        line = f"{report.at.astimezone(CHINA):%m-%d %H:%M}  {report.code}  {report.site_id}"
        click.echo(f"{line}  {kind.say(here())}  {state.say(here())}")
    if not reports:
        tell(Words("最近八天没有反映", "no reports in the last eight days"))


def facts(report: Report) -> dict[str, object]:
    """Return a report as one JSON object."""
    return {
        "code": report.code,
        "site_id": report.site_id,
        "kind": report.kind,
        "state": report.state,
        "reason": report.reason,
        "independent": report.independent,
        "at": report.at.astimezone(CHINA).isoformat(),
        "closed_at": report.closed_at and report.closed_at.astimezone(CHINA).isoformat(),
    }
