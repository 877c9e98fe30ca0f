import subprocess
import sys
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.errors import InvalidInput
from locator.unions import LEVELS, Jurisdictions, Union
from tests.locator.unions.samples import (
    CITY,
    JIEFANG_N,
    NANSHAN,
    SIDE,
    SOUTH,
    UNIONS,
    WANGHAI,
    WEST,
    YINGCHUN,
    box,
)

ALL = Jurisdictions(UNIONS)


def ids(chain: tuple[Union, ...]) -> list[str]:
    return [union.id for union in chain]


def test_a_point_has_the_chain_from_its_street_to_the_city() -> None:
    assert ids(ALL.chain(lon=112.05, lat=28.05)) == ["yingchun", "wanghai", "city"]
    assert ids(ALL.chain(lon=112.15, lat=28.15)) == ["nanshan", "city"]  # no street there
    assert ids(ALL.chain(lon=10.0, lat=50.0)) == ["city"]  # in no area: the widest


def test_what_nobody_else_takes_goes_to_the_catch_all() -> None:
    taker = Union(id="taker", name="新业态工会", level="district", parent_id="city", catch_all=True)
    everywhere = Jurisdictions((*UNIONS, taker))
    assert ids(everywhere.chain(lon=10.0, lat=50.0)) == ["taker", "city"]
    assert ids(everywhere.chain(lon=112.05, lat=28.05)) == ["yingchun", "wanghai", "city"]


def test_nothing_is_responsible_where_nothing_is_loaded() -> None:
    empty = Jurisdictions(())
    assert empty.chain(lon=112.0, lat=28.0) == ()
    assert empty.by_adcode("990102") is None
    assert empty.named_in("示例市望海区") is None


def test_a_border_goes_to_one_side_whatever_the_order() -> None:
    for order in permutations((WANGHAI, NANSHAN, CITY)):
        loaded = Jurisdictions(order)
        assert ids(loaded.chain(lon=112.1, lat=28.05)) == ["nanshan", "city"]
    smaller = replace(WANGHAI, area=box(0, 0))
    assert ids(Jurisdictions((smaller, NANSHAN, CITY)).chain(lon=112.1, lat=28.05)) == [
        "wanghai",
        "city",
    ]


def test_equal_areas_go_to_the_narrower_level() -> None:
    street = replace(YINGCHUN, id="z", area=WANGHAI.area)
    chain = Jurisdictions((CITY, WANGHAI, street)).chain(lon=112.05, lat=28.05)
    assert ids(chain) == ["z", "wanghai", "city"]


def test_holes_and_islands() -> None:
    ring = box(0, 0, 3, 3).difference(box(1, 1))
    island = box(5, 5)
    holed = replace(WANGHAI, area=shapely.union_all([ring, island]))
    inner = replace(NANSHAN, area=box(1, 1))
    loaded = Jurisdictions((CITY, holed, inner))
    assert ids(loaded.chain(lon=112.15, lat=28.15)) == ["nanshan", "city"]
    assert ids(loaded.chain(lon=112.55, lat=28.55)) == ["wanghai", "city"]
    assert ids(loaded.chain(lon=112.45, lat=28.45)) == ["city"]
    assert ids(Jurisdictions((CITY, holed)).chain(lon=112.15, lat=28.15)) == ["city"]


corners = st.integers(0, 8)
boxes = st.tuples(corners, corners, st.integers(1, 5), st.integers(1, 5))


@settings(max_examples=60, deadline=None)
@given(st.lists(boxes, max_size=12), st.integers(0, 2**32 - 1))
def test_chains_equal_brute_force_over_overlapping_areas(
    shapes: list[tuple[int, int, int, int]], seed: int
) -> None:
    unions = [
        Union(id=f"{n:02}", name=f"第{n}区", level="district", parent_id="city", area=box(*shape))
        for n, shape in enumerate(shapes)
    ]
    loaded = Jurisdictions([CITY, *unions])
    rng = np.random.default_rng(seed)
    anywhere = rng.uniform(-1, 14, (20, 2))
    on_borders = rng.integers(-1, 14, (20, 2)).astype(float)
    lons, lats = (np.concatenate((anywhere, on_borders)) * SIDE + (WEST, SOUTH)).T.copy()
    chains, of_point = loaded.chains(lons=lons, lats=lats)
    for number, (lon, lat) in enumerate(zip(lons.tolist(), lats.tolist(), strict=True)):
        point = shapely.Point(lon, lat)
        covering = [
            (union.area.area, union.id)
            for union in unions
            if union.area is not None and union.area.intersects(point)
        ]
        expected = [min(covering)[1], "city"] if covering else ["city"]
        assert ids(loaded.chain(lon=lon, lat=lat)) == expected
        assert ids(chains[of_point[number]]) == expected


@pytest.mark.parametrize(("lon", "lat"), [(float("nan"), 28.0), (112.0, 90.1), (181.0, 0.0)])
def test_what_is_no_point_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(InvalidInput):
        ALL.chain(lon=lon, lat=lat)


@pytest.mark.parametrize(
    ("unions", "field"),
    [
        ((CITY, replace(CITY, name="又一个市")), "id"),
        ((replace(CITY, id=""),), "id"),
        ((WANGHAI,), "parent"),
        ((CITY, replace(WANGHAI, parent_id="wanghai")), "parent"),
        (
            (
                replace(WANGHAI, parent_id="nanshan"),
                replace(NANSHAN, parent_id="wanghai"),
            ),
            "parent",
        ),
        ((replace(CITY, parent_id="wanghai"), WANGHAI), "parent"),
        ((replace(CITY, catch_all=True), replace(WANGHAI, catch_all=True)), "catch_all"),
        ((replace(CITY, area=shapely.Point(112.0, 28.0)),), "area"),
        ((replace(CITY, area=shapely.Polygon()),), "area"),
        ((replace(CITY, area=shapely.box(400000, 3000000, 400100, 3000100)),), "area"),
    ],
)
def test_unions_that_leave_a_point_without_one_chain_are_refused(
    unions: tuple[Union, ...], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        Jurisdictions(unions)
    assert {problem.field for problem in caught.value.problems} == {field}


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        Jurisdictions((CITY, CITY, replace(YINGCHUN, parent_id="nobody")))
    assert [problem.field for problem in caught.value.problems] == ["id", "parent"]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("990102001", "yingchun"),
        ("990102001007", "yingchun"),
        ("990102009", "wanghai"),
        ("990102", "wanghai"),
        ("990102000", "wanghai"),
        ("990199", "city"),
        ("990100", "city"),
        ("990200", None),
        ("", None),
        ("无", None),
    ],
)
def test_codes_lead_to_the_narrowest_union_that_contains_them(code: str, found: str | None) -> None:
    union = ALL.by_adcode(code)
    assert (union.id if union else None) == found


def test_a_park_does_not_stand_for_the_district_whose_code_it_has() -> None:
    park = Union(id="a-park", name="园区", level="point", parent_id="wanghai", adcode="990102")
    union = Jurisdictions((*UNIONS, park)).by_adcode("990102")
    assert union is not None
    assert union.id == "wanghai"


def test_centres_lie_within_the_area() -> None:
    for union in UNIONS[1:]:
        centre = ALL.centre(union)
        assert centre is not None
        assert union.area is not None
        assert union.area.contains(shapely.Point(centre))
    horseshoe = box(0, 0, 3, 3).difference(box(1, 0, 1, 2))
    bent = replace(WANGHAI, area=horseshoe)
    centre = Jurisdictions((CITY, bent)).centre(bent)
    assert centre is not None
    assert not horseshoe.contains(horseshoe.centroid)
    assert horseshoe.contains(shapely.Point(centre))


def test_a_union_without_an_area_has_that_of_those_below() -> None:
    area = ALL.area(CITY)
    assert area is not None
    assert area.symmetric_difference(box(0, 0, 2, 2)).area == pytest.approx(0)
    bare = Jurisdictions([replace(union, area=None) for union in UNIONS])
    assert bare.centre(CITY) is None
    assert ids(bare.chain(lon=112.05, lat=28.05)) == ["city"]


def test_chains_by_union_go_up_by_level() -> None:
    for union in UNIONS:
        chain = ALL.chain_of(union)
        assert chain[0] is union
        ranks = [LEVELS.index(link.level) for link in chain]
        assert ranks == sorted(ranks, reverse=True)
    assert ids(ALL.chain_of(JIEFANG_N)) == ["jiefang-n", "nanshan", "city"]


THREADS = """
from concurrent.futures import ThreadPoolExecutor
from tests.locator.unions.test_jurisdictions import ALL, ids
def work(seed):
    return [ids(ALL.chain(lon=112 + (seed * k % 997) / 5000, lat=28.05)) for k in range(3000)]
with ThreadPoolExecutor(8) as pool:
    many = list(pool.map(work, range(8)))
print(many == [work(seed) for seed in range(8)])
"""


def test_many_threads_may_ask_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", THREADS], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == "True", done.stderr
