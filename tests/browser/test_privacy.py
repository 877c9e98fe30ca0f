"""While places are ranked on the phone, nothing that is sent tells where the phone is."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.phones import LAT, LON, located, phone, served

pytestmark = pytest.mark.browser

# What a position looks like: its digits, with as few decimals as still name a street.
TRACES = (f"{LON:.2f}", f"{LAT:.2f}", f"{LON:.3f}", f"{LAT:.3f}", f"{LON}", f"{LAT}")


def everything(request: Request) -> str:
    headers = " ".join(f"{name}: {value}" for name, value in request.headers.items())
    return f"{request.method} {request.url} {headers} {request.post_data or ''}"


def test_no_request_carries_a_position_while_ranking(browser: Browser, tmp_path: Path) -> None:
    sent: list[str] = []
    with served(tmp_path) as (_, address), phone(browser) as page:
        page.on("request", lambda request: sent.append(everything(request)))
        located(page, address)
        for chip in ("open", "toilet", "microwave"):
            button = page.locator(f'[data-chip="{chip}"]')
            if button.count():
                button.click()
        page.locator("#map-open").click()
        page.locator("#map canvas").first.wait_for()
        page.locator("#locate").click()
        page.wait_for_timeout(1_000)
    assert len(sent) > 5
    assert [text for text in sent if any(trace in text for trace in TRACES)] == []


def test_nothing_that_the_phone_remembers_is_a_position(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (_, address), phone(browser) as page:
        located(page, address)
        kept = str(page.evaluate("JSON.stringify(Object.entries(localStorage))"))
        assert not any(trace in kept for trace in TRACES)
        assert page.context.cookies() == []
