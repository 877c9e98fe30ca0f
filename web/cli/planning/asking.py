"""A question about coverage: from the store, the streets and the demand beside it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple

from geodata.demand import demand_path, load_demand, street_demand
from geodata.demo import CITY_ID
from geodata.reporting.making import Origin, make_report
from geodata.reporting.making.ground import ground
from geodata.reporting.making.inputs import inputs_of
from geodata.reporting.report import Report
from geodata.store import Loaded, Store
from geodata.streets import FollowedStreets, streets_folder
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.nearest import Mode
from locator.planning.demand import Demand
from locator.planning.planner import Planner
from locator.planning.question import PlanQuestion
from locator.streets import StreetMode, Streets
from locator.streets.network import StreetNetwork
from locator.unions import Jurisdictions
from locator.words import Words
from web.cli.speech import complain

Progress = Callable[[Words, float], None]

LOADING: Final = Words("读取数据", "loading")
REACHING: Final = Words("计算路程", "finding ways")
COVERING: Final = Words("逐小时统计", "hour by hour")
DRAWING: Final = Words("可达范围", "service areas")
TELLING: Final = Words("汇总缺口", "gaps and figures")


class Sources(NamedTuple):
    """What is there to answer from."""

    loaded: Loaded
    networks: dict[StreetMode, StreetNetwork]
    demand: Demand


def sources(store_url: str) -> Sources:
    """Return what there is.

    Raises
    ------
    InvalidInput
        There is neither demand nor streets; says what to load.
    """
    with Store.open(store_url) as store:
        loaded = store.load()
    followed = FollowedStreets(streets_folder(store_url))
    followed.look()
    for mode in followed.troubles:
        complain(
            Words(
                f"街道网络文件({mode})不能用,请重新运行 yizhan streets",
                f"the street network ({mode}) cannot be used: run yizhan streets again",
            )
        )
    networks = dict(followed.networks)
    demand = load_demand(demand_path(store_url)) or _stand_in(networks)
    return Sources(loaded, networks, demand)


def _stand_in(networks: dict[StreetMode, StreetNetwork]) -> Demand:
    """Return length of street, where nobody loaded a demand."""
    network = networks.get("walk") or next(iter(networks.values()), None)
    if network is None:
        raise InvalidInput(
            problem(
                "demand",
                "",
                Words(
                    "先运行 yizhan demand 文件;或 yizhan streets 文件.osm.pbf,以街道长度代替",
                    "yizhan demand FILE first; or yizhan streets FILE.osm.pbf, whose length of "
                    "street then stands in",
                ),
                Words("没有需求数据,也没有道路数据", "there is neither demand nor streets"),
            )
        )
    return street_demand(network, at=datetime.now(CHINA))


def report_on(question: PlanQuestion, found: Sources, told: Progress) -> Report:
    """Return the report on a question, telling how far it is."""
    loaded, demand = found.loaded, found.demand
    network = found.networks.get(question.mode) if question.mode != "straight" else None
    streets: dict[Mode, Streets] = {network.mode: Streets(network)} if network else {}
    jurisdictions = Jurisdictions(loaded.unions)
    planner = Planner(
        loaded.sites,
        demand=demand,
        calendar=loaded.calendar,
        jurisdictions=jurisdictions,
        streets=streets,
    )
    told(REACHING, 0.1)
    planner.reach(question.mode, question.max_min, lambda share: told(REACHING, 0.1 + 0.3 * share))
    told(COVERING, 0.4)
    coverage = planner.cover(question)
    told(DRAWING, 0.5)
    service_area = ground(coverage, next(iter(streets.values()), None))
    told(TELLING, 0.7)
    origin = Origin(
        revision=loaded.revision,
        changed_at=loaded.changed_at,
        jurisdictions=jurisdictions,
        made_up=any(union.id == CITY_ID for union in loaded.unions),
        inputs=inputs_of(
            loaded.sites,
            loaded.unions,
            loaded.calendar,
            demand,
            network.about.id if network else None,
        ),
    )
    return make_report(planner, coverage, origin, service_area=service_area)
