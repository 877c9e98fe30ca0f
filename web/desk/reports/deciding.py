"""Reads what staff decided about a case."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from werkzeug.datastructures import MultiDict

from locator.errors import InvalidInput, NotFound, problem
from locator.hours import exceptions_of, with_exceptions
from locator.model import OpeningHours, Site
from locator.reports import Report, ReportState, Settled
from locator.vocabulary import Operation
from locator.words import Words, same

LONGEST_REASON: Final = 200


def _as_it_is(site: Site) -> Site:
    return site


def _under_repair(site: Site) -> Site:
    return replace(site, operation=Operation.UNDER_REPAIR)


def _closed(site: Site) -> Site:
    return replace(site, operation=Operation.CLOSED)


def _hours_unknown(site: Site) -> Site:
    unknown = OpeningHours(site.hours.text)
    return replace(site, hours=with_exceptions(unknown, exceptions_of(site.hours)))


# What a confirmed report can change: code → what it is called, and what becomes of the site.
CHANGES: Final[dict[str, tuple[Words, Callable[[Site], Site]]]] = {
    "none": (Words("资料不用改", "the record stays as it is"), _as_it_is),
    "under_repair": (Words("改为维修中", "under repair from now on"), _under_repair),
    "closed": (Words("改为已停用", "closed from now on"), _closed),
    "hours_unknown": (Words("开放时间改为不确定", "hours unknown from now on"), _hours_unknown),
}


def site_id_of(codes: list[str], look_up: Callable[[str], Report | None]) -> str:
    """Return the site that reports are about.

    Raises
    ------
    NotFound
        There is no such report, or they are about several sites.
    """
    sites = {report.site_id if (report := look_up(code)) else "" for code in codes}
    if len(sites) != 1 or "" in sites:
        raise NotFound(Words("没有这条反映。", "There is no such report."))
    return sites.pop()


def read_decision(form: MultiDict[str, str], site: Site, codes: list[str], *, seen: int) -> Settled:
    """Return what was decided about a site that was seen at a revision.

    Raises
    ------
    InvalidInput
        Nothing was chosen, or a refusal gives no reason.
    """
    reason = " ".join(form.get("reason", "").split())
    chosen, change = form.get("decision", ""), form.get("change", "none")
    decisions = {"confirm": ReportState.DONE, "refuse": ReportState.REJECTED}
    if chosen not in decisions or change not in CHANGES:
        message = Words("请选核实结果", "choose what you found")
        raise InvalidInput(problem("decision", chosen, same("confirm | refuse"), message))
    if len(reason) > LONGEST_REASON or (chosen == "refuse" and not reason):
        allowed = Words(f"1–{LONGEST_REASON} 个字", f"1 to {LONGEST_REASON} characters")
        message = Words("不属实时请写明情况", "say why the report does not hold")
        raise InvalidInput(problem("reason", reason, allowed, message))
    changed = CHANGES[change][1](site) if chosen == "confirm" else site
    return Settled(
        codes=tuple(codes),
        state=decisions[chosen],
        reason=reason,
        site=None if changed == site else changed,
        seen=seen,
    )
