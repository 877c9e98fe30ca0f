"""``yizhan publish``."""

from pathlib import Path

import click

from geodata.dumps.building import build_dumps
from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from geodata.streets.near_tables import FollowedTables
from geodata.streets.near_tables.building import build_tables
from locator.words import Words
from web.cli.helping import Command
from web.cli.progress import progress_bar
from web.cli.speech import complain, say, settings_here, tell
from web.publishing import Written, publish
from web.server import licence_of
from web.state import FollowedDumps, State


@click.command(
    "publish",
    cls=Command,
    help=say(
        "把骑手页面、站点页面和数据写成一个文件夹,任何网站空间都能放,不需要服务器。"
        "再次运行只写有变化的文件,删掉不再有的;什么都没变就什么都不做。每天运行一次:手机里的开放时间只算到十四天后。",
        "Write the rider's page, the sites' pages and their data as a folder that any web host "
        "serves, without a server. Run again, it writes what has changed and removes what is gone, "
        "and does nothing where nothing has. Run it daily: phones know opening hours for fourteen "
        "days.",
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def publish_command(folder: Path) -> None:
    """Write the public pages as files."""
    settings = settings_here()
    with progress_bar() as told, Store.open(settings.store) as store:
        told(Words("街道时间表", "street tables"), 0.0)
        build_tables(settings.store)
        streets = FollowedStreets(streets_folder(settings.store))
        told(Words("数据文件", "data files"), 0.0)
        build_dumps(settings.store, licence_of(settings))
        dumps = FollowedDumps(settings.store, licence_of(settings))
        state = State(store, streets, FollowedTables(settings.store), dumps=dumps)
        try:
            revision = state.snapshot().revision
            dumps.look(revision)
            written = publish(settings, state, folder, told)
        finally:
            state.close()
    if dumps.manifest is None or dumps.manifest.revision != revision:
        complain(
            Words(
                "数据文件正由别的进程生成,还不是这个版本:过一会儿再发布一次",
                "The data files are being made by another process and not of this revision yet: "
                "publish again in a while",
            )
        )
    if not settings.public_url:
        complain(
            Words(
                "没有设置 YIZHAN_PUBLIC_URL:页面可用,但分享出去时没有图片和网址",
                "YIZHAN_PUBLIC_URL is not set: the pages work, but links to them show no picture",
            )
        )
    if settings.tiles == "pmtiles":
        complain(
            Words(
                "YIZHAN_TILES=pmtiles 的瓦片要靠服务器读取:文件夹里的地图没有底图",
                "Tiles of YIZHAN_TILES=pmtiles are read by a server: maps in the folder have no "
                "ground",
            )
        )
    tell(summary(folder, written, revision))


def summary(folder: Path, done: Written | None, revision: int) -> Words:
    """Return what was done, in one line."""
    if done is None:
        return Words(
            f"{folder}:已是最新,版本 {revision};资料、设置、程序和日期都没变",
            f"{folder}: up to date, revision {revision}; data, settings, program and date are as "
            "they were",
        )
    return Words(
        f"{folder}:版本 {revision},写入 {done.changed} 个文件,{done.unchanged} 个没有变化,"
        f"删除 {done.removed} 个",
        f"{folder}: revision {revision}, {done.changed} files written, {done.unchanged} unchanged, "
        f"{done.removed} removed",
    )
