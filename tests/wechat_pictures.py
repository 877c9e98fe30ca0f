"""Pictures of pages in WeChat's browser, with its script played."""

from typing import Final

from playwright.sync_api import Page

from tests.browser.phones import WECHAT
from tests.pictures import AFTERNOON, PHONE, Shot
from web.wechat import Account

SCRIPT: Final = b"window.wx = { config() {}, error() {}, ready(go) { go(); } };"
ACCOUNT: Final = Account("wx0123456789abcdef", lambda _url: (0, "", ""), SCRIPT)


def in_wechat(page: Page) -> None:
    """Look at the page as WeChat's browser."""
    page.context.new_cdp_session(page).send("Emulation.setUserAgentOverride", {"userAgent": WECHAT})
    page.reload()


def sheet(page: Page) -> None:
    """Open the sheet of the first place."""
    in_wechat(page)
    page.locator(".card button.go-there").first.click()
    page.locator('[data-app="wechat"]').wait_for()


def site(page: Page) -> None:
    """Wait until WeChat's map can be opened."""
    in_wechat(page)
    page.locator("[data-goal]").wait_for()


WECHAT_SHOTS: Final[dict[str, Shot]] = {
    "wechat-sheet": ("/?lang=zh-CN", PHONE, False, AFTERNOON, sheet),
    "wechat-site-dark-en": ("/s/demo-c07?lang=en", PHONE, True, AFTERNOON, site),
}
