"""Pages of other origins, to embed on."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import FrameLocator, Page

from tests.web.browser import serving

# Keeps what an embedded element told last of each kind.
LISTENING = """
window.told = {};
for (const kind of ["ready", "select", "height"]) {
  addEventListener(kind, ({ detail }) => { told[kind] = detail; }, true);
}
"""
POLICY = "default-src 'self'; script-src {0}; frame-src {0}; img-src {0}; style-src 'unsafe-inline'"


@contextmanager
def hosting(body: str, address: str, before: str = "") -> Iterator[str]:
    """Serve a page with a strict policy of its own on a second port, and give its address."""
    host = Flask("host")

    @host.get("/")
    def page() -> tuple[str, dict[str, str]]:
        text = f"<!doctype html><html lang=zh><title>工会</title>{before}<h1>某县总工会</h1>{body}"
        return text, {"Content-Security-Policy": POLICY.format(address)}

    @host.get("/favicon.ico")
    def icon() -> tuple[str, int]:
        return "", 204

    with serving(host) as own:
        yield own


def framed(page: Page) -> FrameLocator:
    """Return the embedded page once its list is there."""
    frame = page.frame_locator("iframe")
    frame.locator(".card").first.wait_for()
    return frame


def height_of(page: Page) -> float:
    """Return how high the frame is."""
    return float(page.locator("iframe").evaluate("it => it.getBoundingClientRect().height"))
