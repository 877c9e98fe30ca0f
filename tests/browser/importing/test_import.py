"""A clerk's list goes in, its mistakes come back, are mended and go in again."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.store import Store
from locator.datum import from_wgs84
from locator.geodesy import distance_m
from locator.vocabulary import Accuracy, Datum
from tests.browser.importing.lists import BROKEN, UNPLACED, Station, mend, stations, write_list
from tests.browser.phones import phone
from tests.browser.test_desk import come_in, desk_served
from tests.web.browser import Watch

pytestmark = pytest.mark.browser


def bring_in(page: Page, address: str, path: Path) -> None:
    """Drop a file and wait until it has been read; say that it is in GCJ-02."""
    page.goto(f"{address}/desk/import?lang=zh-CN")
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="上传,看会改什么").click()
    expect(page.locator(".error-box")).to_contain_text("没有说明坐标系", timeout=120_000)
    page.locator("#datum").select_option("gcj02")
    page.get_by_role("button", name="按此再看一遍").click()
    expect(page.locator(".fates")).to_be_visible(timeout=120_000)


def write(page: Page, count: int) -> None:
    """Have written what is shown."""
    page.get_by_role("button", name=f"写入 {count} 处").click()
    expect(page.locator("p[role=status]")).to_contain_text("已写入", timeout=120_000)


def placed(store: Store) -> dict[str, tuple[float, float]]:
    """Return where the imported stations are of which somebody told the exact place."""
    return {
        site.name: (site.position.lon, site.position.lat)
        for site in store.load().sites
        if site.name.startswith("导入第") and site.position
        if site.position.accuracy is Accuracy.EXACT
    }


def place_by_link(page: Page, station: Station) -> None:
    """Place a station by what a map shares."""
    lon, lat = from_wgs84(station.lon, station.lat, Datum.GCJ02)
    page.get_by_role("link", name=station.name, exact=True).click()
    link = f"https://uri.amap.com/marker?position={lon:.6f},{lat:.6f}&name=门口"
    page.locator("#place").fill(link)
    keep(page, station)


def place_by_pin(page: Page, station: Station) -> None:
    """Place a station by dragging the pin away from the middle of its district."""
    page.get_by_role("link", name=station.name, exact=True).click()
    pin = page.locator(".pin")
    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    assert box
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(box["x"] + 42, box["y"] + 62, steps=4)
    page.mouse.up()
    page.locator("#accuracy").select_option("exact")
    keep(page, station)


def keep(page: Page, station: Station) -> None:
    """Look at where it would be, and keep that."""
    page.get_by_role("button", name="看看在哪").click()
    page.get_by_role("button", name="对,保存").click()
    expect(page.locator("p[role=status]")).to_contain_text(f"已放好:{station.name}")


def seen_by_rider(page: Page, address: str, name: str, lon: float, lat: float) -> None:
    """Stand at a station as a rider: the list has it, with no way to go."""
    page.context.set_geolocation({"longitude": lon, "latitude": lat})
    page.goto(f"{address}/?lang=zh-CN")
    page.locator("#locate").click()
    expect(page.locator(".card", has_text=name).first).to_contain_text("0 米")


@pytest.mark.slow
def test_a_messy_list_goes_in_and_its_mistakes_go_in_mended(
    browser: Browser, tmp_path: Path
) -> None:
    messy, rejects = write_list(tmp_path / "一览表.xlsx"), tmp_path / "退回.xlsx"
    with (
        desk_served(tmp_path) as (store, address, invitation),
        phone(browser, locale="zh-CN", accept_downloads=True) as page,
    ):
        watch = Watch(page)
        come_in(page, invitation, "zh-CN")
        bring_in(page, address, messy)
        expect(page.locator(".fate")).to_have_text(["34 新增", "6 退回"], use_inner_text=True)
        page.get_by_role("link", name="6 退回").click()
        expect(page.locator(".rows tbody tr")).to_have_count(6)
        with page.expect_download() as download:
            page.get_by_role("link", name="下载退回的 6 行").click()
        assert download.value.suggested_filename == "一览表-退回.xlsx"
        download.value.save_as(rejects)
        write(page, 34)
        assert mend(rejects) == len(BROKEN)
        bring_in(page, address, rejects)
        expect(page.locator(".fate")).to_have_text(["6 新增"], use_inner_text=True)
        write(page, 6)
        assert len(placed(store)) == 40 - len(UNPLACED)
        page.goto(f"{address}/desk/placing?lang=zh-CN")
        lost = [station for station in stations() if not station.cells.get("经度")]
        for station in lost[:3]:
            place_by_link(page, station)
        for station in lost[3:]:
            place_by_pin(page, station)
        found = placed(store)
        assert len(found) == 40
        for station in stations():
            if station not in lost[3:]:
                lon, lat = found[station.name]
                assert distance_m(lon1=lon, lat1=lat, lon2=station.lon, lat2=station.lat) < 0.5
        for station in (lost[0], lost[3]):
            seen_by_rider(page, address, station.name, *found[station.name])
        assert (watch.troubles, watch.foreign) == ([], [])
