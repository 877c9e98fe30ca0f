import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from locator.hours import CHINA, Calendar, access_at, service_state, site_state
from locator.model import AccessHours, OpeningHours, Position, ServiceOffer, Site
from locator.snapshot import Snapshot
from locator.unions import Jurisdictions
from locator.vocabulary import Access, Accuracy, Datum, Kind, Operation, Status
from web.data.index import pack
from web.data.parts import whole_index
from web.data.timelines import Window, packed

START = datetime(2026, 9, 28, tzinfo=CHINA)
WINDOW = Window(START)
CALENDAR = Calendar(
    holidays=frozenset(datetime(2026, 10, day, tzinfo=UTC).date() for day in range(1, 8)),
    makeup_workdays=frozenset({datetime(2026, 10, 10, tzinfo=UTC).date()}),
    years=frozenset({2026}),
)
HOURS = (
    OpeningHours("8:00-22:00", "08:00-22:00"),
    OpeningHours("24小时", "24/7"),
    OpeningHours("以站点为准"),
    OpeningHours("22:00-6:00", "22:00-06:00"),
    OpeningHours("工作日", "Mo-Fr 09:00-12:00,14:00-17:30", workdays=True),
    OpeningHours("周四下午", "Th 12:00-18:00 unknown"),
    OpeningHours("另行通知", "08:00-20:00; PH unknown"),
    OpeningHours("每年一天", "Dec 24 09:00-10:00"),
)


def site(number: int, hours: OpeningHours, **more: Any) -> Site:
    lon, lat = 123.5 + number * 0.0123, 31.5 - number * 0.0077
    position = Position(lon=lon, lat=lat, given_lon=lon, given_lat=lat, datum=Datum.WGS84)
    return Site(id=f"s{number:03}", name=f"站{number}", hours=hours, position=position, **more)


SITES = (
    *(site(number, hours) for number, hours in enumerate(HOURS)),
    site(20, HOURS[0], operation=Operation.UNDER_REPAIR, amenities=("ac", "wheelchair")),
    site(
        21,
        HOURS[1],
        access=(
            AccessHours(Access.STAFFED, "08:00-18:00"),
            AccessHours(Access.SCAN, "18:00-08:00"),
        ),
        amenities=(),
        services=(ServiceOffer("legal"), ServiceOffer("counselling", HOURS[5])),
    ),
    site(22, HOURS[0], kind=Kind.CANDIDATE),
    Site(id="nowhere", name="没有位置"),
    Site(id="line", name="热线", kind=Kind.REMOTE, phone="000-1", hours=HOURS[1]),
)


def snapshot(sites: tuple[Site, ...] = SITES) -> Snapshot:
    return Snapshot(
        sites, calendar=CALENDAR, jurisdictions=Jurisdictions(()), revision=7, changed_at=START
    )


def value_at(line: list[int], at: datetime) -> int:
    """Read a timeline the plain way: step by step from the beginning."""
    held, begins = line[0], START
    for minutes, value in zip(line[1::2], line[2::2], strict=True):
        begins += timedelta(minutes=minutes)
        if begins > at:
            return held
        held = value
    return held


def test_every_timeline_tells_what_the_schedule_tells_hour_by_hour() -> None:
    index = pack(snapshot(), SITES, WINDOW)
    columns = index["sites"]
    by_id = {each.id: each for each in SITES}
    codes = [Status.CLOSED, Status.OPEN, Status.UNKNOWN]
    assert len(columns["id"]) == 10
    for number, site_id in enumerate(columns["id"]):
        for quarter in range(0, 14 * 96, 3):
            at = START + timedelta(minutes=15 * quarter)
            line = index["timelines"][columns["timeline"][number]]["t"]
            assert codes[value_at(line, at)] is site_state(by_id[site_id], at, CALENDAR).status
            way = value_at(index["ways"][columns["way"][number]], at)
            access = access_at(by_id[site_id], at, CALENDAR)
            assert (None if way < 0 else list(Access)[way]) is access


def test_services_keep_their_own_timelines() -> None:
    index = pack(snapshot(), SITES, WINDOW)
    number = index["sites"]["id"].index("s021")
    (legal, door), (counselling, own) = index["sites"]["services"][number]
    assert [index["codes"]["service"][code] for code in (legal, counselling)] == [
        "legal",
        "counselling",
    ]
    assert door == index["sites"]["timeline"][number] != own
    thursday = datetime(2026, 10, 8, 15, tzinfo=CHINA)
    state = service_state(SITES[9], "counselling", thursday, CALENDAR)
    assert state is not None
    assert state.status is Status.UNKNOWN
    assert value_at(index["timelines"][own]["t"], thursday) == 2


def test_unknown_and_none_stay_apart() -> None:
    columns = pack(snapshot(), SITES, WINDOW)["sites"]
    masks = dict(zip(columns["id"], columns["amenities"].split(" "), strict=True))
    assert masks["s000"] == "-"
    assert masks["s021"] == "0"
    assert masks["s020"] == f"{1 + (1 << 27):x}"


def test_positions_come_back_to_a_metre_and_candidates_stay_away() -> None:
    columns = pack(snapshot(), SITES, WINDOW)["sites"]
    assert "s022" not in columns["id"]
    assert "nowhere" not in columns["id"]
    lon = lat = 0
    points = {each.id: each.position for each in SITES}
    for site_id, east, north in zip(columns["id"], columns["lon"], columns["lat"], strict=True):
        lon, lat = lon + east, lat + north
        point = points[site_id]
        assert point is not None
        assert abs(lon / 1e5 - point.lon) <= 0.5e-5 + 1e-12
        assert abs(lat / 1e5 - point.lat) <= 0.5e-5 + 1e-12


def test_coarse_positions_are_told() -> None:
    point = Position(
        lon=1, lat=2, given_lon=1, given_lat=2, datum=Datum.WGS84, accuracy=Accuracy.DISTRICT
    )
    coarse = Site(id="a", name="a", position=point)
    assert pack(snapshot((coarse,)), (coarse,), WINDOW)["sites"]["coarse"] == [0]


def test_an_empty_store_has_an_index_too() -> None:
    assert pack(snapshot(()), (), WINDOW)["sites"]["id"] == []


def test_packed_counts_minutes_from_one_change_to_the_next() -> None:
    steps = [(START, 0), (START + timedelta(hours=8), 1), (START + timedelta(hours=22), 0)]
    assert packed(steps) == [0, 480, 1, 840, 0]


@pytest.mark.parametrize("count", [3_001])
def test_many_sites_come_in_parts_that_together_hold_them_all(count: int) -> None:
    many = tuple(site(number, HOURS[number % 4]) for number in range(count))
    whole = whole_index(snapshot(many), WINDOW)
    assert whole["sites"] is None
    assert sum(part["sites"] for part in whole["parts"]) == count


def test_a_thousand_sites_weigh_little() -> None:
    many = tuple(
        site(number, HOURS[number % 8], address=f"示例路{number}号") for number in range(1000)
    )
    plain = json.dumps(pack(snapshot(many), many, WINDOW), ensure_ascii=False).encode()
    assert len(gzip.compress(plain, 9)) <= 32 * 1024
