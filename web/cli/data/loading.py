"""``yizhan jurisdictions``, ``yizhan holidays`` and ``yizhan demo``."""

from datetime import datetime
from pathlib import Path

import click

from geodata.demand import demand_path, load_demand, save_demand
from geodata.demand.demo import demo_demand
from geodata.demo import load_demo, write_demo_streets
from geodata.holidays import read_holidays
from geodata.jurisdictions import read_jurisdictions
from geodata.store import Store
from geodata.streets import streets_folder
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.vocabulary import Datum
from locator.words import Words
from web.cli.helping import Command
from web.cli.options import datum_option, file_argument
from web.cli.speech import complain, say, settings_here, tell, whoever
from web.made_up import MADE_UP


@click.command(
    "holidays",
    cls=Command,
    help=say(
        "导入一年的放假与调休安排(CSV)。",
        "Add a year of the State Council's holidays and make-up workdays (CSV).",
    ),
)
@file_argument
def holidays_command(file: Path) -> None:
    """Add years to the calendar."""
    years = read_holidays(file)
    with Store.open(settings_here().store) as store:
        store.apply((), source=file.name, actor=whoever(), at=datetime.now(CHINA), holidays=years)
    known = ", ".join(str(year) for year in sorted(years.years))
    tell(Words(f"已导入 {known} 年的放假安排", f"the calendar now knows {known}"))


@click.command(
    "jurisdictions",
    cls=Command,
    help=say(
        "导入区、街道及其工会(面或行政区划代码),替换原有的。",
        "Load districts and streets with their unions (polygons or adcodes), in place of those "
        "there are.",
    ),
)
@file_argument
@datum_option
def jurisdictions_command(file: Path, datum: str | None) -> None:
    """Load the unions and their areas."""
    unions = read_jurisdictions(file, datum=Datum(datum) if datum else None)
    for warning in unions.warnings:
        complain(warning)
    with Store.open(settings_here().store) as store:
        store.apply((), source=file.name, actor=whoever(), at=datetime.now(CHINA), unions=unions)
    tell(Words(f"已导入 {len(unions)} 个工会", f"{len(unions)} unions loaded"))


@click.command(
    "demo",
    cls=Command,
    help=say(
        "把虚构的示例市载入一个空的数据库。", "Load the made-up demo city into an empty store."
    ),
)
@click.option(
    "--if-empty",
    is_flag=True,
    help=say("数据库不空就什么也不做", "do nothing where the store is not empty"),
)
def demo_command(*, if_empty: bool) -> None:
    """Load the made-up city."""
    place = settings_here().store
    with Store.open(place) as store:
        sites = store.load().sites
        is_made_up = all(site.id.startswith(MADE_UP) for site in sites)
        if sites and if_empty and not (is_made_up and lacks_streets(place)):
            return
        if not is_made_up:
            refuse_real_data(place)
        load_demo(store, at=datetime.now(CHINA))
        count = len(store.load().sites)
    if not write_demo_streets(streets_folder(place)):
        complain(Words("已有别处的路网,未改动", "the street networks of another city stay"))
    tell(Words(f"示例市(虚构):{count} 个站点", f"示例市 (made up): {count} sites"))
    add_demo_demand(place)


def add_demo_demand(place: str) -> None:
    """Put the made-up riders beside a store, unless somebody loaded a demand of their own."""
    path = demand_path(place)
    kept = load_demand(path)
    if kept is not None and not kept.about.made_up:
        return
    demand = demo_demand(at=datetime.now(CHINA))
    save_demand(demand, path)
    tell(
        Words(
            f"示例市(虚构):{len(demand)} 个单元的骑手",
            f"示例市 (made up): riders in {len(demand)} cells",
        )
    )


def lacks_streets(place: str) -> bool:
    """Tell whether a store has no networks, as one filled by an earlier release."""
    return not streets_folder(place).exists()


def refuse_real_data(place: str) -> None:
    """Refuse to put invented sites beside real ones."""
    raise InvalidInput(
        problem(
            "YIZHAN_STORE",
            place,
            Words("一个空的数据库", "an empty store"),
            Words(
                "数据库里有真实数据,不能混入虚构的示例市",
                "the store holds real data: the made-up city is not mixed into it",
            ),
        )
    )
