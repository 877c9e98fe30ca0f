"""What planners may ask: the parameters of the API, which the page's form has, too."""

import re
from datetime import date, datetime
from typing import Final

from locator.planning.question import PlanQuestion, monday_of
from locator.words import Words
from web.api.nearest import ACCESS, MINUTES, site_filter
from web.api.nearest import MODES as MODES_BY_CODE
from web.api.parameters import Given, Parameter, by_name
from web.api.parameters.common import AMENITY, KIND, LANG, SERVICE, TIER, WELCOME
from web.api.parameters.readers import DATE, choice, instant, number

LONGEST_MIN: Final = 30  # what many may ask of a server; the command line goes further
USUAL_MIN: Final = 15.0


MODE: Final = choice(
    "mode",
    MODES_BY_CODE,
    Words(
        "出行方式;有路网则沿街道,否则及 straight 按直线",
        "way of travelling: along streets where a network is loaded; else, and with straight, "
        "by the straight line",
    ),
    default="walk",
)
LIMIT: Final[Parameter[float | None]] = number(
    "minutes", 1, LONGEST_MIN, MINUTES, Words("几分钟以内算覆盖", "covered means within so many")
)


def read_day(value: object) -> date:
    """Read a date as ISO 8601 has it. ValueError, TypeError: it is none."""
    if not isinstance(value, str):
        raise TypeError
    if not re.fullmatch(DATE, value):
        raise ValueError
    return date.fromisoformat(value)


WEEK: Final[Parameter[date | None]] = Parameter(
    name="week",
    schema={"type": "string", "pattern": f"^{DATE}$"},
    read=read_day,
    allowed=Words("2000 至 2099 年的日期,如 2026-11-23", "a date of 2000 to 2099, as 2026-11-23"),
    meaning=Words(
        "看这一天所在的一周,从星期一算起;不写即本周",
        "the week that this day lies in, from its Monday on; this week if left out",
    ),
)
AT: Final[Parameter[str | datetime | None]] = instant(
    "at",
    Words("只看一个时刻,先于 week", "one instant instead of a week; goes before week"),
)
PARAMETERS: Final = by_name(
    MODE, LIMIT, WEEK, AT, AMENITY, SERVICE, ACCESS, TIER, WELCOME, KIND, LANG
)


def question_of(given: Given, now: datetime) -> PlanQuestion:
    """Return the question that parameters mean; `now` is the instant of asking."""
    at, day = given[AT], given[WEEK] or now.date()
    return PlanQuestion(
        mode=given[MODE],
        max_min=given[LIMIT] or USUAL_MIN,
        where=site_filter(given),
        at=at if isinstance(at, datetime) else None,
        monday=None if isinstance(at, datetime) else monday_of(day),
    )
