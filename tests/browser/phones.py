"""A real server over the made-up city and its streets, and phones to hold it with."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from geodata.demo import load_demo, write_demo_streets
from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from geodata.streets.near_tables import FollowedTables
from geodata.streets.near_tables.building import build_tables
from locator.hours import CHINA
from tests.web.browser import serving
from web.app import create_app
from web.settings import Settings
from web.state import State
from web.wechat import Account

PHONE = ViewportSize(width=360, height=740)
LON, LAT = 123.5213, 31.5037  # in the made-up city
WECHAT = (
    "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.49 NetType/4G Language/zh_CN"
)


@lru_cache(maxsize=1)
def demo_folder() -> "TemporaryDirectory[str]":
    """Return a folder with the made-up city's store, streets and street tables."""
    folder = TemporaryDirectory()
    store_url = f"sqlite:///{folder.name}/yizhan.db"
    with Store.open(store_url) as store:
        load_demo(store, at=datetime.now(CHINA))
    write_demo_streets(streets_folder(store_url))
    build_tables(store_url)
    return folder


@contextmanager
def served(folder: Path, account: Account | None = None) -> Iterator[tuple[State, str]]:
    """Serve a store of its own, since reports change it; by an account of WeChat's, or none."""
    shutil.copytree(demo_folder().name, folder, dirs_exist_ok=True)
    store_url = f"sqlite:///{folder}/yizhan.db"
    with Store.open(store_url) as store:
        streets = FollowedStreets(streets_folder(store_url))
        state = State(store, streets, FollowedTables(store_url))
        state.watch()
        with serving(create_app(Settings(), state, wechat_account=account)) as address:
            yield state, address
        state.close()


@contextmanager
def phone(browser: Browser, **traits: Any) -> Iterator[Page]:
    """Open a page on a phone that is located in the made-up city, unless told otherwise."""
    usual = {
        "viewport": PHONE,
        "locale": "zh-CN",
        "geolocation": {"longitude": LON, "latitude": LAT},
        "permissions": ["geolocation"],
        "service_workers": "block",
    }
    context = browser.new_context(**{**usual, **traits})
    context.set_default_timeout(60_000)  # a machine with one busy core is slow
    page = context.new_page()
    try:
        yield page
    finally:
        page.unroute_all(behavior="ignoreErrors")  # a request may still be on its way
        context.close()


def located(page: Page, address: str) -> None:
    """Open the rider's page and locate."""
    page.goto(address)
    page.locator("#locate").click()
    page.locator(".card .far strong").first.wait_for()
