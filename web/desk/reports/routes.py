"""The work list of reports, and answering one."""

from datetime import UTC, datetime
from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, Stale
from locator.hours import CHINA
from locator.model import Site
from locator.reports import ANSWERED_WITHIN, REPORT_STATES
from locator.unions import Role
from locator.vocabulary import OPERATIONS
from locator.words import Words
from web.desk.blueprint import desk, state
from web.desk.care import site_to_edit
from web.desk.changing import look_again, seen
from web.desk.guard import desk_route, member
from web.desk.page import desk_page
from web.desk.reports.cases import open_cases
from web.desk.reports.deciding import CHANGES, LONGEST_REASON, read_decision, site_id_of

MOST_SHOWN: Final = 100  # cases on one page; those that are due first


@desk_route(desk, "/reports")
def reports() -> Response:
    """Show what is open."""
    return reports_page()


@desk_route(desk, "/reports", methods=("POST",), role=Role.EDITOR)
def answer_reports() -> Response:
    """Answer a case: confirm it, which may change the site at once, or refuse it."""
    codes = request.form.getlist("code")
    site = site_to_edit(site_id_of(codes, state().reports.by_code))
    try:
        settled = read_decision(request.form, site, codes, seen=seen())
        state().settle(settled, actor=member().actor, at=datetime.now(UTC))
    except InvalidInput as error:
        return reports_page(error=error, wrong=codes[0])
    except Stale as error:
        look_again()
        return reports_page(status=409, stale=what_happened(error, site))
    return redirect(url_for("desk.reports"), code=303)


def what_happened(error: Stale, site: Site) -> list[Words]:
    """Say what is true now, and what was wanted instead."""
    report = state().reports.by_code(error.name)
    now = state().snapshot().site(site.id) or site
    if report is not None:
        found = REPORT_STATES[report.state]
        answer = report.reason or "–"
        return [
            Words(f"{now.name}:这条反映已有人处理。", f"{now.name}: somebody has answered this."),
            Words(f"现在:{found.zh} {answer}", f"Now: {found.en} {answer}"),
        ]
    chosen = CHANGES[request.form.get("change", "none")][0]
    operation = OPERATIONS[now.operation]
    return [
        Words(f"{now.name}:资料刚被别人改过。", f"{now.name}: somebody has just changed it."),
        Words(f"现在:{operation.zh} · {now.hours.text}", f"Now: {operation.en} · {now.hours.text}"),
        Words(f"您要改的:{chosen.zh}", f"What you chose: {chosen.en}"),
    ]


def reports_page(
    *, status: int = 200, error: InvalidInput | None = None, **told: object
) -> Response:
    """Return the list."""
    cases = open_cases(datetime.now(CHINA))
    return desk_page(
        "reports.html",
        status=status,
        error=error,
        cases=cases[:MOST_SHOWN],
        count=len(cases),
        changes={code: words for code, (words, _) in CHANGES.items()},
        hours=ANSWERED_WITHIN.total_seconds() // 3600,
        longest=LONGEST_REASON,
        **told,
    )
