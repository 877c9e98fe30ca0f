"""What the pages look like: PNGs of a phone and a desktop in screenshots/, for people to judge.

Run it with ``make screenshots``.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from geodata.demand import FollowedDemand, demand_path, save_demand
from geodata.demand.demo import demo_demand
from geodata.demo import load_demo, write_demo_streets
from geodata.dumps.building import build_dumps
from geodata.dumps.following import FollowedDumps
from geodata.exporting import Licence
from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from geodata.streets.near_tables import FollowedTables
from geodata.streets.near_tables.building import build_tables
from tests.basemap_pictures import take_basemap
from tests.coverage_pictures import take_reports
from tests.desk_pictures import DESK_SHOTS, staff_desk
from tests.embed_pictures import EMBED_SHOTS
from tests.folder_pictures import take_folder
from tests.geodata.uploads.here import UploadsHere
from tests.pictures import AFTERNOON, DESKTOP, NIGHT, PHONE, Shot, Steps, first
from tests.shared import ROOT
from tests.web.browser import chromium, serving
from tests.wechat_pictures import ACCOUNT, WECHAT_SHOTS
from web.app import create_app
from web.pages import routes
from web.settings import Settings
from web.state import State

FOLDER = ROOT / "screenshots"
AREAS = "/ogc/collections/service_areas/items"


def ask(place: str, **chosen: str) -> Steps:
    """Return the steps of somebody who fills in the form."""

    def steps(page: Page) -> None:
        page.locator("details.by-hand > summary").click()
        page.locator("#place").fill(place)
        if chosen:
            page.locator("#ask summary").click()
        for field, value in chosen.items():
            page.locator(f"#{field}").select_option(value)
        page.locator("#ask .go").click()
        page.wait_for_load_state()

    return steps


def located(page: Page) -> None:
    """Find what is near."""
    page.locator("#locate").click()
    page.locator(".card .far strong").first.wait_for()


def with_map(page: Page) -> None:
    """Find what is near, and open the map."""
    located(page)
    page.locator("#map-open").click()
    page.locator("#map canvas").first.wait_for()
    page.wait_for_timeout(1_000)


def with_way(page: Page) -> None:
    """Find what is near, and look at the way to the first."""
    asked_for_way(page)
    page.locator("dialog .way").click()
    page.locator("#route").wait_for()
    page.locator("#map canvas").first.wait_for()
    page.wait_for_timeout(1_500)


def asked_for_way(page: Page) -> None:
    """Find what is near, and be asked before the position is sent."""
    located(page)
    page.locator(".card .see-route").first.click()
    page.locator("dialog[open]").wait_for()


def steps_of_way(page: Page) -> None:
    """Read the way street by street."""
    with_way(page)
    page.locator("#route").scroll_into_view_if_needed()


def beyond_the_nearest(page: Page) -> None:
    """Look for a kind of place that there are few of."""
    located(page)
    page.locator("details.choices > summary").click()
    page.locator("#kind-now").select_option("service_centre")
    page.locator("details.choices > summary").click()
    page.locator("#status").scroll_into_view_if_needed()


def asked_exactly(page: Page) -> None:
    """Ask for the exact answer."""
    beyond_the_nearest(page)
    page.locator(".exact button").click()
    page.locator(".exact").wait_for(state="detached")


def by_ebike(page: Page) -> None:
    """Find what is near by e-bike."""
    located(page)
    page.locator("details.choices > summary").click()
    page.locator('[data-mode="ebike"]').click()
    page.get_by_text("骑行").first.wait_for()


def off_the_streets(page: Page) -> None:
    """Find what is near from where no street is."""
    page.context.set_geolocation({"longitude": 123.5213, "latitude": 31.5837})
    located(page)


def with_dialog(button: str) -> Steps:
    """Return the steps of somebody who finds what is near and presses a button of the first."""

    def steps(page: Page) -> None:
        located(page)
        page.locator(".card").first.get_by_role("button", name=button).click()
        page.locator("dialog[open]").wait_for()

    return steps


def drawn(page: Page) -> None:
    """Wait until the map is drawn."""
    page.locator(".site").first.wait_for()


def closer(page: Page) -> None:
    """Zoom in, and open what is in the middle."""
    drawn(page)
    for _ in range(4):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(400)
    width, height = PHONE
    boxes = [(marker, marker.bounding_box()) for marker in page.locator(".site").all()]
    near = [
        (abs(box["x"] - width / 2) + abs(box["y"] - height * 0.6), i)
        for i, (_, box) in enumerate(boxes)
        if box
    ]
    boxes[min(near)[1]][0].dispatch_event("click")
    page.wait_for_timeout(600)


def planned(page: Page) -> None:
    """Wait until coverage is worked out and drawn."""
    page.locator("html[data-ready]").wait_for(state="attached", timeout=120_000)


def why_a_gap(page: Page) -> None:
    """Look at the worst gap at night."""
    planned(page)
    page.locator("button[data-slot='71']").click()
    page.locator("button[data-gap='0']").click()
    page.locator(".leaflet-popup").wait_for()


def in_the_lists(page: Page) -> None:
    """Read the week and what follows, districts in order of night."""
    planned(page)
    page.locator(".areas th:nth-child(5) button").click()
    page.locator(".figures").evaluate("it => it.scrollIntoView()")


# name → path, size, dark, instant, steps
SHOTS: dict[str, Shot] = {
    "list-empty": ("/?lang=zh-CN", PHONE, False, AFTERNOON, first),
    "list-results": ("/?lang=zh-CN", PHONE, False, AFTERNOON, ask("旧样街道")),
    "list-results-night": ("/?lang=zh-CN", PHONE, False, NIGHT, ask("试产街道", service="legal")),
    "list-error": ("/?lang=zh-CN", PHONE, False, AFTERNOON, ask("月球背面")),
    "list-nothing": ("/?lang=zh-CN", PHONE, False, AFTERNOON, ask("116.4,39.9")),
    "near": ("/?lang=zh-CN", PHONE, False, AFTERNOON, located),
    "near-dark-en": ("/?lang=en", PHONE, True, AFTERNOON, located),
    "near-large": ("/?lang=zh-CN&large=1", PHONE, False, AFTERNOON, located),
    "near-ebike": ("/?lang=zh-CN", PHONE, False, AFTERNOON, by_ebike),
    "near-estimates": ("/?lang=zh-CN", PHONE, False, AFTERNOON, beyond_the_nearest),
    "near-exact": ("/?lang=zh-CN", PHONE, False, AFTERNOON, asked_exactly),
    "near-straight-line": ("/?lang=zh-CN", PHONE, False, AFTERNOON, off_the_streets),
    "way-asked": ("/?lang=zh-CN", PHONE, False, AFTERNOON, asked_for_way),
    "way": ("/?lang=zh-CN", PHONE, False, AFTERNOON, with_way),
    "way-steps-dark-en": ("/?lang=en", PHONE, True, AFTERNOON, steps_of_way),
    "way-large": ("/?lang=zh-CN&large=1", PHONE, False, AFTERNOON, with_way),
    "near-map": ("/?lang=zh-CN", PHONE, False, AFTERNOON, with_map),
    "sheet": ("/?lang=zh-CN", PHONE, False, AFTERNOON, with_dialog("去这里")),
    "report": ("/?lang=zh-CN", PHONE, False, AFTERNOON, with_dialog("反映问题")),
    "list-results-en": ("/?lang=en", PHONE, False, AFTERNOON, ask("旧样街道")),
    "list-dark": ("/?lang=zh-CN", PHONE, True, AFTERNOON, ask("旧样街道")),
    "list-desktop": ("/?lang=zh-CN", DESKTOP, False, AFTERNOON, ask("旧样街道")),
    "site": ("/s/demo-c07?lang=zh-CN", PHONE, False, AFTERNOON, first),
    "data": ("/data/?lang=zh-CN", PHONE, False, AFTERNOON, first),
    "data-dark-en": ("/data/?lang=en", PHONE, True, AFTERNOON, first),
    "ogc": ("/ogc?f=html&lang=zh-CN", PHONE, False, AFTERNOON, first),
    "ogc-items-dark-en": (f"{AREAS}?f=html&lang=en", PHONE, True, AFTERNOON, first),
    "ogc-item": (f"{AREAS}/demo-c07?f=html&lang=zh-CN", PHONE, False, AFTERNOON, first),
    **DESK_SHOTS,
    **WECHAT_SHOTS,
    "map-phone": ("/map?lang=zh-CN", PHONE, False, AFTERNOON, drawn),
    "map-phone-popup": ("/map?lang=zh-CN", PHONE, False, AFTERNOON, closer),
    "map-desktop": ("/map?lang=zh-CN", DESKTOP, False, AFTERNOON, drawn),
    "plan-desktop": ("/plan?lang=zh-CN", DESKTOP, False, AFTERNOON, planned),
    "plan-desktop-gap-dark": ("/plan?lang=en", DESKTOP, True, AFTERNOON, why_a_gap),
    "plan-desktop-lists": ("/plan?lang=zh-CN", DESKTOP, False, AFTERNOON, in_the_lists),
    "plan-phone": ("/plan?lang=en", PHONE, False, AFTERNOON, planned),
    "plan-phone-gap-dark": ("/plan?lang=zh-CN", PHONE, True, AFTERNOON, why_a_gap),
    "plan-phone-lists": ("/plan?lang=zh-CN", PHONE, False, AFTERNOON, in_the_lists),
    "map-desktop-dark": ("/map?lang=en", DESKTOP, True, AFTERNOON, drawn),
    **{name: (*shot[:3], AFTERNOON, shot[3]) for name, shot in EMBED_SHOTS.items()},
}


@contextmanager
def demo_server() -> Iterator[str]:
    """Serve a store that holds the made-up city, and give the address."""
    folder = tempfile.TemporaryDirectory()
    with folder as path, Store.open(url := f"sqlite:///{Path(path) / 'yizhan.db'}") as store:
        load_demo(store, at=AFTERNOON)
        streets = streets_folder(url)
        write_demo_streets(streets)
        build_tables(url)
        save_demand(demo_demand(at=AFTERNOON), demand_path(url))
        demand = FollowedDemand(demand_path(url))
        staff_desk(store)
        build_dumps(url, licence := Licence("CC-BY-4.0", "https://example.org/by", "示例市总工会"))
        streets_there = FollowedStreets(streets)
        uploads = UploadsHere(url, store)
        dumps = FollowedDumps(url, licence)
        state = State(
            store, streets_there, FollowedTables(url), demand=demand, dumps=dumps, uploads=uploads
        )
        app = create_app(Settings(), state, wechat_account=ACCOUNT)
        app.extensions["yizhan.areas"].features().is_done(60)  # as for the second who asks
        with serving(app) as address:
            yield address
        state.close()


def take(browser: Browser, address: str, name: str) -> None:
    """Take one picture."""
    path, (width, height), dark, instant, steps = SHOTS[name]
    routes.clock = lambda: instant
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if width < 600 else 1,
        color_scheme="dark" if dark else "light",
        geolocation={"longitude": 123.5213, "latitude": 31.5037},
        permissions=["geolocation"],
    )
    page = context.new_page()
    page.goto(address + path)
    steps(page)
    page.wait_for_timeout(400)
    if name.startswith("desk"):
        page.evaluate("scrollTo(0, 0)")  # else what sticks to the top is taken where it is
    page.screenshot(path=FOLDER / f"{name}.png", full_page=name.startswith("desk"))
    context.close()


def main() -> None:
    """Take every picture, or those named on the command line."""
    FOLDER.mkdir(exist_ok=True)
    with demo_server() as address, chromium() as browser:
        for name in sys.argv[1:] or SHOTS:
            take(browser, address, name)
            print(FOLDER / f"{name}.png")  # noqa: T201 - says where they are
        if not sys.argv[1:]:
            take_reports(browser, FOLDER)
            take_folder(browser, FOLDER)
            take_basemap(browser, FOLDER)


if __name__ == "__main__":
    main()
