"""Sites by what people call them."""

from typing import Final

from locator.words import Words
from web.api.answers import SearchAnswer
from web.api.operation import Asked, Operation
from web.api.parameters import by_name
from web.api.parameters.common import DATUM, LANG
from web.api.parameters.readers import count, words
from web.api.serialising import site_facts

Q: Final = words(
    "q",
    100,
    Words(
        "名称、品牌、地址、行政区、拼音或拼音首字母,错一个字也行",
        "name, brand, address, district, pinyin or its initials; one wrong character is forgiven",
    ),
    required=True,
)
K: Final = count("k", 1, 100, 20, Words("最多几个", "how many at most"))


def search(asked: Asked) -> SearchAnswer:
    """Answer the sites that match, the best first."""
    found = asked.snapshot.search(asked.given[Q] or "", k=asked.given[K])
    return SearchAnswer(
        results=tuple(site_facts(site, asked.given[DATUM]) for site in found),
    )


SEARCH: Final = Operation(
    name="search",
    path="/api/v1/search",
    summary=Words("按文字找站点", "sites by text"),
    parameters=by_name(Q, K, DATUM, LANG),
    answer=SearchAnswer,
    run=search,
    cached=True,
    timeless=True,
)
