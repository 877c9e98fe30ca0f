"""The answer to what is near: as structs for our own programs, as JSON for everybody's."""

from typing import Any, Final

import msgspec

from locator.nearest import Mode, NearestQuery
from locator.nearest import NearestAnswer as Near
from locator.reports import nearest_with_care
from locator.words import Words
from web.api.answers import NearestAnswer, Travel
from web.api.nearest.question import PARAMETERS, nearest_query
from web.api.nearest.written import Then, results_json
from web.api.operation import Asked, Operation
from web.api.parameters.common import DATUM
from web.api.serialising import full_minute, hotline, nearest_site

encode = msgspec.json.Encoder().encode


def nearest(asked: Asked) -> NearestAnswer:
    """Answer what is near."""
    query, near = look(asked)
    results = tuple(
        nearest_site(
            found,
            at=query.at,
            datum=asked.given[DATUM],
            mode=query.mode,
            lang=asked.lang,
            troubled=found.site.id in asked.troubled,
        )
        for found in near.found
    )
    return answer_with(results, asked, query, near)


def nearest_json(asked: Asked) -> bytes:
    """Answer what is near with the bytes that `nearest` has as JSON, in a third of the time."""
    query, near = look(asked)
    then = Then(
        minute=full_minute(query.at),
        service=query.where.service,
        datum=asked.given[DATUM],
        mode=query.mode,
        lang=asked.lang,
    )
    results = results_json(asked.snapshot, near.found, then, troubled=asked.troubled)
    return encode(answer_with(msgspec.Raw(results), asked, query, near))


def look(asked: Asked) -> tuple[NearestQuery, Near]:
    """Return what is asked and what was found."""
    query = nearest_query(asked.given, asked.now)
    return query, nearest_with_care(asked.snapshot, query, asked.troubled)


def answer_with(results: Any, asked: Asked, query: NearestQuery, near: Near) -> NearestAnswer:  # noqa: ANN401 -- sites, or their JSON
    """Return an answer that holds some results."""
    return NearestAnswer(
        revision=asked.snapshot.revision,
        generated_at=asked.now,
        travel=travel(query.mode, near),
        results=results,
        remote=tuple(hotline(found, at=query.at, lang=asked.lang) for found in near.remote),
    )


def travel(mode: Mode, near: Near) -> Travel:
    """Return how travel was reckoned; the detour where some way is not one by street."""
    estimated = near.source == "straight_line" or not all(f.by_street for f in near.found)
    return Travel(mode, near.source, near.detour if estimated else None)


NEAREST: Final = Operation(
    name="nearest",
    path="/api/v1/nearest",
    summary=Words(
        "离某处最近的站点,可只要开门的;POST 同样的参数,坐标便不进任何日志",
        "sites nearest to a place, open ones if asked; POST the same parameters "
        "and coordinates stay out of every log",
    ),
    parameters=PARAMETERS,
    answer=NearestAnswer,
    run=nearest,
    write=nearest_json,
    methods=("GET", "POST"),
)
