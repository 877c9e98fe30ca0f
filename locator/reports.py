"""Reports of riders who stood before a door: what they can say, and when it counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from locator.hours import CHINA
from locator.model import Site
from locator.nearest import Found, NearestAnswer, NearestQuery
from locator.snapshot import Snapshot
from locator.vocabulary import Status
from locator.words import Words

TOGETHER: Final = timedelta(hours=24)  # two reports so near each other back each other up
CLEARS_AFTER: Final = timedelta(days=7)
ANSWERED_WITHIN: Final = timedelta(hours=24)  # by the union that answers for the site
CAUTION: Final = Words("近期有人反映进不去", "People recently could not get in")


class ReportKind(StrEnum):
    """What is wrong at a site."""

    LOCKED = "locked"
    NOT_FOUND = "not_found"
    HOURS_WRONG = "hours_wrong"


class ReportState(StrEnum):
    """How far staff have got with a report; done and rejected ones are closed."""

    RECEIVED = "received"
    DONE = "done"
    REJECTED = "rejected"


REPORT_KINDS: Final[dict[ReportKind, Words]] = {
    ReportKind.LOCKED: Words("锁着门,进不去", "Locked"),
    ReportKind.NOT_FOUND: Words("找不到这个地方", "Cannot find it"),
    ReportKind.HOURS_WRONG: Words("时间写得不对", "Hours are wrong"),
}
REPORT_STATES: Final[dict[ReportState, Words]] = {
    ReportState.RECEIVED: Words("已收到,等待核实", "received, to be checked"),
    ReportState.DONE: Words("已核实处理", "checked and settled"),
    ReportState.REJECTED: Words("已核实,与实际不符", "checked and found otherwise"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody said about a site; nothing of who or where they were.

    Parameters
    ----------
    code : str
        What it is looked up by.
    site_id : str
        The site.
    kind : ReportKind
        What is wrong.
    at : datetime
        When, to the minute.
    independent : bool
        False where the same reporter had reported the site within the day before.
    state : ReportState
        How far staff have got.
    closed_at : datetime or None
        When staff closed it.
    reason : str
        What staff answered; whoever has the code reads it.
    closed_by : str
        Who closed it: ``user:7``.
    """

    code: str
    site_id: str
    kind: ReportKind
    at: datetime
    independent: bool = True
    state: ReportState = ReportState.RECEIVED
    closed_at: datetime | None = None
    reason: str = ""
    closed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What staff decided about reports of one site.

    Parameters
    ----------
    codes : tuple of str
        The reports.
    state : ReportState
        Done or rejected.
    reason : str
        What whoever reported is told.
    site : Site or None
        The site as it is from now on; None where it stays as it is.
    seen : int
        The revision at which staff saw the site.
    """

    codes: tuple[str, ...]
    state: ReportState
    reason: str
    site: Site | None = None
    seen: int = 0


def troubled(
    reports: Iterable[Report], now: datetime, verified: Mapping[str, date | None]
) -> dict[str, datetime]:
    """Return the sites that riders should be warned of, and until when.

    Two independent reports within 24 hours make a site troubled for 7 days from the
    later one. A confirmation by staff clears it: they close the reports, or verify
    the site on a later day.

    Parameters
    ----------
    reports : iterable of Report
        Those of the last 8 days at least, in any order.
    now : datetime
        The instant that it is judged at.
    verified : mapping of str to date or None
        The day each site was last verified on.
    """
    instants: dict[str, list[datetime]] = defaultdict(list)
    for report in reports:
        if _counts(report, verified.get(report.site_id)):
            instants[report.site_id].append(report.at)
    until = {site_id: _last_pair(sorted(each)) for site_id, each in instants.items()}
    return {
        site_id: at + CLEARS_AFTER
        for site_id, at in until.items()
        if at is not None and now < at + CLEARS_AFTER
    }


def _counts(report: Report, verified_on: date | None) -> bool:
    # On the very day nobody knows whether the visit came before the report or after.
    refuted = verified_on is not None and verified_on > report.at.astimezone(CHINA).date()
    return report.independent and report.state is ReportState.RECEIVED and not refuted


def _last_pair(instants: list[datetime]) -> datetime | None:
    return max(
        (later for earlier, later in pairwise(instants) if later - earlier <= TOGETHER),
        default=None,
    )


def nearest_with_care(
    snapshot: Snapshot, query: NearestQuery, troubles: frozenset[str]
) -> NearestAnswer:
    """Return what is near; in a grouped answer troubled sites come last in their group.

    A troubled site gives its place to one farther away where a group is full.
    """
    if query.openness != "grouped" or not troubles:
        return snapshot.nearest(query)
    answer = snapshot.nearest(replace(query, k=query.k + len(troubles)))
    groups: dict[Status, list[Found]] = {}
    for found in answer.found:
        groups.setdefault(found.open.status, []).append(found)
    kept = (
        sorted(group, key=lambda found: found.site.id in troubles)[: query.k]
        for group in groups.values()
    )
    return replace(answer, found=tuple(found for group in kept for found in group))
