"""What a question about coverage is answered from: the store, the streets and the demand."""

from datetime import datetime
from typing import Final

from geodata.demand import demand_path, load_demand, street_demand
from geodata.reporting.making.reporter import Sources
from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.nearest import Mode
from locator.planning.demand import Demand
from locator.streets import StreetMode, Streets
from locator.streets.network import StreetNetwork
from locator.unions import Jurisdictions
from locator.words import Words
from web.cli.speech import complain

LOADING: Final = Words("读取数据", "loading")


def sources(store_url: str, mode: Mode) -> Sources:
    """Return what there is for a way of getting about.

    Raises
    ------
    InvalidInput
        There is neither demand nor streets; says what to load.
    """
    with Store.open(store_url) as store:
        loaded = store.load()
    followed = FollowedStreets(streets_folder(store_url))
    followed.look()
    for broken in followed.troubles:
        complain(
            Words(
                f"路网文件({broken})不能用,请重新运行 yizhan streets",
                f"the street network ({broken}) cannot be used: run yizhan streets again",
            )
        )
    networks = dict(followed.networks)
    demand = load_demand(demand_path(store_url)) or _stand_in(networks)
    return Sources(
        sites=loaded.sites,
        calendar=loaded.calendar,
        jurisdictions=Jurisdictions(loaded.unions),
        revision=loaded.revision,
        changed_at=loaded.changed_at,
        streets={each: Streets(networks[each]) for each in networks if each == mode},
        demand=demand,
    )


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
