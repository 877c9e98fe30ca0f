"""The page in a frame on a cheap phone and a poor network: when its list is there, and weights."""

from typing import Any, Final

from playwright.sync_api import Browser, Page

from bench.page import (
    BITS_A_SECOND,
    LATENCY_MS,
    PAINTED,
    ROUNDS,
    SLOWER,
    path_of,
    served,
    slow_down,
    visit,
)
from tests.web.browser import chromium

CARDS: Final = 20
GOAL_MS: Final = 2_000
GOALS_KB: Final = {"list": 30, "both": 150}
DRAWN: Final = "#map canvas"


def main() -> None:
    """Print times and weights beside their goals, for the made-up city and for 3,000 sites."""
    speed = f"{BITS_A_SECOND / 1e6} Mbit/s, {LATENCY_MS} ms, CPU {SLOWER} times slower"
    print(f"Frame, throttled: {speed}; weights are of all bodies")
    with chromium() as browser:
        for count in (300, 3_000):
            with served(count) as (address, known):
                print(f"{known} sites")
                told(browser, f"{address}embed?lang=zh-CN")


def told(browser: Browser, address: str) -> None:
    """Print what was measured on one server."""
    times = " / ".join(
        f"{time:.0f}" for time in sorted(first_ms(browser, address) for _ in range(ROUNDS))
    )
    print(f"  {'first list of 20, first visit':34} {times:>20} ms  goal <= {GOAL_MS} ms")
    for view, goal in GOALS_KB.items():
        sent = weights(browser, f"{address}&view={view}")
        print(f"  {'view=' + view:34} {sum(sent.values()) / 1000:6.1f} KB gz  goal <= {goal} KB")
        for path, size in sorted(sent.items(), key=lambda item: -item[1])[:4]:
            print(f"    {path:40} {size / 1000:6.1f}")


def first_ms(browser: Browser, address: str) -> float:
    """Return ms to the first list on a first visit."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.add_init_script(PAINTED)
    page = context.new_page()
    slow_down(page)
    first = visit(page, address, "card")["card"]
    page.wait_for_load_state()
    assert page.locator(".card").count() >= CARDS
    context.close()
    return first


def weights(browser: Browser, address: str) -> dict[str, float]:
    """Return bytes of bodies on the line by path, until nothing more comes."""
    page: Page = browser.new_page(viewport={"width": 360, "height": 740}, locale="zh-CN")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    urls: dict[str, str] = {}
    heads: dict[str, float] = {}
    sent: dict[str, float] = {}

    def begun(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = path_of(event)
        heads[event["requestId"]] = event["response"]["encodedDataLength"]

    def finished(event: dict[str, Any]) -> None:
        request = event["requestId"]
        sent[urls[request]] = event["encodedDataLength"] - heads[request]

    line.on("Network.responseReceived", begun)
    line.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    if "view=both" in address:
        page.locator(DRAWN).first.wait_for()
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    page.close()
    return sent


if __name__ == "__main__":
    main()
