"""``yizhan streets``."""

import resource
import sys
import time
from pathlib import Path
from typing import Any, Final

import click

from geodata.store import Store
from geodata.streets import streets_folder
from geodata.streets.making import MadeStreets, Speeds, Stage, make_streets
from locator.streets import StreetMode, read_speeds
from locator.words import Words
from web.cli.helping import Command
from web.cli.options import file_argument
from web.cli.progress import progress_bar
from web.cli.speech import complain, json_option, print_json, say, settings_here, tell
from web.settings import Settings

STAGES: Final[dict[Stage, Words]] = {
    "read": Words("读文件", "reading"),
    "build": Words("生成路网", "building"),
    "write": Words("写入", "writing"),
}
MODES: Final[dict[StreetMode, Words]] = {
    "walk": Words("步行", "on foot"),
    "ebike": Words("电动车", "by e-bike"),
}
LISTED: Final = 10  # candidates named on screen; all of them are in the file
PER_MB: Final = 1e6


@click.command(
    "streets",
    cls=Command,
    help=say(
        "用 OpenStreetMap 数据(.osm.pbf)生成步行和电动车路网,存放在数据库旁边。"
        "生成完毕才替换原有的。",
        "Make the street networks for walking and e-bikes from an extract of OpenStreetMap "
        "(.osm.pbf), beside the store. They take the place of the ones before when all is done.",
    ),
)
@file_argument
@click.option(
    "--anywhere",
    is_flag=True,
    help=say("数据里没有任何站点也照做", "take an extract, too, that none of the sites is in"),
)
@json_option
def streets_command(file: Path, *, anywhere: bool, as_json: bool) -> None:
    """Make the street networks."""
    started = time.monotonic()
    settings = settings_here()
    with Store.open(settings.store) as store:
        sites = store.load().sites
    with progress_bar() as told:
        made = make_streets(
            file,
            sites=sites,
            folder=streets_folder(settings.store),
            speeds=speeds_of(settings),
            anywhere=anywhere,
            progress=lambda stage, share: told(STAGES[stage], share),
        )
    answer = report(made) | {
        "seconds": round(time.monotonic() - started, 1),
        "peak_mb": round(peak_mb()),
    }
    if as_json:
        print_json(answer)
    else:
        show(made, answer)


def speeds_of(settings: Settings) -> Speeds:
    """Return the table of speeds with the changes that the settings ask for."""
    return {
        "walk": read_speeds(settings.walk_speeds, mode="walk", field="YIZHAN_WALK_SPEEDS"),
        "ebike": read_speeds(settings.ebike_speeds, mode="ebike", field="YIZHAN_EBIKE_SPEEDS"),
    }


def peak_mb() -> float:
    """Return the most memory that this process or the one that read the file has had."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there
    return max(resource.getrusage(who).ru_maxrss for who in both) * unit / PER_MB


def report(made: MadeStreets) -> dict[str, Any]:
    """Return what was made, as JSON has it."""
    return {
        "networks": {
            mode: {
                "id": network.about.id,
                **network.about.counts,
                "file": str(made.files[mode]),
                "bytes": made.files[mode].stat().st_size,
                "sites_on_streets": made.on_streets[mode],
            }
            for mode, network in made.networks.items()
        },
        "sites": made.sites,
        "candidates": len(made.candidates),
        "candidates_file": str(made.candidates_file),
    }


def show(made: MadeStreets, answer: dict[str, Any]) -> None:
    """Print what was made, and what is left for somebody to look at."""
    for mode, each in answer["networks"].items():
        name, size = MODES[mode], each["bytes"] / PER_MB
        kept_km, dropped_km = each["kept_m"] / 1000, each["dropped_m"] / 1000
        tell(
            Words(
                f"{name.zh}:{each['nodes']:,} 个节点,{each['edges']:,} 条边,{kept_km:,.1f} 公里;"
                f"舍去不连通的 {each['dropped_parts']:,} 处共 {dropped_km:,.1f} 公里;"
                f"{size:.1f} MB,{each['file']}",
                f"{name.en}: {each['nodes']:,} nodes, {each['edges']:,} edges, {kept_km:,.1f} km; "
                f"left out {each['dropped_parts']:,} parts that do not connect, "
                f"{dropped_km:,.1f} km; {size:.1f} MB in {each['file']}",
            )
        )
        if made.sites:
            near = each["sites_on_streets"]
            tell(
                Words(
                    f"  {made.sites} 个站点中有 {near} 个在路网旁",
                    f"  {near} of {made.sites} sites are on it",
                )
            )
    seconds, memory = answer["seconds"], answer["peak_mb"]
    tell(
        Words(
            f"用时 {seconds} 秒,内存最多 {memory} MB",
            f"{seconds} s, {memory} MB of memory at most",
        )
    )
    show_candidates(made)


def show_candidates(made: MadeStreets) -> None:
    """Name places that may be stations; nothing of them goes into the store."""
    if not made.candidates:
        return
    count = len(made.candidates)
    complain(
        Words(
            f"{count} 处地点的名称像驿站,未导入,请人工核对:{made.candidates_file}",
            f"{count} places are named like stations; not imported, for somebody to look at: "
            f"{made.candidates_file}",
        )
    )
    for place in made.candidates[:LISTED]:
        complain(Words(f"  {place.name}", f"  {place.name}"))
