"""Which sites an announcement is for: those of a union, of a kind, or on a list."""

import re
from typing import Final

from locator.errors import InvalidInput, Problem, problem
from locator.model import Site
from locator.unions import LEVELS, Union
from locator.vocabulary import KINDS, Kind
from locator.words import Words, same
from web.desk.blueprint import state
from web.desk.care import chains, is_ours, sites_in_care
from web.desk.hours.filling import Form

NAMED_AT_MOST: Final = 5  # unknown ids worth repeating
ONE_OF_YOURS: Final = Words("自己辖区内的站点编号,一行一个", "ids of your own sites, one a line")


def choosable() -> list[Site]:
    """Return the sites that whoever asks may change."""
    return [site for site in sites_in_care() if is_ours(site)]


def unions_of(sites: list[Site]) -> list[Union]:
    """Return the unions that answer for some site, the widest first."""
    known = chains(state().snapshot())
    found = {union.id: union for site in sites for union in known.get(site.id, ())}
    return sorted(found.values(), key=lambda union: (LEVELS.index(union.level), union.id))


def chosen_sites(form: Form) -> list[Site]:
    """Return the sites that a form chooses, by id.

    Hotlines are chosen only by their kind or their id: nobody goes there.

    Raises
    ------
    InvalidInput
        An id is nobody's or not one's own, or nothing is chosen.
    """
    ids, kind, union_id = _ids(form), form.get("kind", ""), form.get("union_id", "")
    sites, known = choosable(), chains(state().snapshot())
    ours = {site.id for site in sites}
    if strangers := [each for each in ids if each not in ours]:
        raise InvalidInput(_not_yours(strangers))
    chosen = [
        site
        for site in sites
        if (site.id in ids if ids else kind or site.kind is not Kind.REMOTE)
        and kind in ("", site.kind)
        and (not union_id or any(union.id == union_id for union in known.get(site.id, ())))
    ]
    if not chosen:
        message = Words("没有这样的站点", "there are no such sites")
        raise InvalidInput(problem("sites", f"{union_id} {kind}".strip(), same("≥ 1"), message))
    return chosen


def kinds_of(sites: list[Site]) -> dict[str, Words]:
    """Return the kinds that there are, with their names."""
    there = {site.kind for site in sites}
    return {code: words for code, words in KINDS.items() if code in there}


def _ids(form: Form) -> list[str]:
    return [each for each in re.split(r"[\s,;,;、]+", form.get("ids", "")) if each]


def _not_yours(ids: list[str]) -> Problem:
    message = Words("没有这些编号,或者不归您管", "there are no such ids, or they are not yours")
    return problem("ids", ", ".join(ids[:NAMED_AT_MOST]), ONE_OF_YOURS, message)
