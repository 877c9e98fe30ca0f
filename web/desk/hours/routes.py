"""The work list of hours that are not understood, and the editor of the hours of one site."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from locator.errors import InvalidInput
from locator.hours import CHINA, exceptions_of, read_hours, regular_hours
from locator.hours.regular import DAYS
from locator.model import Site
from locator.unions import Role
from locator.vocabulary import ACCESSES, SERVICES, Operation
from locator.words import WEEKDAYS, Words
from web.desk.blueprint import desk, state
from web.desk.care import by_district, is_ours, site_to_edit, sites_in_care
from web.desk.guard import desk_route
from web.desk.hours import filling
from web.desk.hours.filling import Form, form_of, in_a_table, read_differently, understood
from web.desk.hours.reading import STATES, read_form
from web.desk.looking import look_then_keep, mark_of
from web.desk.page import desk_page
from web.site.week import Day, week_of

MOST_SHOWN: Final = 200  # sites on one page
DAY_NAMES: Final = dict(zip(DAYS, (*WEEKDAYS, Words("节假日", "holidays")), strict=True))


@desk_route(desk, "/hours")
def hours() -> Response:
    """List the sites whose hours are not known, with why."""
    sites = [site for site in sites_in_care() if not understood(site)]
    changed = state().snapshot().site(request.args.get("changed", ""))
    return desk_page(
        "hours.html",
        groups=by_district(sites[:MOST_SHOWN]),
        count=len(sites),
        most=MOST_SHOWN,
        because=lambda site: read_hours(site.hours.text).unknown_because,
        is_ours=is_ours,
        changed=changed,
    )


@desk_route(desk, "/hours/<path:site_id>", role=Role.EDITOR)
def site_hours(site_id: str) -> Response:
    """Show the hours of a site as written and as understood, to be mended."""
    site = site_to_edit(site_id)
    return hours_page(site, form_of(site))


@desk_route(desk, "/hours/<path:site_id>", methods=("POST",), role=Role.EDITOR)
def put_hours(site_id: str) -> Response:
    """Show the week as it would be; keep it once it has been looked at."""
    site = site_to_edit(site_id)
    return look_then_keep(
        site,
        read=lambda: read_form(request.form, site, today=today()),
        mark=mark_of_hours,
        page=hours_page,
        then="desk.hours",
    )


def today() -> date:
    """Return the day in China."""
    return datetime.now(CHINA).date()


def mark_of_hours(site: Site) -> str:
    """Return the mark of all that the editor shows of a site."""
    return mark_of(site.hours, site.access, site.services)


def strip_of(site: Site) -> tuple[Day, ...]:
    """Return the next seven days of a site as if it were working."""
    working = replace(site, active=True, operation=Operation.OPERATING)
    return week_of(working, state().snapshot().calendar, at=datetime.now(CHINA))


def doubts_of(site: Site) -> list[Words]:
    """Return what riders would not be told, or be told twice."""
    because = read_hours(site.hours.text).unknown_because
    doubts = []
    if not understood(site) and because:
        doubts.append(
            Words(
                f"看不懂:{because.zh}。骑手会看到“时间未知”",
                f"not understood: {because.en}. Riders are told that the hours are unknown",
            )
        )
    if understood(site) and not site.hours.text:
        doubts.append(Words("没有写给骑手看的文字", "there is no text for riders to read"))
    if read_differently(site):
        doubts.append(
            Words(
                "文字读起来是另一种时间,骑手两样都会看到",
                "the text reads like other hours, and riders see both",
            )
        )
    for offer in site.services or ():
        if offer.hours and regular_hours(offer.hours).osm is None:
            name = SERVICES[offer.code]
            doubts.append(Words(f"{name.zh}的时间看不懂", f"{name.en}: hours not understood"))
    return doubts


def hours_page(
    site: Site, form: Form, *, changed: Site | None = None, error: InvalidInput | None = None
) -> Response:
    """Return the editor, after a look with what would become of the site."""
    return desk_page(
        "site_hours.html",
        error=error,
        site=site,
        form=form,
        filling=filling,
        understood=regular_hours(site.hours).osm,
        because=read_hours(site.hours.text).unknown_because,
        tabular=in_a_table(site),
        week=strip_of(site),
        exceptions=exceptions_of(site.hours),
        changed=changed,
        changed_week=strip_of(changed) if changed else (),
        changed_exceptions=exceptions_of(changed.hours) if changed else (),
        doubts=doubts_of(changed) if changed else (),
        looked=mark_of_hours(changed) if changed else "",
        days=DAY_NAMES,
        states=STATES,
        ways=ACCESSES,
        service_names=SERVICES,
    )
