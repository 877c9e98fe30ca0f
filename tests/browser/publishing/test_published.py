"""The published folder, served by ``python -m http.server``: what riders do, without a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.phones import located, phone
from tests.browser.publishing.folders import BELOW, QUOTED, hosted, refused
from tests.web.browser import Watch, chromium, until

KEPT = """
async () => {
  await navigator.serviceWorker.ready;
  const cache = await caches.open("yizhan-data");
  const names = async () => (await cache.keys()).map(({ url }) => url).join();
  const rest = () => new Promise((go) => setTimeout(go, 100));
  while (!/near.*index|index.*near/.test(await names())) await rest();
}
"""
KEPT_AT_S = """
async () => {
  const cache = await caches.open("yizhan-data");
  const [index] = (await cache.keys()).filter(({ url }) => url.endsWith("/data/index.json"));
  return Date.parse((await cache.match(index)).headers.get("Date")) / 1000;
}
"""
HEAD = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.browser
@pytest.mark.parametrize("below", ["", BELOW])
def test_a_rider_finds_goes_and_tells(browser: Browser, root: Path, below: str) -> None:
    served = root if below else root / BELOW
    with hosted(served) as host, phone(browser) as page:
        wrong, watch = refused(page), Watch(page)
        located(page, host + below)
        page.get_by_text("时间按街道算").wait_for()
        assert page.locator(".see-route").count() == 0
        page.locator('[data-chip="water"]').click()
        until(
            page,
            "[...document.querySelectorAll('#list [data-group=open] .card')]"
            ".every((card) => card.textContent.includes('饮水'))",
        )
        card = page.locator('[data-group="open"] .card').first
        name = card.locator("h3").inner_text()
        card.get_by_role("button", name="去这里").click()
        assert page.locator('dialog [data-app="amap"]').get_attribute("href")
        page.get_by_role("button", name="关闭").click()
        card.get_by_role("button", name="反映问题").click()
        page.locator("dialog a.call").last.wait_for()
        calls = page.locator("dialog a.call").evaluate_all("all => all.map((a) => a.href)")
        assert calls[-1] == "tel:12351"
        assert len(calls) >= 2  # and the union that published this
        page.get_by_role("button", name="关闭").click()
        page.locator("#map-open").click()
        page.locator("#map canvas").wait_for()
        card.locator("h3 a").click()
        page.locator("#state").get_by_text("营业中").or_(page.get_by_text("快关门了")).wait_for()
        assert page.locator("h1").inner_text() == name
        page.get_by_role("link", name="English").click()
        page.get_by_text("Something wrong here? Please call").wait_for()
        page.get_by_role("link", name="List", exact=True).click()
        page.get_by_role("button", name="Find near me").wait_for()
        assert page.url == f"{host}{below and QUOTED}en/"
        assert (wrong, watch.troubles, watch.foreign) == ([], [], [])
        sent = [url for url in watch.requests if "123.52" in url or "31.50" in url]
        assert sent == []


@pytest.mark.browser
def test_framed_by_a_page_of_others_it_finds_what_is_near(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    with hosted(root) as host, hosted(tmp_path) as other, phone(browser) as page:
        frame = f'<iframe src="{host}工会/yizhan/" height="700" allow="geolocation"></iframe>'
        (tmp_path / "index.html").write_text(f"{HEAD}{frame}", encoding="utf-8")
        wrong, watch = refused(page), Watch(page)
        page.goto(other)
        inside = page.frame_locator("iframe")
        inside.locator("#locate").click()
        inside.get_by_text("时间按街道算").wait_for()
        inside.locator(".card").first.get_by_role("button", name="去这里").click()
        assert inside.locator('dialog [data-app="amap"]').get_attribute("href")
        assert (wrong, watch.troubles) == ([], [])


@pytest.mark.browser
def test_in_flight_mode_it_still_answers(browser: Browser, root: Path) -> None:
    with phone(browser, service_workers="allow") as page:
        with hosted(root) as host:
            page.goto(f"{host}工会/yizhan/")
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            page.reload()
            located(page, f"{host}工会/yizhan/")
            page.evaluate(KEPT)
        page.context.set_offline(True)  # and the host is gone as well
        page.clock.set_fixed_time(page.evaluate(KEPT_AT_S) + 60)
        page.reload()
        page.get_by_text("没有连上网,用的是 1 分钟前存下的资料。").wait_for()
        page.locator("#locate").click()
        page.get_by_text("时间按街道算").wait_for()
        page.goto(f"{host}工会/yizhan/en/")
        page.get_by_text("Offline: this is data saved 1 min ago.").wait_for()
        page.locator("#list .card").nth(4).wait_for()


@pytest.mark.browser
def test_without_scripts_every_place_is_listed(browser: Browser, root: Path) -> None:
    with hosted(root) as host, phone(browser, java_script_enabled=False) as page:
        page.goto(f"{host}工会/yizhan/")
        buttons = page.locator("button:visible, select:visible, input:visible")
        assert buttons.count() == 0  # nothing that nobody would answer
        page.get_by_role("link", name="看全部站点").click()
        assert page.locator("main li").count() > 300
        page.locator("main li h3 a").first.click()
        page.locator('a[data-app="amap"]').wait_for()
        assert page.locator("#state").is_hidden()
