"""A page of another origin embeds by frame, by element, by script and by oEmbed."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from geodata.demo import demo_city
from tests.browser.embed.hosts import LISTENING, framed, height_of, hosting
from tests.browser.phones import phone, served
from tests.web.browser import Watch, serving, until
from tests.web.made_up import made_up_state
from web.app import create_app
from web.settings import Settings

pytestmark = pytest.mark.browser

DISTRICT = next(union for union in demo_city().unions if union.level == "district")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("city")) as (_, found):
        yield found


def ids(frame: FrameLocator) -> list[str]:
    return [str(card.get_attribute("data-id")) for card in frame.locator(".card[data-id]").all()]


def unharmed(page: Page, watch: Watch) -> None:
    """Nothing went wrong, nothing was asked elsewhere, no cookie was set."""
    assert watch.troubles == []
    assert watch.foreign == []
    assert page.context.cookies() == []


def refused_to_frame(page: Page, host: str) -> None:
    """Open a page, and wait until the browser says that it may not frame ours."""
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.goto(host)


def test_a_frame_locates_and_ranks_as_the_riders_page(browser: Browser, address: str) -> None:
    frame_tag = f'<iframe src="{address}/embed?lang=zh-CN" width=360 height=700 allow=geolocation>'
    with hosting(frame_tag, address) as host, phone(browser) as page:
        watch = Watch(page)
        page.goto(host)
        frame = framed(page)
        frame.locator("#locate").click()
        expect(frame.locator(".card .far").first).to_be_visible()
        found = ids(frame)[:5]
        link = frame.locator(".card h3 a").first
        assert link.evaluate("it => it.href").startswith(f"{address}/s/")
        assert link.evaluate("it => it.target || document.querySelector('base').target") == "_blank"
        unharmed(page, watch)
        page.goto(f"{address}/?lang=zh-CN")
        page.locator("#locate").click()
        page.locator(".card .far").first.wait_for()
        cards = page.locator(".card[data-id]").all()
        assert [card.get_attribute("data-id") for card in cards][:5] == found


def test_an_element_follows_its_content_and_tells_what_happens(
    browser: Browser, address: str
) -> None:
    tags = (
        f'<yizhan-map jurisdiction="{DISTRICT.id}" theme="dark" lang="en" view="both"></yizhan-map>'
        f'<script src="{address}/embed.js" async></script>'
    )
    with hosting(tags, address) as host, phone(browser, color_scheme="light") as page:
        watch = Watch(page)
        page.add_init_script(LISTENING)
        page.goto(host)
        frame = framed(page)
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        assert frame.locator("body").evaluate("it => getComputedStyle(it).backgroundColor") == (
            "rgb(14, 20, 18)"
        )
        frame.locator("#map canvas").first.wait_for()
        content = frame.locator("body").evaluate("it => it.getBoundingClientRect().height")
        until(page, f"document.querySelector('iframe').clientHeight >= {content - 1}")
        before = height_of(page)
        frame.locator(".card h3 a").first.focus()
        until(page, "window.told.select")
        assert page.evaluate("told.select.id") == ids(frame)[0]
        assert page.evaluate("told.ready.yizhan") == 1
        frame.locator("[data-chip=open]").click()  # fewer cards
        until(page, f"document.querySelector('iframe').clientHeight < {before}")
        unharmed(page, watch)


def test_a_pasted_element_keeps_its_place_when_an_attribute_changes(
    browser: Browser, address: str
) -> None:
    with phone(browser) as page:
        page.goto(f"{address}/embed/new?jurisdiction={DISTRICT.id}&lang=en")
        code = page.locator("#code-element").input_value()
    with hosting(code, address) as host, phone(browser, color_scheme="light") as page:
        page.goto(host)
        framed(page)
        until(page, "Boolean(customElements.get('yizhan-map'))")

        def change(script: str) -> dict[str, str]:
            page.evaluate(f"document.querySelector('yizhan-map').{script}")
            source = str(page.locator("iframe").get_attribute("src"))
            return dict(parse_qsl(urlsplit(source).query))

        whole = {"jurisdiction": DISTRICT.id, "lang": "en"}
        assert change("setAttribute('theme', 'dark')") == {**whole, "theme": "dark"}
        frame = page.frame_locator("iframe")
        expect(frame.locator("html[lang=en][data-theme=dark] .card").first).to_be_visible()
        assert change("removeAttribute('theme')") == whole
        other = {"lang": "en", "bbox": "123,31,124,32"}
        assert change("setAttribute('bbox', '123,31,124,32')") == other


def test_a_script_far_down_waits_and_then_shows_a_frame(browser: Browser, address: str) -> None:
    tags = (
        '<div style="height: 9000px"></div>'
        f'<script src="{address}/embed.js" data-area="{DISTRICT.id}" data-color="7a1fa2"></script>'
    )
    with hosting(tags, address) as host, phone(browser) as page:
        watch = Watch(page)
        page.goto(host)
        page.locator("iframe").wait_for(state="attached")
        page.wait_for_timeout(500)
        assert not [url for url in watch.requests if "/embed?" in url]
        page.locator("iframe").scroll_into_view_if_needed()
        frame = framed(page)
        button = frame.locator("#locate").evaluate("it => getComputedStyle(it).backgroundColor")
        assert button == "rgb(122, 31, 162)"
        unharmed(page, watch)


def test_messages_of_others_are_not_heeded(browser: Browser, address: str) -> None:
    tags = f'<yizhan-map></yizhan-map><script src="{address}/embed.js"></script>'
    with hosting(tags, address) as host, phone(browser) as page:
        page.goto(host)
        content = framed(page).locator("body").evaluate("it => it.getBoundingClientRect().height")
        until(page, f"Math.abs(document.querySelector('iframe').clientHeight - {content}) < 2")
        before = height_of(page)
        page.evaluate("postMessage({ yizhan: 1, type: 'height', height: 150 }, '*')")
        page.wait_for_timeout(300)
        assert height_of(page) == before


def test_a_sandboxed_frame_lists_and_filters(browser: Browser, address: str) -> None:
    tag = f'<iframe src="{address}/embed?lang=en" sandbox="allow-scripts" width=360 height=600>'
    with hosting(tag, address) as host, phone(browser) as page:
        watch = Watch(page)
        page.goto(host)
        frame = framed(page)
        assert frame.locator("body").evaluate("() => window.origin") == "null"
        expect(frame.locator("[data-group=closed], [data-group=unknown]").first).to_be_visible()
        frame.locator("[data-chip=open]").click()
        expect(frame.locator("[data-group=closed], [data-group=unknown]")).to_have_count(0)
        unharmed(page, watch)


def test_without_scripts_the_list_is_there(browser: Browser, address: str) -> None:
    tag = f'<iframe src="{address}/embed?view=map" sandbox width=360 height=600>'
    with hosting(tag, address) as host, phone(browser) as page:
        page.goto(host)
        frame = framed(page)
        assert len(ids(frame)) >= 20
        expect(frame.locator("#locate")).to_be_hidden()
        expect(frame.locator("#map")).to_be_hidden()


def test_an_origin_off_the_list_is_refused(browser: Browser) -> None:
    state = made_up_state()
    allowing = Settings.from_env({"YIZHAN_EMBED_ORIGINS": "https://gh.example"})
    with serving(create_app(allowing, state)) as address:
        tag = f'<iframe src="{address}/embed" width=360 height=600>'
        with hosting(tag, address) as host, phone(browser) as page:
            refused_to_frame(page, host)
            assert page.frame_locator("iframe").locator(".card").count() == 0
    state.close()


def test_the_whole_page_is_framed_by_nobody(browser: Browser, address: str) -> None:
    with hosting(f'<iframe src="{address}/">', address) as host, phone(browser) as page:
        refused_to_frame(page, host)
        assert page.frame_locator("iframe").locator("#main").count() == 0


def test_what_oembed_answers_works_on_the_page_of_others(browser: Browser, address: str) -> None:
    asked = urlopen(f"{address}/oembed?url={quote(f'{address}/embed?lang=en&theme=light')}")
    with asked as answer:
        unfolded = json.load(answer)
    assert unfolded["type"] == "rich"
    with hosting(unfolded["html"], address) as host, phone(browser, color_scheme="dark") as page:
        watch = Watch(page)
        page.goto(host)
        frame = framed(page)
        expect(frame.locator("#locate")).to_have_text("Find near me")
        assert frame.locator("body").evaluate("it => getComputedStyle(it).backgroundColor") == (
            "rgb(244, 246, 243)"
        )
        frame.locator("#locate").click()
        expect(frame.locator(".card .far").first).to_be_visible()
        unharmed(page, watch)


def test_a_map_of_no_chosen_place_begins_with_what_the_list_shows(
    browser: Browser, address: str
) -> None:
    with phone(browser) as page:
        page.add_init_script(  # Leaflet's own map, to ask what is in view
            "let known; Object.defineProperty(window, 'L', { get: () => known, set(it) {"
            " known = it; it.Map.addInitHook(function () { window.drawn = this; }); } });"
        )
        page.goto(f"{address}/embed?view=both")
        page.locator("#map canvas").first.wait_for()
        page.wait_for_timeout(300)
        listed = page.locator("#list [data-group=open] .card[data-id]")
        ids = {str(card.get_attribute("data-id")) for card in listed.all()}
        items = page.request.get(f"{address}/ogc/collections/sites/items?limit=1000").json()
        west, south, east, north = map(
            float, page.evaluate("drawn.getBounds().toBBoxString()").split(",")
        )
        places = [
            each["geometry"]["coordinates"] for each in items["features"] if each["id"] in ids
        ]
        assert len(places) == len(ids) >= 5
        assert all(west <= lon <= east and south <= lat <= north for lon, lat in places)
        assert page.evaluate("drawn.getZoom()") >= 10  # a town, not a country


@pytest.mark.parametrize(
    ("lang", "nothing"),
    [("zh-CN", "这个范围里没有合适的地方"), ("en", "Nothing in this area fits")],
)
def test_an_empty_box_sends_nobody_to_choose_a_street(
    browser: Browser, address: str, lang: str, nothing: str
) -> None:
    with phone(browser) as page:
        watch = Watch(page)
        page.goto(f"{address}/embed?bbox=0,0,1,1&view=both&lang={lang}")
        expect(page.locator("#nothing")).to_have_text(nothing)
        advice = page.locator("section.nothing p").inner_text()
        assert "完整页面" in advice or "full page" in advice
        assert watch.troubles == []


def test_what_the_builder_copies_works_without_the_clipboard(
    browser: Browser, address: str
) -> None:
    with phone(browser) as page:
        page.goto(f"{address}/embed/new?ui=zh-CN")
        page.locator("#view").select_option("map")
        page.get_by_role("button", name="预览,生成代码").click()
        preview = page.frame_locator("iframe.preview")
        expect(preview.locator("#map canvas").first).to_be_visible()
        page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
        )
        page.locator("[data-copy=code-element]").click()
        expect(page.locator("#copied")).not_to_be_empty()
        code = page.locator("#code-element").input_value()
        assert (
            page.locator("#code-element").evaluate("it => it.value.slice(0, it.selectionEnd)")
            == code
        )
    with hosting(code, address) as host, phone(browser) as page:
        watch = Watch(page)
        page.goto(host)
        expect(page.frame_locator("iframe").locator("#map canvas").first).to_be_visible()
        until(page, "document.querySelector('iframe').style.height !== '600px'")
        assert page.locator("iframe").count() == 1
        unharmed(page, watch)
