"""The production server: granian, several worker processes, each with its own snapshot."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from geodata.basemap import Archive, open_archive
from geodata.demand import FollowedDemand, demand_path
from geodata.dumps.following import FollowedDumps
from geodata.exporting import Licence
from geodata.services.geocoding import locate_by
from geodata.services.wechat import WeChatSigner
from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from geodata.streets.near_tables import FollowedTables
from geodata.streets.valhalla import ready_streets
from geodata.uploads import Uploads
from locator.errors import InvalidInput, problem
from locator.words import Words
from web.app import create_app
from web.logs import logging_setup
from web.metrics import metrics_here, shared_metrics
from web.reports import reporters_here, shared_reporters
from web.settings import Settings
from web.state import State
from web.wechat import Account, read_script

STOP_WITHIN_S: Final = 10  # a worker that has not finished its requests by then is ended


def application() -> Flask:
    """Return the application of a worker process, with a snapshot of its own."""
    settings = Settings.from_env()
    streets = FollowedStreets(streets_folder(settings.store))
    ready = ready_streets(settings.valhalla)
    demand = FollowedDemand(demand_path(settings.store))
    tables = FollowedTables(settings.store)
    dumps = FollowedDumps(settings.store, licence_of(settings))
    uploads = Uploads(settings.store)
    state = State(
        Store.open(settings.store), streets, tables, ready, demand, dumps=dumps, uploads=uploads
    )
    metrics = metrics_here()
    metrics.note(state)
    state.watch(then=lambda: metrics.note(state))
    locate = locate_by(settings.geocoder, settings.geocoder_key)
    account = wechat_of(settings)
    return create_app(
        settings,
        state,
        reporters_here(),
        metrics,
        locate,
        wechat_account=account,
        archive=archive_of(settings),
    )


def licence_of(settings: Settings) -> Licence:
    """Return what others may do with the data."""
    return Licence(settings.licence, settings.licence_url, settings.attribution)


def wechat_of(settings: Settings) -> Account | None:
    """Return the account by which pages may open WeChat's map, None where none is set.

    Raises
    ------
    InvalidInput
        The operator's copy of WeChat's script cannot be read.
    """
    if not settings.wechat_appid:
        return None
    signer = WeChatSigner(settings.wechat_appid, settings.wechat_secret)
    return Account(settings.wechat_appid, signer.sign, read_script(settings.wechat_sdk))


def archive_of(settings: Settings) -> Archive | None:
    """Return the archive of map tiles, None where none is wanted.

    Raises
    ------
    InvalidInput
        It cannot be read, or holds nothing that can be shown.
    """
    return open_archive(Path(settings.tiles_file)) if settings.tiles == "pmtiles" else None


def serve(settings: Settings, started: Callable[[], None]) -> None:
    """Serve until told to stop by SIGINT or SIGTERM.

    Parameters
    ----------
    settings : Settings
        As the environment has them: worker processes read them from there.
    started : callable
        Called once the address is taken.

    Raises
    ------
    InvalidInput
        The address cannot be listened on, the store cannot be opened, or Valhalla,
        WeChat's map or an archive of tiles is wanted but cannot be used.
    """
    check_address(settings.host, settings.port)
    ready_streets(settings.valhalla)
    wechat_of(settings)
    if archive := archive_of(settings):
        archive.close()
    Store.open(settings.store).close()  # made and brought up to date before workers share it
    server = Server(
        "web.server:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=settings.threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN_S,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=server_logging(settings.log_level),
    )
    server.on_startup(started)
    with shared_reporters(), shared_metrics():
        server.serve()


def server_logging(level: str) -> dict[str, Any]:
    """Return the logging of the server: granian's own lines go the way of ours."""
    setup = logging_setup(level)
    setup["loggers"]["_granian"] = {"level": "WARNING"}
    return setup


def check_address(host: str, port: int) -> None:
    """Raise InvalidInput unless the address can be listened on.

    Worker processes share a port with SO_REUSEPORT, which would let a second server
    take half of the first one's requests without a word.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            probe.listen(1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InvalidInput(
            problem(
                "YIZHAN_HOST, YIZHAN_PORT",
                f"{host}:{port}",
                Words("空闲的地址和端口", "an address and port that are free"),
                Words(
                    f"无法监听 {host}:{port}({reason});可用 YIZHAN_PORT 换一个端口",
                    f"cannot listen on {host}:{port} ({reason}); YIZHAN_PORT chooses another port",
                ),
            )
        ) from None
