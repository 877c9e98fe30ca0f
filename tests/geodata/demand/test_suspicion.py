from dataclasses import replace

import numpy as np

from geodata.demand.demo import demo_demand
from geodata.demand.suspicion import far_from_sites
from geodata.demo import demo_city
from tests.geodata.demand.making import AT


def test_a_demand_of_another_city_is_remarked() -> None:
    demand, sites = demo_demand(at=AT), demo_city().sites
    assert far_from_sites(demand, sites) is None
    moved = replace(demand, lons=demand.lons - 1)
    warning = far_from_sites(moved, sites)
    assert warning is not None
    assert "100% of the demand" in warning.en
    assert far_from_sites(moved, ()) is None
    assert far_from_sites(moved, [site for site in sites if site.position is None]) is None


def test_a_few_cells_far_away_are_nothing() -> None:
    demand = demo_demand(at=AT)
    lons = np.where(demand.weights < np.median(demand.weights), demand.lons - 1, demand.lons)
    assert far_from_sites(replace(demand, lons=lons), demo_city().sites) is None


def test_no_demand_is_nowhere() -> None:
    demand = demo_demand(at=AT)
    nothing = replace(demand, weights=np.zeros(len(demand)), hourly=None)
    assert far_from_sites(nothing, demo_city().sites) is None
