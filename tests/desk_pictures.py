"""Pictures of the desk: who works there, what was reported, and how to get to each page."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page

from geodata.store import Store
from locator.hours import CHINA
from locator.reports import ReportKind
from locator.unions import Role
from tests.browser.importing.lists import write_later_list, write_list
from tests.pictures import AFTERNOON, DESKTOP, PHONE, Shot, Steps
from tests.web.desk.staff import PASSWORD

CLERK = "王芳"
REPORTED = (
    ("demo-s211", ReportKind.LOCKED, 30),
    ("demo-s211", ReportKind.LOCKED, 26),
    ("demo-c07", ReportKind.HOURS_WRONG, 2),
)


def staff_desk(store: Store) -> None:
    """Bring a clerk in, and reports for the desk."""
    now = datetime.now(CHINA)
    secret = store.accounts.people.invite(CLERK, role=Role.ADMINISTRATOR, at=now)
    store.accounts.people.accept(secret, PASSWORD, at=now)
    for site_id, kind, hours in REPORTED:
        store.reports.add(
            site_id=site_id, kind=kind, at=now - timedelta(hours=hours), independent=lambda: True
        )


def at_desk(path: str) -> Steps:
    """Return the steps of a clerk who signs in and opens a page of the desk."""

    def steps(page: Page) -> None:
        page.locator("#name").fill(CLERK)
        page.locator("#password").fill(PASSWORD)
        page.locator(".go").click()
        page.locator(".desk-menu").wait_for()
        page.goto(page.url.partition("/desk")[0] + path)

    return steps


def at_pin(page: Page) -> None:
    """Open the first site that has no exact position, and look at a place for it."""
    at_desk("/desk/placing?lang=zh-CN")(page)
    page.locator(".desk-list a").first.click()
    page.locator("#place").fill("https://uri.amap.com/marker?position=123.5263,31.5018&name=门口")
    page.locator("#placing .go").click()
    page.locator("#proposal").wait_for()
    page.locator(".pin").wait_for()
    page.wait_for_timeout(1_000)


def mending_hours(page: Page) -> None:
    """Open the first site whose hours nobody understood, and fill in its week."""
    at_desk("/desk/hours?lang=zh-CN")(page)
    page.locator(".desk-list a").first.click()
    page.locator("[value=week]").check()
    for day in ("Mo", "Tu", "We", "Th", "Fr"):
        page.locator(f"[name=days0][value={day}]").check(force=True)
    page.locator("[name=week0-from0]").fill("08:30")
    page.locator("[name=week0-to0]").fill("18:00")
    page.locator("details summary", has_text="某几天不一样").click()
    page.locator("[name=first0]").fill("2027-02-05")
    page.locator("[name=last0]").fill("2027-02-12")
    page.locator("[value=look]").click()
    page.locator(".proposal").wait_for()


def mending_facts(page: Page) -> None:
    """Say what is at the first site of which nobody has, and look at what would change."""
    at_desk("/desk/facts?lang=zh-CN")(page)
    page.locator(".desk-list a").first.click()
    fill_in_facts(page)
    page.locator("[value=look]").click()
    page.locator(".proposal").wait_for()


def wrong_facts(page: Page) -> None:
    """Fill in what cannot be kept."""
    at_desk("/desk/facts/demo-c07?lang=zh-CN")(page)
    page.locator("#phone").fill("问门卫")
    page.locator("#adcode").fill("99990")
    page.locator("[value=look]").click()
    page.locator(".error-box").wait_for()


def fill_in_facts(page: Page) -> None:
    """Say what is there, and a service with hours of its own."""
    page.locator("#phone").fill("0000-7654321")
    page.locator("[name=amenities-told][value=these]").check()
    for code in ("water", "microwave", "charging"):
        page.locator(f"[name=amenities][value={code}]").check(force=True)
    page.locator("[name=services-told][value=these]").check()
    page.locator("[name=services][value=legal]").check(force=True)
    page.locator("#service-legal").fill("每周四14:00-17:00")


def undoing_import(page: Page) -> None:
    """Be asked once more before all that came in goes again."""
    at_desk("/desk/history/1?lang=zh-CN&sure=1")(page)


def undoing_new(page: Page) -> None:
    """Be asked once more before a site that came in goes again."""
    at_desk("/desk/history/site/demo-c06?lang=zh-CN&undo=1")(page)


def announcing(page: Page) -> None:
    """Announce a closed week for one district, and look at what would change."""
    at_desk("/desk/announcements?lang=zh-CN")(page)
    page.locator("#union_id").select_option(index=3)
    page.locator("[name=first]").fill("2027-02-05")
    page.locator("[name=last]").fill("2027-02-12")
    page.locator("[value=look]").click()
    page.locator(".proposal").wait_for()


def at_import(page: Page) -> None:
    """Drop a messy list, of which nobody has said the datum."""
    at_desk("/desk/import?lang=zh-CN")(page)
    with TemporaryDirectory() as folder:
        page.locator("#file").set_input_files(write_list(Path(folder) / "驿站一览表.xlsx"))
        page.locator(".go").click()
        page.locator(".error-box").wait_for()


def at_preview(page: Page) -> None:
    """Look at what that list would do."""
    at_import(page)
    page.locator("#datum").select_option("gcj02")
    page.locator("details .button").click()
    page.locator(".sketch").wait_for()


def at_rejected(page: Page) -> None:
    """Look at the rows of it that come back."""
    at_preview(page)
    page.locator(".fate.is-rejected").click()
    page.locator(".fate.is-rejected[aria-current]").wait_for()


def at_changes(page: Page) -> None:
    """Write it, and look at what a later list would change."""
    at_preview(page)
    page.locator("form .go").click()
    page.locator("p[role=status]").wait_for()
    page.goto(page.url.partition("/import/")[0] + "/import?lang=zh-CN")
    with TemporaryDirectory() as folder:
        page.locator("#file").set_input_files(write_later_list(Path(folder) / "驿站一览表.xlsx"))
        page.locator(".go").click()
        page.locator("#datum").select_option("gcj02")
    page.locator("details .button").click()
    page.locator(".fate.is-changed").click()
    page.locator(".differences").first.wait_for()


def photographed(page: Page) -> None:
    """Verify a site at its door with a photograph, and look at its page."""
    at_desk("/desk/visit/demo-c07?lang=zh-CN")(page)
    drawn = BytesIO()
    Image.linear_gradient("L").resize((1200, 800)).save(drawn, "JPEG")
    sent = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    page.locator("#photo").set_input_files(sent)  # type: ignore[arg-type]  # a payload as named
    page.locator("form .go").click()
    page.locator(".shot img").scroll_into_view_if_needed()


def outrun(page: Page) -> None:
    """Note something at a door that somebody else has noted otherwise meanwhile."""
    path = "/desk/visit/demo-c08?lang=zh-CN"
    at_desk(path)(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("[value=closed]").click()
    other.wait_for_url("**/s/**")
    other.close()
    page.locator("[value=under_repair]").click()
    page.locator(".versions").first.wait_for()


def at_earlier(page: Page) -> None:
    """Look at what going back to how a site came in would change."""
    photographed(page)
    page.goto(page.url.partition("/s/")[0] + "/desk/history/site/demo-c07?lang=zh-CN&restore=1")


def refused(page: Page) -> None:
    """Sign in with a wrong password."""
    page.locator("#name").fill(CLERK)
    page.locator("#password").fill("wrong")
    page.locator(".go").click()
    page.locator(".error-box").wait_for()


DESK_SHOTS: dict[str, Shot] = {
    "desk-sign-in": ("/desk?lang=zh-CN", PHONE, False, AFTERNOON, refused),
    "desk": ("/desk?lang=zh-CN", PHONE, False, AFTERNOON, at_desk("/desk?lang=zh-CN")),
    "desk-dark-en": ("/desk?lang=en", PHONE, True, AFTERNOON, at_desk("/desk?lang=en")),
    "desk-desktop": ("/desk", DESKTOP, False, AFTERNOON, at_desk("/desk?lang=zh-CN")),
    "desk-reports": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/reports?lang=zh-CN")),
    "desk-stale": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/stale?lang=zh-CN")),
    "desk-history": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/history?lang=zh-CN")),
    "desk-history-site": ("/desk", PHONE, True, AFTERNOON, at_earlier),
    "undo-import": ("/desk", PHONE, False, AFTERNOON, undoing_import),
    "undo-site-dark": ("/desk", PHONE, True, AFTERNOON, undoing_new),
    "desk-outrun": ("/desk", PHONE, False, AFTERNOON, outrun),
    "site-photograph": ("/desk", PHONE, False, AFTERNOON, photographed),
    "desk-visit": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/visit/demo-c07?lang=zh-CN")),
    "desk-placing": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/placing?lang=zh-CN")),
    "desk-place": ("/desk", PHONE, False, AFTERNOON, at_pin),
    "desk-hours": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/hours?lang=zh-CN")),
    "desk-site-hours": ("/desk", PHONE, False, AFTERNOON, mending_hours),
    "desk-facts": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/facts?lang=zh-CN")),
    "desk-site-facts": ("/desk", PHONE, False, AFTERNOON, mending_facts),
    "desk-site-facts-dark": ("/desk", PHONE, True, AFTERNOON, wrong_facts),
    "desk-site-facts-desktop": ("/desk", DESKTOP, False, AFTERNOON, mending_facts),
    "desk-announcing": ("/desk", PHONE, False, AFTERNOON, announcing),
    "desk-import": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/import?lang=zh-CN")),
    "desk-import-columns": ("/desk", PHONE, False, AFTERNOON, at_import),
    "desk-import-preview": ("/desk", PHONE, False, AFTERNOON, at_preview),
    "desk-import-desktop": ("/desk", DESKTOP, False, AFTERNOON, at_preview),
    "desk-import-rejected-dark": ("/desk", PHONE, True, AFTERNOON, at_rejected),
    "desk-import-changes": ("/desk", DESKTOP, False, AFTERNOON, at_changes),
    "desk-people": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/people?lang=zh-CN")),
    "desk-tokens": ("/desk", PHONE, False, AFTERNOON, at_desk("/desk/tokens?lang=en")),
}
