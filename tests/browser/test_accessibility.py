"""axe finds nothing to mend, in either language, light and dark, small and large."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import wechat_pictures
from tests.browser.phones import located, phone, served

pytestmark = pytest.mark.browser

Steps = Callable[[Page, str], None]


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".card").first.wait_for()


def with_map(page: Page, address: str) -> None:
    located(page, address)
    page.locator("#map-open").click()
    page.locator("#map canvas").first.wait_for()


def with_dialog(which: int) -> Steps:
    def steps(page: Page, address: str) -> None:
        located(page, address)
        page.locator(".card").first.get_by_role("button").nth(which).click()
        page.locator("dialog[open]").wait_for()

    return steps


def site(page: Page, address: str) -> None:
    page.goto(address.replace("/?", "/s/demo-s211?"))
    page.locator("h1").wait_for()


def sheet_in_wechat(page: Page, address: str) -> None:
    page.goto(address)
    wechat_pictures.sheet(page)


def site_in_wechat(page: Page, address: str) -> None:
    site(page, address)
    wechat_pictures.site(page)


VIEWS: dict[str, Steps] = {
    "list": opened,
    "located": located,
    "map": with_map,
    "sheet": with_dialog(0),
    "report": with_dialog(-1),
    "site": site,
    "sheet in WeChat": sheet_in_wechat,
    "site in WeChat": site_in_wechat,
}


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize(("lang", "dark"), [("zh-CN", False), ("en", True)], ids=["zh", "en-dark"])
def test_axe_finds_no_violation(
    browser: Browser, tmp_path: Path, lang: str, dark: bool, large: bool
) -> None:
    scheme = "dark" if dark else "light"
    found: dict[str, str] = {}
    with served(tmp_path, wechat_pictures.ACCOUNT) as (_, address):
        for name, steps in VIEWS.items():
            with phone(browser, locale=lang, color_scheme=scheme, bypass_csp=True) as page:
                steps(page, f"{address}/?lang={lang}" + ("&large=1" if large else ""))
                page.wait_for_timeout(400)
                results = Axe().run(page)
                if results.violations_count:
                    found[name] = results.generate_report()
    assert found == {}
