"""The page on a cheap phone and a poor network: when the first card is there, and weights."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page

from bench.sites import sites
from geodata.demo import demo_city, load_demo
from geodata.store import Store
from locator.model import Site
from tests.web.browser import chromium
from tests.web.live import live_server
from web.data.routes import body, today
from web.state import load_snapshot

BITS_A_SECOND: Final = 1_600_000
LATENCY_MS: Final = 300
SLOWER: Final = 4  # times, than this machine's CPU
ROUNDS: Final = 3
GOALS_MS: Final = {"first visit": 2_000, "from the saved index": 1_000}
GOALS_KB: Final = {"first view": 30, "with the map": 150, "index of 1,000 sites": 32}

# When the first card was painted, whoever made it, and the first that the phone made itself.
PAINTED: Final = """
window.paintedMs = {};
const marks = { card: ".card", ranked: "#list button.go-there" };
new MutationObserver(() => {
  for (const [name, selector] of Object.entries(marks)) {
    if (name in window.paintedMs || !document.querySelector(selector)) continue;
    window.paintedMs[name] = 0;
    requestAnimationFrame(() => setTimeout(() => { window.paintedMs[name] = performance.now(); }));
  }
}).observe(document, { childList: true, subtree: true });
"""
KEPT: Final = """
(async () => {
  await navigator.serviceWorker.ready;
  const cache = await caches.open("yizhan-data");
  while (!(await cache.match("/data/index.json"))) await new Promise((go) => setTimeout(go, 100));
})()
"""


def main() -> None:
    """Print times and weights beside their goals, for the made-up city and for 3,000 sites."""
    print(
        f"Page, throttled: {BITS_A_SECOND / 1e6} Mbit/s, {LATENCY_MS} ms, CPU {SLOWER} times slower"
    )
    with chromium() as browser:
        for count in (300, 3_000):
            with served(count) as (address, known):
                print(f"{known} sites")
                told(browser, address)
    show_weight("index of 1,000 sites", index_weight(1_000))


@contextmanager
def served(count: int) -> Iterator[tuple[str, int]]:
    """Serve the made-up city, or so many made-up sites, and give the address and their number."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        now = datetime.now(UTC)
        with Store.open(f"sqlite:///{folder}/yizhan.db") as store:
            if count <= 300:
                load_demo(store, at=now)
            else:
                store.apply(sites(count), source="bench", actor="bench", at=now)
            known = len(store.load().sites)
        with live_server(folder) as live:
            yield f"http://127.0.0.1:{live.port}/", known


def told(browser: Browser, address: str) -> None:
    """Print what was measured on one server."""
    rounds = [visits(browser, address) for _ in range(ROUNDS)]
    for what, goal in GOALS_MS.items():
        times = sorted(times[what] for times in rounds)
        spread = " / ".join(f"{time:.0f}" for time in times)
        print(f"  first card, {what:22} {spread:>20} ms  goal <= {goal} ms")
    ranked = sorted(times["ranked"] for times in rounds)
    print(f"  ranked on the phone, first visit    {' / '.join(f'{t:.0f}' for t in ranked):>20} ms")
    for what, weight in weights(browser, address).items():
        show_weight(what, weight)


def show_weight(what: str, weight: float) -> None:
    """Print bytes beside their goal."""
    print(f"  {what:36} {weight / 1000:6.1f} KB gz  goal <= {GOALS_KB[what]} KB")


def index_weight(count: int) -> int:
    """Return bytes of the index of so many sites as lists have them: several cities' worth."""
    drawn: list[Site] = []
    while len(drawn) < count:
        seed = len(drawn) + 1
        drawn += (replace(site, id=f"{site.id}-{seed}") for site in demo_city(seed).sites)
    with TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/yizhan.db") as store:
        store.apply(drawn[:count], source="bench", actor="bench", at=datetime.now(UTC))
        return len(body(load_snapshot(store), today(), "")[0])


def visits(browser: Browser, address: str) -> dict[str, float]:
    """Return ms to the first card on a first visit and on a second one."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.add_init_script(PAINTED)
    page = context.new_page()
    slow_down(page)
    page.goto(address)
    first, ranked = painted_ms(page, "card"), painted_ms(page, "ranked")
    page.evaluate(KEPT)
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    # The server's card may come first; what counts is the one made from the saved index.
    again = painted_ms(page, "ranked")
    context.close()
    return {"first visit": first, "ranked": ranked, "from the saved index": again}


def slow_down(page: Page) -> CDPSession:
    """Make the network and the CPU those of a cheap phone in a bad place."""
    line = page.context.new_cdp_session(page)
    bytes_a_second = BITS_A_SECOND / 8
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return line


def painted_ms(page: Page, name: str) -> float:
    """Return when a card was painted, in ms since the visit began."""
    page.wait_for_function("(name) => window.paintedMs[name]", arg=name)
    return float(page.evaluate("(name) => window.paintedMs[name]", name))


def weights(browser: Browser, address: str) -> dict[str, float]:
    """Return bytes on the line, bodies as they were sent, by what a rider asked for."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", service_workers="block"
    )
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    urls: dict[str, str] = {}
    sent: dict[str, float] = {}
    line.on("Network.responseReceived", lambda e: urls.update({e["requestId"]: path_of(e)}))
    line.on("Network.dataReceived", lambda e: add(sent, urls, e))
    page.goto(address, wait_until="networkidle")
    before = dict(sent)
    page.locator("#map-open").click()
    page.locator("#map canvas").wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    context.close()
    data = sum(size for path, size in before.items() if path.startswith("/data/"))
    view = sum(before.values()) - data
    streets = sum(size for path, size in sent.items() if path not in before)
    return {
        "first view": view,
        "with the map": view + streets,
    }


def path_of(event: dict[str, Any]) -> str:
    """Return the path that a response came from."""
    url: str = event["response"]["url"]
    return urlsplit(url).path


def add(sent: dict[str, float], urls: dict[str, str], event: dict[str, Any]) -> None:
    """Count the bytes of one piece of a response."""
    path = urls.get(event["requestId"], "")
    sent[path] = sent.get(path, 0.0) + event["encodedDataLength"]


if __name__ == "__main__":
    main()
