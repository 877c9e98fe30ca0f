"""``yizhan nearest``: near one place, or near each point of a file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from geodata.streets.valhalla import ready_streets
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.nearest import Mode
from locator.snapshot import Snapshot
from locator.streets import StreetMode, Streets
from locator.vocabulary import ACCESSES
from locator.words import Words, same
from web.api.answers import Hotline, NearestAnswer, NearestSite, Travel
from web.api.nearest import MODE, NEAREST, nearest
from web.api.operation import Asked
from web.api.parameters import read_given
from web.cli.asking.bulk import POINTS_PARAMETERS, near_points
from web.cli.helping import Command
from web.cli.options import READABLE, WRITABLE
from web.cli.speech import (
    complain,
    here,
    json_option,
    print_json,
    say,
    settings_here,
    tell,
    usage,
)
from web.pages.cards import GOING
from web.state import load_snapshot

PREFIX = "given_"


def parameter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the parameters of the HTTP request as options, read the same way."""
    for parameter in reversed(NEAREST.parameters.values()):
        name = parameter.name
        if name == "lang":
            continue  # the terminal has a language of its own
        # Whatever has a flag_value, even None, takes no value that begins with a minus sign.
        flag: dict[str, Any] = {"is_flag": True, "flag_value": "true"}
        boolean = parameter.schema["type"] == "boolean"
        command = click.option(
            "-k" if name == "k" else "--" + name.replace("_", "-"),
            PREFIX + name,
            default=None,
            help=f"{parameter.meaning.say(here())} [{parameter.allowed.say(here())}]",
            **(flag if boolean else {}),
        )(command)
    return command


@click.command(
    "nearest",
    cls=Command,
    help=say(
        "找离一处最近的站点;或用 --points 读入一个点文件,逐点查找,结果写入 -o。",
        "Find the sites nearest to a place; or, with --points, to each point of a CSV or "
        "Parquet file, written to -o.",
    ),
)
@parameter_options
@click.option(
    "--points",
    type=READABLE,
    help=say("点文件(CSV 或 Parquet,含经纬度列)", "CSV or Parquet file with lon and lat"),
)
@click.option("-o", "--output", type=WRITABLE, help=say("结果文件", "file to write"))
@json_option
def nearest_command(
    points: Path | None, output: Path | None, *, as_json: bool, **options: str | None
) -> None:
    """Find what is near."""
    raw = {key.removeprefix(PREFIX): text for key, text in options.items() if text is not None}
    if points is None:
        near_place(raw, as_json=as_json)
        return
    with usage():
        if output is None:
            message = Words("--points 需要 -o 指定结果文件", "--points needs -o, a file to write")
            raise InvalidInput(problem("-o", "", same("CSV | Parquet"), message))
        given = read_given(POINTS_PARAMETERS, raw, as_text=True)
        near_points(points, output, given, snapshot_here(given[MODE]))


def snapshot_here(mode: Mode) -> Snapshot:
    """Return a snapshot of the store that the settings name, with the streets of a mode."""
    place = settings_here().store
    with Store.open(place) as store:
        return load_snapshot(store, streets_of(place, mode))


def streets_of(store_url: str, mode: Mode) -> dict[StreetMode, Streets]:
    """Return the street network of a mode, complaining of a file that cannot be used."""
    followed = FollowedStreets(streets_folder(store_url))
    followed.look()
    ready = ready_streets(settings_here().valhalla)
    streets: dict[StreetMode, Streets] = {}
    for each, network in dict(followed.networks).items():
        try:
            if each == mode:
                streets[each] = ready(network)
        except ValueError as error:  # damaged in a way that shows only now
            followed.drop(each, error)
    if mode in followed.troubles:
        complain(
            Words(
                "路网文件不能用,改按直线估算;请重新运行 yizhan streets",
                "the street network cannot be used, ways are estimated from the straight line: "
                "run yizhan streets again",
            )
        )
    return streets


def near_place(raw: dict[str, str], *, as_json: bool) -> None:
    """Print what is near one place, as the HTTP answer or as lines to read."""
    with usage():
        given = read_given(NEAREST.parameters, raw, as_text=True)
    snapshot = snapshot_here(given[MODE])
    asked = Asked(given=given, snapshot=snapshot, lang=here(), now=datetime.now(CHINA))
    answer = nearest(asked)
    if as_json:
        print_json(answer)
    elif not snapshot.sites:
        tell(
            Words(
                "数据库里还没有站点:用 yizhan import 导入,或用 yizhan demo 载入示例市",
                "no sites in the store yet: see yizhan import, or yizhan demo for a made-up city",
            )
        )
    else:
        print_answer(answer)


def print_answer(answer: NearestAnswer) -> None:
    """Print an answer as lines to read."""
    for site in answer.results:
        click.echo(site_line(site, answer.travel).say(here()))
    for line in answer.remote:
        click.echo(hotline_line(line).say(here()))
    if not answer.results and not answer.remote:
        tell(Words("没有找到", "nothing found"))


def site_line(site: NearestSite, travel: Travel) -> Words:
    """Return one site on a line: how far, its name, whether it is open and how to get in."""
    entry = ACCESSES[site.access] if site.access else same("")
    metres = site.travel_m if site.by_street else site.distance_m
    way = way_there(site, travel)
    return Words(
        f"{metres:6.0f} 米  {way.zh}  {site.name}  "
        f"{site.open.text}  {entry.zh}  {site.address}  [{site.id}]",
        f"{metres:6.0f} m  {way.en}  {site.name}  "
        f"{site.open.text}  {entry.en}  {site.address}  [{site.id}]",
    )


def way_there(site: NearestSite, travel: Travel) -> Words:
    """Return how long it takes to a site, and what that is reckoned from."""
    if travel.mode == "straight":
        return Words("直线", "straight line")
    going, minutes = GOING[travel.mode], f"{site.travel_min:.0f}"
    if site.by_street:
        return Words(f"{going.zh} {minutes} 分钟,按街道", f"{minutes} min {going.en}, by street")
    return Words(
        f"{going.zh}约 {minutes} 分钟,直线估算,系数 {travel.detour:g}",
        f"about {minutes} min {going.en}, straight line × {travel.detour:g}",
    )


def hotline_line(line: Hotline) -> Words:
    """Return a hotline on a line."""
    return same(f"{line.phone}  {line.name}  {line.open.text}")
