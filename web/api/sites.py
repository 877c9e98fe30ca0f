"""The sites themselves: all of them page by page, and one by its id."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Final

from locator.errors import NotFound
from locator.model import Site
from locator.vocabulary import Kind
from locator.words import Words
from web.api.answers import SiteAnswer, SitePage
from web.api.operation import Asked, Operation
from web.api.parameters import Given, by_name
from web.api.parameters.common import AMENITY, DATUM, KIND, LANG, SERVICE, TIER, WELCOME
from web.api.parameters.readers import count, words
from web.api.serialising import site_answer, site_facts

LONGEST_ID: Final = 200

ADCODE: Final = words(
    "adcode",
    12,
    Words(
        "行政区划代码,或它的前几位", "GB/T 2260 code of the district or street, or how it begins"
    ),
)
LIMIT: Final = count("limit", 1, 500, 100, Words("最多几个", "how many at most"))
AFTER: Final = words(
    "after",
    LONGEST_ID,
    Words(
        "从哪个 id 之后接着列,取自上一页的 next", "the id to go on after: next of the page before"
    ),
)
ID: Final = words("id", LONGEST_ID, Words("站点编号", "id of the site"), required=True)


def sites(asked: Asked) -> SitePage:
    """Answer some of the sites, by id."""
    limit = asked.given[LIMIT]
    matching = list(islice(matches(asked.snapshot.sites, asked.given), limit + 1))
    return SitePage(
        revision=asked.snapshot.revision,
        results=tuple(site_facts(site, asked.given[DATUM]) for site in matching[:limit]),
        next=matching[limit - 1].id if len(matching) > limit else None,
    )


def matches(every: tuple[Site, ...], given: Given) -> Iterator[Site]:
    """Yield the sites that pass the filters, from the cursor on; `every` is by id."""
    start = bisect_right(every, given[AFTER] or "", key=lambda site: site.id)
    return (site for site in islice(every, start, None) if wanted(site, given))


def wanted(site: Site, given: Given) -> bool:
    """Tell whether a site passes the filters; what is unknown of it does not."""
    kinds = given[KIND]
    service = given[SERVICE]
    return (
        (site.kind in kinds if kinds else site.kind is not Kind.CANDIDATE)
        and given[TIER] in (None, site.tier)
        and given[WELCOME] in (None, site.welcome)
        and given[AMENITY].issubset(site.amenities or ())
        and (service is None or service in {offer.code for offer in site.services or ()})
        and site.adcode.startswith(given[ADCODE] or "")
    )


def site_by_id(asked: Asked) -> SiteAnswer:
    """Answer one site. NotFound: none has the id, or it has been deactivated."""
    site_id = asked.given[ID] or ""
    site = asked.snapshot.site(site_id)
    if site is None:
        raise NotFound(Words("没有这个编号的站点。", "No site has this id."))
    return site_answer(
        site,
        asked.snapshot,
        at=asked.now,
        datum=asked.given[DATUM],
        lang=asked.lang,
    )


SITES: Final = Operation(
    name="sites",
    path="/api/v1/sites",
    summary=Words("全部站点,分页列出", "all sites, page by page"),
    parameters=by_name(KIND, TIER, WELCOME, AMENITY, SERVICE, ADCODE, LIMIT, AFTER, DATUM, LANG),
    answer=SitePage,
    run=sites,
    cached=True,
    timeless=True,
)
SITE: Final = Operation(
    name="site",
    path="/api/v1/sites/{id}",
    summary=Words("一个站点,及其现在是否开门", "one site, and whether it is open now"),
    parameters=by_name(ID, DATUM, LANG),
    answer=SiteAnswer,
    run=site_by_id,
    cached=True,
)
