import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest
import shapely
from shapely.geometry import LineString, Point

from geodata.demo import CITY_ID, DemoCity, demo_city
from geodata.demo.streets.plane import to_metres
from locator.model import Site
from locator.unions import Jurisdictions
from locator.vocabulary import (
    AMENITIES,
    SERVICES,
    Access,
    Accuracy,
    Datum,
    Kind,
    Operation,
    Tier,
    Welcome,
)
from tests.shared import ROOT


@pytest.fixture(scope="module")
def city() -> DemoCity:
    return demo_city()


@pytest.fixture(scope="module")
def stations(city: DemoCity) -> list[Site]:
    return [site for site in city.sites if site.kind is Kind.STATION]


def own_place(site: Site) -> bool:
    return site.position is not None and site.position.accuracy is Accuracy.EXACT


def test_as_many_of_each_as_promised(city: DemoCity, stations: list[Site]) -> None:
    count = Counter(site.kind for site in city.sites)
    assert count[Kind.STATION] == 300
    assert count[Kind.VENUE] == 40
    assert count[Kind.PARTNER] + count[Kind.SERVICE_CENTRE] == 30
    assert count[Kind.REMOTE] == 2
    assert count.total() == 372
    assert sum(bool(site.host) for site in stations) == 284
    assert len({site.id for site in city.sites}) == 372
    assert len({site.code for site in city.sites if site.code}) == 370


def test_the_unions_form_one_tree_and_tile_the_city(city: DemoCity) -> None:
    levels = Counter(union.level for union in city.unions if not union.catch_all)
    assert levels == {"city": 1, "district": 3, "street": 12}
    assert sum(union.catch_all for union in city.unions) == 1
    streets = [u.area for u in city.unions if u.level == "street" and u.area is not None]
    whole = next(u.area for u in city.unions if u.id == CITY_ID)
    assert whole is not None
    assert all(area.is_valid for area in streets)
    for a, b in combinations(streets, 2):
        assert shapely.intersection(a, b).area == 0
    assert sum(area.area for area in streets) == pytest.approx(whole.area, rel=1e-9)
    Jurisdictions(city.unions)


def test_every_site_lies_in_the_street_that_its_address_names(city: DemoCity) -> None:
    jurisdictions = Jurisdictions(city.unions)
    for site in filter(own_place, city.sites):
        assert site.position is not None
        chain = jurisdictions.chain(lon=site.position.lon, lat=site.position.lat)
        assert [union.level for union in chain] == ["street", "district", "city"]
        assert chain[0].adcode == site.adcode
        assert chain[0].name == f"{site.street}总工会"
        assert chain[1].name == f"{site.district}总工会"
        assert site.address.startswith(f"示例市{site.district}{site.street}")


def test_addresses_name_their_union(city: DemoCity) -> None:
    jurisdictions = Jurisdictions(city.unions)
    for site in filter(own_place, city.sites):
        named = jurisdictions.named_in(site.address)
        assert named is not None
        assert named.adcode == site.adcode


def test_no_two_sites_overlap(city: DemoCity) -> None:
    places = [
        to_metres(site.position.lon, site.position.lat)
        for site in city.sites
        if own_place(site) and site.position
    ]
    for (x, y), (x2, y2) in combinations(places, 2):
        assert hypot(x - x2, y - y2) > 40


def test_doors_open_on_the_street_of_the_address(city: DemoCity) -> None:
    plan = city.streets
    walked = [way for way in plan.ways if way.foot == "yes"]
    lines = [
        LineString([to_metres(plan.nodes[i].lon, plan.nodes[i].lat) for i in way.nodes])
        for way in walked
    ]
    tree = shapely.STRtree(lines)
    doors = [site for site in city.sites if site.entrance]
    assert len(doors) > 0.75 * 370
    for site in doors:
        assert site.entrance is not None
        assert site.position is not None
        door = Point(to_metres(site.entrance.lon, site.entrance.lat))
        room = Point(to_metres(site.position.lon, site.position.lat))
        street = int(tree.nearest(door))
        assert f"{walked[street].name.zh}" in site.address
        assert lines[street].distance(door) < lines[street].distance(room)
        assert door.distance(room) == pytest.approx(8, abs=0.5)


def test_no_site_stands_in_water(city: DemoCity) -> None:
    water = [shapely.Polygon(area.ring) for area in city.streets.areas if area.kind == "water"]
    for site in filter(own_place, city.sites):
        assert site.position is not None
        assert not any(w.contains(Point(site.position.lon, site.position.lat)) for w in water)


def test_coordinates_come_in_every_datum(city: DemoCity) -> None:
    given = Counter(site.position.datum for site in city.sites if site.position)
    assert set(given) == set(Datum)
    assert given[Datum.GCJ02] > given[Datum.BD09] > 20


def test_some_stations_are_known_by_district_only(city: DemoCity, stations: list[Site]) -> None:
    coarse = [site for site in stations if not own_place(site)]
    assert len(coarse) == 8
    jurisdictions = Jurisdictions(city.unions)
    for site in coarse:
        assert site.position is not None
        assert site.position.accuracy is Accuracy.DISTRICT
        district = jurisdictions.by_adcode(site.adcode)
        assert district is not None
        assert (site.position.lon, site.position.lat) == jurisdictions.centre(district)


def test_facts_are_as_patchy_as_real_ones(stations: list[Site]) -> None:
    def share(count: int) -> float:
        return count / len(stations)

    assert 0.055 <= share(sum(s.hours.osm == "24/7" for s in stations)) <= 0.075
    assert 0.045 <= share(sum(s.hours.osm is None for s in stations)) <= 0.075
    assert 0.02 <= share(sum(s.amenities is None for s in stations)) <= 0.1
    assert 0.02 <= share(sum(s.access is None for s in stations)) <= 0.12
    assert 0.05 <= share(sum(s.verified_on is None for s in stations)) <= 0.2
    assert sum(s.operation is Operation.UNDER_REPAIR for s in stations) >= 3
    assert {s.welcome for s in stations} == set(Welcome) - {Welcome.MEMBER_COMPANIES}
    assert {way.access for s in stations for way in s.access or ()} >= {
        Access.OPEN,
        Access.STAFFED,
        Access.SCAN,
        Access.APPOINTMENT,
    }
    told = [s.amenities for s in stations if s.amenities is not None]
    assert sum("water" in codes for codes in told) > 0.9 * len(told)
    assert set().union(*told) == set(AMENITIES)


def test_dates_are_fixed_and_in_the_past(city: DemoCity) -> None:
    checked = [site.verified_on for site in city.sites if site.verified_on]
    assert min(checked) < date(2026, 1, 1)
    assert max(checked) <= date(2026, 10, 31)


def test_codes_are_ones_that_the_vocabulary_has(city: DemoCity) -> None:
    for site in city.sites:
        assert list(site.amenities or ()) == sorted(set(site.amenities or ()) & set(AMENITIES))
        codes = [offer.code for offer in site.services or ()]
        assert codes == sorted(set(codes) & set(SERVICES))
    offered = {offer.code for site in city.sites for offer in site.services or ()}
    assert offered == set(SERVICES)


def test_legal_advice_is_one_hub_four_stations_and_points_below_them(city: DemoCity) -> None:
    by_id = {site.id: site for site in city.sites}
    tiers = Counter(site.tier for site in city.sites if site.tier)
    assert tiers == {Tier.HUB: 1, Tier.STATION: 4, Tier.POINT: 12}
    above = {Tier.STATION: Tier.HUB, Tier.POINT: Tier.STATION}
    for site in city.sites:
        if site.tier in above:
            assert by_id[site.parent_id].tier is above[site.tier]
        else:
            assert site.parent_id == ""
        if site.tier:
            assert "legal" in {offer.code for offer in site.services or ()}


def test_the_works_in_the_south_east_have_nothing_at_night(city: DemoCity) -> None:
    works = [
        shapely.Polygon(q.ring) for q in city.streets.quarters if q.zone == "industry" and q.row < 4
    ]
    inside = [
        site
        for site in city.sites
        if own_place(site)
        and site.position
        and any(w.contains(Point(site.position.lon, site.position.lat)) for w in works)
    ]
    assert 5 <= len(inside) <= 40
    assert not [site.hours.text for site in inside if site.hours.osm == "24/7"]


def test_nothing_can_be_taken_for_real(city: DemoCity) -> None:
    for site in city.sites:
        assert site.id.startswith("demo-")
        assert site.source == "示例数据 (虚构)"
        assert not site.phone or site.phone.startswith("000-")
        assert site.kind is Kind.REMOTE or site.address.startswith("示例市")
        assert site.adcode.startswith("9901")
    for union in city.unions:
        assert union.phone.startswith("000-")
        assert not union.adcode or union.adcode.startswith("9901")


def build_in_a_process_of_its_own(hash_seed: str) -> str:
    code = (
        "import hashlib; from geodata.demo import demo_city, demo_backdrop;"
        "print(hashlib.sha256(repr((demo_city(), demo_backdrop())).encode()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(ROOT),
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_two_processes_build_the_same_city() -> None:
    first, second = (build_in_a_process_of_its_own(seed) for seed in ("1", "2"))
    assert len(first) == hashlib.sha256().digest_size * 2
    assert first == second
