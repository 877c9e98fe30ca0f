"""WeChat's own map from pages in WeChat's browser, with its service and its script played."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.services.wechat import WeChatSigner
from tests.browser.phones import WECHAT, located, phone, served
from tests.browser.test_journey import gcj02
from tests.browser.test_privacy import TRACES, everything
from tests.geodata.services.service import Service, running_service
from tests.web.browser import Watch, serving
from web.app import create_app
from web.settings import Settings
from web.state import State
from web.wechat import Account

pytestmark = pytest.mark.browser

APPID, SECRET, TICKET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef", "made-up-ticket"
REPORT = "https://open.weixin.qq.com/sdk/report?v=1"
OFFER = '[data-app="wechat"]'

# Like WeChat's script: it tells of a refusal first and calls "ready" even so, and it reports to
# a host of its own, which the page's policy forbids.
SCRIPT = """
window.called = { opened: [] };
let refused = () => {};
window.wx = {
  config(told) {
    called.config = told;
    new Image().src = "REPORT";
  },
  error(tell) { refused = tell; },
  ready(go) {
    setTimeout(() => { if (REFUSE) refused({ errMsg: "config:invalid signature" }); go(); });
  },
  openLocation({ fail, ...place }) { called.opened.push(place); if (FAIL) fail(); },
};
"""


def script(*, refuse: bool = False, fail: bool = False) -> bytes:
    text = SCRIPT.replace("REPORT", REPORT)
    text = text.replace("REFUSE", json.dumps(refuse)).replace("FAIL", json.dumps(fail))
    return text.encode()


def answering(service: Service) -> None:
    """Let the service answer as WeChat's does."""
    token = {"access_token": "made-up-token", "expires_in": 7200}
    ticket = {"errcode": 0, "errmsg": "ok", "ticket": TICKET, "expires_in": 7200}
    service.answers["/cgi-bin/stable_token"] = json.dumps(token).encode()
    service.answers["/cgi-bin/ticket/getticket"] = json.dumps(ticket).encode()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[State, str]]:
    """Give the made-up city, and where it is served without an account of WeChat's."""
    with served(tmp_path_factory.mktemp("city")) as found:
        yield found


@contextmanager
def set_up(state: State, service: Service, sdk: bytes) -> Iterator[str]:
    """Serve the made-up city by an account of WeChat's."""
    signer = WeChatSigner(APPID, SECRET, base_url=service.url, timeout_s=5)
    account = Account(APPID, signer.sign, sdk)
    with serving(create_app(Settings(), state, wechat_account=account)) as address:
        yield address


@pytest.fixture
def service() -> Iterator[Service]:
    with running_service() as running:
        answering(running)
        yield running


def apps_of_sheet(page: Page) -> list[str | None]:
    return [way.get_attribute("data-app") for way in page.locator("dialog [data-app]").all()]


def open_sheet(page: Page) -> str:
    """Open the sheet of the first card and return whose it is."""
    button = page.locator(".card[data-id] button.go-there").first
    button.wait_for()
    card = page.locator(".card[data-id]", has=page.locator("button.go-there")).first
    button.click()
    page.locator("dialog .way").first.wait_for()
    return str(card.get_attribute("data-id"))


def goal_of(state: State, site_id: str) -> dict[str, Any]:
    """Return where WeChat should be sent, by a conversion that is not the product's."""
    site = state.snapshot().site(site_id)
    assert site
    door = site.entrance or site.position
    assert door
    lon, lat = gcj02(door.lon, door.lat)
    near = 5.5e-6  # degrees: the index on the phone rounds to five decimals
    return {
        "longitude": pytest.approx(lon, abs=near),
        "latitude": pytest.approx(lat, abs=near),
        "name": site.name,
        "address": site.address,
        "scale": 16,
    }


def test_the_sheet_opens_the_place_in_wechats_map_first(
    browser: Browser, city: tuple[State, str], service: Service
) -> None:
    sent: list[str] = []
    stopped: dict[str, str | None] = {}
    with (
        set_up(city[0], service, script()) as address,
        phone(browser, user_agent=WECHAT) as page,
    ):
        page.on("request", lambda request: sent.append(everything(request)))
        page.on("requestfailed", lambda request: stopped.update({request.url: request.failure}))
        start = f"{address}/?lang=zh-CN&from=singlemessage"
        located(page, f"{start}#list")
        assert not [text for text in sent if "wechat" in text.split(" ")[1]]
        site_id = open_sheet(page)
        expect(page.locator(OFFER)).to_have_text("用微信地图看")
        assert apps_of_sheet(page)[:2] == ["wechat", "copy"]
        page.locator(OFFER).click()
        told = page.evaluate("called")
        assert told["opened"] == [goal_of(city[0], site_id)]
        config = told["config"]
        text = (
            f"jsapi_ticket={TICKET}&noncestr={config['nonceStr']}"
            f"&timestamp={config['timestamp']}&url={start}"
        )
        assert config["signature"] == sha1(text.encode()).hexdigest()
        assert (config["appId"], config["jsApiList"]) == (APPID, ["openLocation"])
        page.keyboard.press("Escape")
        open_sheet(page)
        expect(page.locator(OFFER)).to_be_visible()
        asked = [text.split(" ")[:2] for text in sent]
        ours = [(method, url) for method, url in asked if url.startswith(f"{address}/wechat/")]
        assert ours == [
            ("POST", f"{address}/wechat/signature"),
            ("GET", f"{address}/wechat/jweixin.js"),
        ]
        assert [text for text in sent if any(trace in text for trace in TRACES)] == []
        assert [url for _, url in asked if not url.startswith(f"{address}/")] == [REPORT]
        assert stopped == {REPORT: "csp"}  # before it went anywhere


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_the_page_of_a_site_opens_it_too(
    browser: Browser, city: tuple[State, str], service: Service, lang: str
) -> None:
    label = {"zh-CN": "用微信地图看", "en": "Open in WeChat's map"}[lang]
    with (
        set_up(city[0], service, script()) as address,
        phone(browser, user_agent=WECHAT) as page,
    ):
        page.goto(f"{address}/s/demo-c07?lang={lang}")
        button = page.get_by_role("button", name=label)
        button.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("called.opened") == [goal_of(city[0], "demo-c07")]
        box, copying = button.bounding_box(), page.locator("[data-copy]").bounding_box()
        assert box
        assert copying
        assert box["height"] >= 44
        assert (box["y"], box["x"]) < (copying["y"], copying["x"])


@pytest.mark.parametrize("wrong", ["service", "config", "script"])
def test_where_anything_fails_all_is_as_without(
    browser: Browser, city: tuple[State, str], service: Service, wrong: str
) -> None:
    if wrong == "service":
        service.status = 500
    sdk = b"throw new Error();" if wrong == "script" else script(refuse=wrong == "config")
    with (
        set_up(city[0], service, sdk) as address,
        phone(browser, user_agent=WECHAT) as page,
    ):
        page.goto(address)
        end = "**/wechat/signature" if wrong == "service" else "**/wechat/jweixin.js"
        with page.expect_response(end) as response:
            open_sheet(page)
        assert response.value.status == (503 if wrong == "service" else 200)
        page.wait_for_timeout(500)
        assert apps_of_sheet(page)[:2] == ["copy", "amap"]
        with page.expect_response(end):
            page.goto(f"{address}/s/demo-c07")
        page.wait_for_timeout(500)
        expect(page.locator("[data-goal]")).to_be_hidden()
        expect(page.locator("[data-copy]")).to_be_visible()


def test_where_wechat_opens_nothing_the_offer_goes(
    browser: Browser, city: tuple[State, str], service: Service
) -> None:
    with (
        set_up(city[0], service, script(fail=True)) as address,
        phone(browser, user_agent=WECHAT) as page,
    ):
        page.goto(address)
        open_sheet(page)
        page.locator(OFFER).click()
        expect(page.locator(OFFER)).to_have_count(0)
        assert apps_of_sheet(page)[:2] == ["copy", "amap"]


def test_nobody_is_asked_outside_wechat_nor_where_it_is_not_set_up(
    browser: Browser, city: tuple[State, str], service: Service
) -> None:
    state, without = city
    with set_up(state, service, script()) as with_account:
        for address, agent in ((with_account, {}), (without, {"user_agent": WECHAT})):
            with phone(browser, **agent) as page:
                watch = Watch(page)
                page.goto(address)
                open_sheet(page)
                page.keyboard.press("Escape")
                page.goto(f"{address}/s/demo-c07", wait_until="networkidle")
                assert [url for url in watch.requests if "wechat" in url] == []
                assert watch.troubles == []
                assert watch.foreign == []
    assert service.asked == []
