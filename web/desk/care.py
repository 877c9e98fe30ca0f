"""The sites in the care of whoever asks: those of their union, or all."""

from functools import lru_cache

from locator.model import Site
from locator.snapshot import Snapshot
from locator.unions import Union, answers_for
from locator.vocabulary import Kind
from web.desk.blueprint import state
from web.desk.guard import member

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
