"""Open reports as cases: what riders say alike about one site is answered once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from locator.hours import CHINA
from locator.model import Site
from locator.reports import ANSWERED_WITHIN, REPORT_KINDS, Report
from locator.unions import Union, answers_for, may_edit
from locator.words import Words
from web.desk.blueprint import state
from web.desk.guard import member


@dataclass(frozen=True, slots=True)
class Case:
    """Reports of one kind about one site.

    Parameters
    ----------
    site : Site
        The site.
    kind : Words
        What is said to be wrong.
    codes : tuple of str
        The reports, oldest first.
    first, last, due : datetime
        When the first and the last one came, and by when they have to be answered.
    overdue : bool
        Whether that is over.
    union : Union or None
        The one union that answers for the site.
    editable : bool
        Whether whoever asks may answer.
    """

    site: Site
    kind: Words
    codes: tuple[str, ...]
    first: datetime
    last: datetime
    due: datetime
    overdue: bool
    union: Union | None
    editable: bool


def open_cases(now: datetime) -> list[Case]:
    """Return the cases in the care of whoever asks, what is due first on top."""
    snapshot, who = state().snapshot(), member()
    groups: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in state().reports.open():
        groups[report.site_id, report.kind].append(report)
    cases = []
    for (site_id, _), reports in groups.items():
        site = snapshot.site(site_id)
        chain = snapshot.jurisdictions.chain_of_site(site) if site else ()
        if site and answers_for(who, chain):
            cases.append(_case(site, reports, chain, now, editable=may_edit(who, chain)))
    return sorted(cases, key=lambda case: (case.first, case.site.id))


def _case(
    site: Site, reports: list[Report], chain: tuple[Union, ...], now: datetime, *, editable: bool
) -> Case:
    due = reports[0].at + ANSWERED_WITHIN
    return Case(
        site=site,
        kind=REPORT_KINDS[reports[0].kind],
        codes=tuple(report.code for report in reports),
        first=reports[0].at.astimezone(CHINA),
        last=reports[-1].at.astimezone(CHINA),
        due=due.astimezone(CHINA),
        overdue=now > due,
        union=chain[0] if chain else None,
        editable=editable,
    )
