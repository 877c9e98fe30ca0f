"""A clerk signs in on a phone and answers a report; axe finds nothing to mend on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from geodata.demo import load_demo
from geodata.store import Store
from geodata.uploads import Uploads
from locator.reports import ReportKind
from locator.unions import Role
from tests.browser.phones import phone
from tests.web.browser import Watch, serving
from tests.web.desk.staff import PASSWORD
from web.app import create_app
from web.settings import Settings
from web.state import State

pytestmark = pytest.mark.browser

SITE = "demo-s211"
PAGES = (
    "/desk",
    f"/desk/visit/{SITE}",
    "/desk/reports",
    "/desk/stale",
    "/desk/placing",
    "/desk/hours",
    "/desk/import",
    "/desk/history",
    "/desk/facts",
    "/desk/history/1",
    "/desk/history/1?sure=1",
    f"/desk/history/site/{SITE}",
    f"/desk/history/site/{SITE}?restore=1",
    f"/desk/history/site/{SITE}?undo=1",
    "/desk/people",
    "/desk/tokens",
)


WIDER = """(size) => {
    document.documentElement.style.fontSize = size;
    const wider = document.documentElement.scrollWidth > innerWidth;
    document.documentElement.style.fontSize = "";
    return wider;
}"""


@contextmanager
def desk_served(folder: Path) -> Iterator[tuple[Store, str, str]]:
    """Serve the made-up city with a report and an administrator still to come in."""
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{folder}/yizhan.db") as store:
        load_demo(store, at=now)
        for hours in (30, 2):
            at = now - timedelta(hours=hours)
            store.reports.add(site_id=SITE, kind=ReportKind.LOCKED, at=at, independent=lambda: True)
        secret = store.accounts.people.invite("王芳", role=Role.ADMINISTRATOR, at=now)
        state = State(store, uploads=Uploads(f"sqlite:///{folder}/yizhan.db"))
        with serving(create_app(Settings(), state)) as address:
            yield store, address, f"{address}/desk/invitation/{secret}"
        state.close()


def come_in(page: Page, invitation: str, lang: str) -> None:
    """Take the invitation and sign in, by keyboard."""
    page.goto(f"{invitation}?lang={lang}")
    typed(page, "#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/sign-in*")
    typed(page, "#name", "王芳")
    typed(page, "#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk*")
    page.locator(".desk-menu").wait_for()


def typed(page: Page, field: str, text: str) -> None:
    """Type into a field of the form that is shown."""
    page.locator(field).focus()
    page.keyboard.type(text)


def too_small(page: Page) -> list[str]:
    """Return what is harder to hit than a thumb allows, unless it stands in running text."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main :is(a, button, select, input, summary)")]
        .filter((each) => each.checkVisibility())
        .filter((each) => !each.matches(".unseen, [type=checkbox], [type=radio]"))
        .filter((each) => each.getBoundingClientRect().height < 43.5)
        .map((each) => each.outerHTML)"""
    )
    return found


def faults(page: Page) -> list[str]:
    """Return what clerks would stumble over: by assistive tools, on a narrow screen, by thumb."""
    page.wait_for_load_state()  # with its style sheets
    results = Axe().run(page)
    return [
        *([results.generate_report()] if results.violations_count else []),
        *(
            f"wider than the screen at {size}"
            for size in ("100%", "200%")
            if page.evaluate(WIDER, size)
        ),
        *too_small(page),
    ]


def test_a_clerk_answers_a_report_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    with (
        desk_served(tmp_path) as (store, address, invitation),
        phone(browser, locale="zh-CN") as page,
    ):
        watch = Watch(page)
        come_in(page, invitation, "zh-CN")
        (cookie,) = [each for each in page.context.cookies() if each["name"] == "desk"]
        assert (cookie["path"], cookie["secure"], cookie["httpOnly"]) == ("/desk", True, True)
        assert cookie["sameSite"] == "Strict"
        assert page.context.cookies(f"{address}/s/{SITE}") == []
        page.get_by_role("link", name="1 件待答复 · 1 件超时").click()
        page.locator("#reason1").fill("已联系,正在修门锁")
        page.locator("#change1").select_option("under_repair")
        page.get_by_role("button", name="属实", exact=True).click()
        expect(page.locator("p[role=status]")).to_have_text("没有待答复的反映。")
        page.goto(f"{address}/s/{SITE}?lang=zh-CN")
        expect(page.locator("main")).to_contain_text("维修中")
        page.get_by_role("link", name="工作人员:核实这里").click()
        page.get_by_role("button", name="都对,今天核实").click()
        expect(page.locator("article h1")).to_be_visible()
        assert store.history(SITE)[-1].changes[0].field == "verified_on"
        assert {each.actor for each in store.history(SITE)[1:]} == {"user:1"}
        page.goto(f"{address}/desk?lang=zh-CN")
        page.get_by_role("button", name="退出").click()
        expect(page.locator("h1")).to_have_text("登录工作台")
        with page.expect_response("**/desk/me*"):
            page.goto(f"{address}/s/{SITE}?lang=zh-CN")
        expect(page.locator("[data-desk]")).to_be_hidden()
        assert (watch.troubles, watch.foreign) == ([], [])


@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_axe_finds_no_violation_at_the_desk(
    browser: Browser, tmp_path: Path, lang: str, scheme: str
) -> None:
    found: dict[str, list[str]] = {}
    traits = {"locale": lang, "color_scheme": scheme, "bypass_csp": True}

    with (
        desk_served(tmp_path) as (_, address, invitation),
        phone(browser, **traits) as page,
    ):
        page.goto(f"{invitation}?lang={lang}")
        found["invitation"] = faults(page)
        page.goto(f"{address}/desk/sign-in?lang={lang}")
        found["sign-in"] = faults(page)
        come_in(page, invitation, lang)
        for path in PAGES:
            page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
            found[path] = faults(page)
        page.goto(f"{address}/desk/people?lang={lang}")
        page.locator("#name").fill("李强")
        page.locator("main form").first.get_by_role("button").click()
        expect(page.locator(".error-box")).to_be_visible()  # an editor without a union
        found["a wrong invitation"] = faults(page)
    assert not any(found.values()), found
