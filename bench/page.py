"""The page on a cheap phone and a poor network: when the first card is there, and weights."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
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
ROUNDS: Final = 5  # phones, each with one first visit
AGAIN: Final = 4  # second visits of each
RENEWED_MS: Final = 3_000  # within which the worker has renewed what it keeps
GOALS_MS: Final = {"first visit": 2_000, "from the saved index": 1_000}
GOALS_KB: Final = {"first view": 30, "with the map": 150, "index of 1,000 sites": 32}

# When the first card was painted, whoever made it, and the first that the phone made itself. The
# page tells it on the console: asking it in between would put scripts of ours among its own.
PAINTED: Final = """
window.paintedMs = {};
const painted = (name) => {
  window.paintedMs[name] = performance.now();
  console.info(`painted ${name}`);
};
const marks = { card: ".card", ranked: "#list button.go-there" };
new MutationObserver(() => {
  for (const [name, selector] of Object.entries(marks)) {
    if (name in window.paintedMs || !document.querySelector(selector)) continue;
    window.paintedMs[name] = 0;
    const next = () => scheduler.postTask(() => painted(name), { priority: "user-blocking" });
    requestAnimationFrame(next);
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
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for what, ms in visits(browser, address):
            times.setdefault(what, []).append(ms)
    for what, goal in GOALS_MS.items():
        print(f"  first card, {what:22} {spread(times[what]):>36}  goal <= {goal} ms")
    print(f"  ranked on the phone, first visit   {spread(times['ranked']):>36}")
    for what, weight in weights(browser, address).items():
        show_weight(what, weight)


def spread(times: list[float]) -> str:
    """Return the middle of some times, and what nine in ten of them do not exceed."""
    ninth = quantiles(times, n=10, method="inclusive")[-1]
    return f"median {median(times):.0f}, p90 {ninth:.0f} ms of {len(times)}"


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


def visits(browser: Browser, address: str) -> Iterator[tuple[str, float]]:
    """Yield ms to the first card on a phone's first visit and on later ones."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.add_init_script(PAINTED)
    page = context.new_page()
    slow_down(page)
    first = visit(page, address, "ranked")
    yield "first visit", first["card"]
    yield "ranked", first["ranked"]
    page.evaluate(KEPT)
    for _ in range(AGAIN):
        page.wait_for_timeout(RENEWED_MS)
        page.goto("about:blank")
        # The server's card may come first; what counts is the one made from the saved index.
        yield "from the saved index", visit(page, address, "ranked")["ranked"]
    context.close()


def visit(page: Page, address: str, last: str) -> dict[str, float]:
    """Open the page and return when cards were painted, in ms since the visit began."""
    with page.expect_console_message(lambda said: said.text == f"painted {last}"):
        page.goto(address, wait_until="commit")
    painted: dict[str, float] = page.evaluate("window.paintedMs")
    return painted


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
