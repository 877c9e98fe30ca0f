"""What the page has to say, asked of the snapshot itself."""

import re
from html import unescape

from locator.nearest import ANY_SITE, Mode, NearestAnswer, NearestQuery, SiteFilter
from tests.web.made_up import WEDNESDAY
from web.state import State

PLACE = (123.4945, 31.5012)  # in the old town
HERE = f"{PLACE[0]},{PLACE[1]}"


def expected(
    state: State,
    lon: float,
    lat: float,
    *,
    where: SiteFilter = ANY_SITE,
    mode: Mode = "walk",
    k: int = 5,
) -> NearestAnswer:
    """Return the snapshot's own answer to what the form asks."""
    query = NearestQuery(
        lon=lon,
        lat=lat,
        at=WEDNESDAY,
        k=k,
        where=where,
        openness="grouped",
        mode=mode,
        max_m=20_000,
    )
    return state.snapshot().nearest(query)


def ids_of(answer: NearestAnswer) -> list[str]:
    """Return the ids of an answer in its order."""
    return [found.site.id for found in answer.found]


def ids_on(page: str) -> list[str]:
    """Return the ids of the cards on a page in their order."""
    return [unescape(found) for found in re.findall(r'<h3><a href="/s/([^"?]+)', page)]
