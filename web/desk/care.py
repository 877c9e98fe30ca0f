"""The sites in the care of whoever asks: those of their union, or all."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from locator.errors import NotFound
from locator.model import Site
from locator.snapshot import Snapshot
from locator.unions import Union, answers_for, may_edit
from locator.vocabulary import Kind
from locator.words import Words
from web.desk.blueprint import state
from web.desk.guard import member, require_edit

Chain = tuple[Union, ...]


@lru_cache(maxsize=2)
def chains(snapshot: Snapshot) -> dict[str, Chain]:
    """Return the unions responsible for each site that is shown to riders."""
    of_site = snapshot.jurisdictions.chain_of_site
    shown = (site for site in snapshot.sites if site.kind is not Kind.CANDIDATE)
    return {site.id: of_site(site) for site in shown}


def sites_in_care() -> list[Site]:
    """Return the sites that riders are shown and that whoever asks looks after, by id."""
    snapshot, who = state().snapshot(), member()
    known = chains(snapshot)
    return [
        site for site in snapshot.sites if site.id in known and answers_for(who, known[site.id])
    ]


def district_of(site: Site) -> str:
    """Return the name of the district that a site belongs to."""
    chain = chains(state().snapshot())[site.id]
    named = (union.name for union in chain if union.level == "district")
    return next(named, chain[-1].name if chain else site.district)


def by_district(sites: Iterable[Site]) -> list[tuple[str, list[Site]]]:
    """Return sites by the name of their district, in the order they come."""
    groups: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        groups[district_of(site)].append(site)
    return sorted(groups.items())


def is_ours(site: Site) -> bool:
    """Tell whether whoever asks may change a site that they look after."""
    return may_edit(member(), chains(state().snapshot()).get(site.id, ()))


def site_to_edit(site_id: str) -> Site:
    """Return a site that whoever asks may change. NotFound: none has the id."""
    site = state().snapshot().site(site_id)
    if site is None:
        raise NotFound(Words("没有这个编号的站点。", "No site has this id."))
    require_edit(site)
    return site
