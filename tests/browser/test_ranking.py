"""On the phone as on the server: the same places, in the same order, with the same words."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Any, NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from locator.geodesy import inverse
from locator.hours import CHINA, open_sentence
from locator.nearest import NearestAnswer, NearestQuery, Openness, SiteFilter
from locator.snapshot import Snapshot
from locator.vocabulary import Kind, Welcome
from tests.web.browser import chromium, serving
from tests.web.made_up import made_up_state
from web.app import create_app
from web.settings import Settings
from web.state import State

K = 5
SAME_M = 2.0  # places whose distances differ by less may change places
POSITIONS = 500
INSTANTS = 20

FILTERS: tuple[tuple[SiteFilter, dict[str, Any]], ...] = (
    (SiteFilter(), {}),
    (SiteFilter(amenities=frozenset({"toilet"})), {"amenities": ["toilet"]}),
    (
        SiteFilter(amenities=frozenset({"microwave", "water"})),
        {"amenities": ["microwave", "water"]},
    ),
    (SiteFilter(welcome=Welcome.ANYONE), {"welcome": "anyone"}),
    (SiteFilter(kinds=frozenset({Kind.VENUE})), {"kinds": ["venue"]}),
    (SiteFilter(service="legal"), {"service": "legal"}),
    (
        SiteFilter(kinds=frozenset({Kind.STATION}), amenities=frozenset({"charging"})),
        {"kinds": ["station"], "amenities": ["charging"]},
    ),
)

# The modules of the page itself, asked for many places at once.
RANK = """
async (questions) => {
  const base = "/static/rider/";
  const names = ["index.js", "here.js", "rank.js", "sentence.js", "filters.js"];
  const modules = await Promise.all(names.map((name) => import(base + name)));
  const { decode, ecef, rank, GROUPS, sentence, NOTHING } = Object.assign({}, ...modules);
  const index = decode(await (await fetch("/data/index.json")).json());
  return questions.map(({ lon, lat, at, wants, k }) => {
    const groups = rank(index.sites, ecef(lon, lat), { ...NOTHING, ...wants }, at, k);
    return GROUPS.map((name) => groups[name].map(({ site, state, distanceM }) =>
      [site.id, distanceM, sentence(state, at, site.verified)]));
  });
}
"""


class Question(NamedTuple):
    """A place, an instant and a filter, as the server and as the phone is asked."""

    lon: float
    lat: float
    at: datetime
    where: SiteFilter
    wants: dict[str, Any]
    openness: Openness

    def asked_of_the_phone(self) -> dict[str, Any]:
        wants = {**self.wants, "openOnly": self.openness == "open"}
        at = self.at.timestamp() * 1000
        return {"lon": self.lon, "lat": self.lat, "at": at, "wants": wants, "k": K}

    def asked_of(self, snapshot: Snapshot) -> NearestAnswer:
        return snapshot.nearest(
            NearestQuery(
                lon=self.lon,
                lat=self.lat,
                at=self.at,
                k=K,
                where=self.where,
                openness=self.openness,
                mode="straight",
            )
        )


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[State, str]]:
    state = made_up_state()
    app: Flask = create_app(Settings(), state)
    with serving(app) as address:
        yield state, address
    state.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def instants(dice: random.Random) -> list[datetime]:
    """Return instants of the index's two weeks: full hours, half hours and any other."""
    today = datetime.now(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    minutes = 14 * 24 * 60
    steps = [dice.randrange(0, minutes, step) for step in islice(cycle((60, 30, 1)), INSTANTS - 2)]
    return [today, today + timedelta(minutes=minutes - 1)] + [
        today + timedelta(minutes=step, seconds=dice.randrange(60)) for step in steps
    ]


def questions(snapshot: Snapshot) -> list[Question]:
    """Return places all over the city and around it, at every instant, with every filter."""
    dice = random.Random(3)
    lons = [site.position.lon for site in snapshot.sites if site.position]
    lats = [site.position.lat for site in snapshot.sites if site.position]
    at, filters = cycle(instants(dice)), cycle(FILTERS)
    return [
        Question(
            dice.uniform(min(lons) - 0.05, max(lons) + 0.05),
            dice.uniform(min(lats) - 0.05, max(lats) + 0.05),
            next(at),
            *next(filters),
            "open" if dice.random() < 0.3 else "grouped",
        )
        for _ in range(POSITIONS)
    ]


def answers_of_the_phone(
    page: Page, asked: list[Question]
) -> list[list[list[tuple[str, float, str]]]]:
    found: list[list[list[tuple[str, float, str]]]] = page.evaluate(
        RANK, [each.asked_of_the_phone() for each in asked]
    )
    return found


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_the_phone_ranks_as_the_server_does(
    served: tuple[State, str], browser: Browser, lang: str
) -> None:
    state, address = served
    snapshot = state.snapshot()
    context = browser.new_context(locale=lang, service_workers="block")
    page = context.new_page()
    page.goto(f"{address}/?lang={lang}")
    asked = questions(snapshot)
    for question, groups in zip(asked, answers_of_the_phone(page, asked), strict=True):
        answer = question.asked_of(snapshot)
        by_id = {found.site.id: found for found in answer.found}
        for status, group in zip(("open", "unknown", "closed"), groups, strict=True):
            expected = [found for found in answer.found if found.open.status == status]
            assert len(group) == len(expected)
            for (site_id, distance_m, words), found in zip(group, expected, strict=True):
                assert abs(distance_m - found.distance_m) < SAME_M
                if site_id != found.site.id:
                    assert (
                        abs(true_distance_m(snapshot, site_id, question) - found.distance_m)
                        < SAME_M
                    )
                if site_id in by_id:
                    here = by_id[site_id]
                    told = open_sentence(
                        here.open, at=question.at, verified_on=here.site.verified_on
                    )
                    assert words == told.say("en" if lang == "en" else "zh-CN")
    context.close()


def true_distance_m(snapshot: Snapshot, site_id: str, question: Question) -> float:
    """Return the geodesic to a site that the phone put in another one's place."""
    site = snapshot.site(site_id)
    assert site is not None
    door = site.entrance or site.position
    assert door is not None
    distances, _ = inverse(lon=question.lon, lat=question.lat, lons=[door.lon], lats=[door.lat])
    return float(distances[0])
