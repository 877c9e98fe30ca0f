"""The JSON that is put together from pieces is that of encoding the answer, byte for byte."""

import gc
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from weakref import ref

import msgspec
import pytest

from geodata.calendars import builtin_calendar
from geodata.demo import demo_city
from locator.hours import CHINA
from locator.snapshot import Snapshot
from locator.unions import Jurisdictions
from locator.vocabulary import Datum
from tests.web.conftest import SITES
from web.api.nearest import NEAREST, nearest
from web.api.nearest.written import Pieces, pieces_of
from web.api.operation import Asked
from web.api.parameters import read_given

NOW = datetime(2026, 11, 18, 12, 0, 59, 123456, tzinfo=CHINA)
CHOICES: dict[str, tuple[object, ...]] = {
    "datum": ("wgs84", "gcj02", "bd09"),
    "open": ("any", "now", "grouped", "2026-02-17T03:00:00Z", "2026-11-18T23:59"),
    "mode": ("walk", "ebike", "straight"),
    "k": (1, 5, 50),
    "kind": ("station", "venue,partner", "candidate"),
    "service": ("legal", "counselling"),
    "amenity": ("microwave", "water,charging"),
    "max_min": (0, 20),
    "coarse": (True, False),
}


@pytest.fixture(scope="module")
def city() -> Snapshot:
    made_up = demo_city()
    odd = replace(SITES[0], name='"\\\0\x1f</script>\u2028😀', address="%a %% {} \\u0000")
    return Snapshot(
        (*made_up.sites, odd, *SITES[1:]),
        calendar=builtin_calendar(),
        jurisdictions=Jurisdictions(made_up.unions),
        revision=7,
        changed_at=NOW,
    )


@pytest.mark.parametrize("seed", range(4))
def test_any_question_is_answered_with_the_same_bytes(city: Snapshot, seed: int) -> None:
    dice = Random(seed)
    doors = [site.position for site in city.sites if site.position]
    seen = set()
    for _ in range(60):
        raw: dict[str, object] = {
            name: dice.choice(values) for name, values in CHOICES.items() if dice.random() < 0.4
        }
        door = dice.choice(doors)
        raw["lon"] = door.lon + dice.choice((0.0, dice.gauss(0.0, 0.01)))
        raw["lat"] = door.lat + dice.choice((0.0, dice.gauss(0.0, 0.01), 5.0))
        asked = Asked(
            given=read_given(NEAREST.parameters, raw, as_text=False),
            snapshot=city,
            lang=dice.choice(("zh-CN", "en")),
            now=NOW + timedelta(hours=dice.randrange(400), seconds=dice.random()),
            troubled=frozenset(site.id for site in dice.sample(city.sites, 100)),
        )
        plain = nearest(asked)
        assert NEAREST.write is not None
        assert NEAREST.write(asked) == msgspec.json.encode(plain), raw
        seen |= {result.id for result in plain.results}
    assert len(seen) > 50


def test_the_pieces_of_a_site_are_those_of_its_snapshot(city: Snapshot) -> None:
    renamed = [replace(site, name=site.name + "改") for site in city.sites]
    later = Snapshot(
        renamed,
        calendar=city.calendar,
        jurisdictions=city.jurisdictions,
        revision=8,
        changed_at=NOW,
    )
    raw = {"lon": 121.4, "lat": 37.5}
    for snapshot in (city, later, city):
        given = read_given(NEAREST.parameters, raw, as_text=False)
        asked = Asked(given=given, snapshot=snapshot, lang="zh-CN", now=NOW)
        assert NEAREST.write is not None
        names = [each["name"] for each in msgspec.json.decode(NEAREST.write(asked))["results"]]
        assert all(name.endswith("改") == (snapshot is later) for name in names)


def test_pieces_go_with_their_snapshot() -> None:
    snapshot = Snapshot(
        SITES,
        calendar=builtin_calendar(),
        jurisdictions=Jurisdictions(()),
        revision=1,
        changed_at=NOW,
    )
    pieces = ref(pieces_of(snapshot))
    assert pieces() is pieces_of(snapshot)
    del snapshot
    gc.collect()
    assert pieces() is None


def test_pieces_never_fill_the_memory(city: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.api.nearest.written.SITES_KEPT", 3)
    pieces, placed = Pieces(), [site for site in city.sites if site.position][:20]
    first = [pieces.of(site, Datum.WGS84, "walk") for site in placed]
    assert [pieces.of(site, Datum.WGS84, "walk") for site in placed] == first
    assert pieces.of(placed[0], Datum.BD09, "walk") != first[0]
    assert len(pieces) <= 3
