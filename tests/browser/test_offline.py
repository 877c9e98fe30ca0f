"""In flight mode: the page answers with the index it kept, and says how old that is."""

from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event
from typing import Final

import pytest
from flask import Response, request
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page

from tests.web.browser import chromium, serving
from tests.web.made_up import made_up_state
from web.app import create_app
from web.settings import Settings

HERE: Final[Geolocation] = {"longitude": 123.52, "latitude": 31.5, "accuracy": 20}
KEPT = """
async () => {
  await navigator.serviceWorker.ready;
  const cache = await caches.open("yizhan-data");
  while (!(await cache.match("/data/index.json"))) await new Promise((go) => setTimeout(go, 100));
}
"""
KEPT_AT_S = """
async () => {
  const index = await (await caches.open("yizhan-data")).match("/data/index.json");
  return Date.parse(index.headers.get("Date").slice(-29)) / 1000;  // it may be told twice
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def visited(context: BrowserContext, address: str) -> Page:
    """Return the page, with everything kept that the worker keeps."""
    page = context.new_page()
    page.goto(address)
    page.evaluate(KEPT)
    return page


@pytest.mark.browser
def test_in_flight_mode_the_list_is_there_says_its_age_and_locates(browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="zh-CN",
        permissions=["geolocation"],
        geolocation=HERE,
    )
    with ExitStack() as server:
        address = server.enter_context(serving(create_app(Settings(), made_up_state())))
        page = visited(context, address)
    context.set_offline(True)  # and the server is gone as well
    page.clock.set_fixed_time(page.evaluate(KEPT_AT_S) + 60)
    page.reload()
    page.get_by_text("没有连上网,用的是 1 分钟前存下的资料。").wait_for()
    page.locator("#list .card").nth(4).wait_for()
    page.get_by_role("button", name="定位找附近").click()
    page.get_by_role("button", name="重新定位").wait_for()
    page.locator("#list .far").nth(4).wait_for()
    assert "最近" in page.locator("#status").inner_text()
    page.clock.set_fixed_time(page.evaluate(KEPT_AT_S) + 3 * 86400)
    page.reload()
    page.get_by_text("没有连上网,用的是 3 天前存下的资料。").wait_for()
    context.close()


@pytest.mark.browser
def test_a_second_visit_waits_for_no_network(browser: Browser) -> None:
    app = create_app(Settings(), made_up_state())
    answering = Event()
    answering.set()
    asked: list[str] = []

    @app.before_request
    def hesitate() -> None:
        asked.append(request.path)
        answering.wait(60)

    @app.after_request
    def keep_nothing(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-cache"  # but the worker: else the browser answers
        return response

    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    with serving(app) as address:
        page = visited(context, address)
        page.goto("about:blank")
        answering.clear()
        asked.clear()
        kept = page.goto(address)
        assert kept is not None
        assert "go-there" not in kept.text()  # no cards of the last visit's hour
        page.locator("#list button.go-there").nth(4).wait_for()
        answering.set()
        for _ in range(600):
            if {"/", "/data/index.json"} <= set(asked):
                break
            page.wait_for_timeout(100)
        assert {"/", "/data/index.json"} <= set(asked)  # what is kept is renewed
        context.close()


@pytest.mark.browser
def test_newer_data_waits_for_the_rider(browser: Browser) -> None:
    state = made_up_state()
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    with serving(create_app(Settings(), state)) as address:
        page = visited(context, address)
        page.evaluate(
            """async () => {
              const cache = await caches.open("yizhan-data");
              const kept = await cache.match("/data/index.json");
              const index = await kept.json();
              index.sites.name.fill("旧的名字");
              await cache.put("/data/index.json", new Response(JSON.stringify(index), {
                headers: { ETag: '"old"', Date: new Date().toUTCString() },
              }));
            }"""
        )
        page.reload()
        button = page.get_by_role("button", name="有新的资料,更新列表")
        button.wait_for()
        page.locator("#list h3", has_text="旧的名字").nth(4).wait_for()
        button.click()
        page.locator("#list h3", has_text="旧的名字").first.wait_for(state="detached")
        button.wait_for(state="detached")
    context.close()
