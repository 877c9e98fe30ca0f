"""The mini-program in the docs, with all that WeChat would do for it played in a browser."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from locator.datum import from_wgs84, to_wgs84
from locator.vocabulary import Datum
from tests.shared import ROOT

FOLDER = ROOT / "docs/examples/wechat"
SCRIPTS = {
    str(path.relative_to(FOLDER)): path.read_text(encoding="utf-8")
    for path in sorted(FOLDER.rglob("*.js"))
}
PAGE = "pages/nearest/nearest"
HERE = from_wgs84(123.52, 31.5, Datum.GCJ02)  # where the made-up city is
NEAR_DEGREES = 1e-6  # 0.1 m: what positions in an answer are rounded to

# Modules as WeChat loads them, its page, and the three of its functions that are used.
WECHAT = """([scripts, page, here]) => {
  const loaded = {};
  const load = (path) => {
    if (!loaded[path]) {
      const module = (loaded[path] = { exports: {} });
      const near = (name) => load(new URL(name, `file:///${path}`).pathname.slice(1) + ".js");
      new Function("require", "module", "wx", "Page", scripts[path])(near, module, wx, Page);
    }
    return loaded[path].exports;
  };
  const Page = (options) => {
    window.page = Object.assign(options, {
      setData(change) { Object.assign(this.data, change); },
    });
  };
  window.opened = [];
  window.asked = [];
  const wx = {
    getLocation({ type, success, fail }) {
      asked.push(type);
      if (here) success({ longitude: here[0], latitude: here[1] });
      else fail({ errMsg: "getLocation:fail auth deny" });
    },
    request({ url, method, data, success, fail }) {
      asked.push(`${method} ${new URL(url).pathname}`);
      const headers = { "content-type": "application/json" };
      fetch(url, { method, headers, body: JSON.stringify(data) })
        .then(async (got) => success({ statusCode: got.status, data: await got.json() }))
        .catch((wrong) => fail({ errMsg: String(wrong) }));
    },
    openLocation(place) { opened.push(place); },
  };
  load(`${page}.js`);
  window.page.onLoad();
}"""
SETTLED = "() => page.data.state !== 'asking'"


@pytest.fixture
def tab(browser: Callable[[], Browser]) -> Iterator[Page]:
    """Give an empty page."""
    opened = browser().new_page()
    yield opened
    opened.close()


def start(tab: Page, server: str, here: object) -> dict[str, Any]:
    """Open the page of the mini-program and return its data."""
    scripts = SCRIPTS | {"config.js": f"module.exports = {{ server: {json.dumps(server)} }};"}
    tab.evaluate(WECHAT, [scripts, PAGE, here])
    tab.wait_for_function(SETTLED)
    data: dict[str, Any] = tab.evaluate("() => page.data")
    return data


def nearest(server: str) -> list[dict[str, Any]]:
    """Return what the server answers to one who asks in WGS-84."""
    asked = f"{server}/api/v1/nearest?lon=123.52&lat=31.5&open=grouped&k=5"
    with urlopen(asked) as answer:
        results: list[dict[str, Any]] = json.load(answer)["results"]
    return results


@pytest.mark.slow
def test_the_page_shows_the_nearest_in_the_datum_of_wechats_map(
    demo: tuple[str, str], tab: Page
) -> None:
    data = start(tab, demo[0], HERE)
    assert tab.evaluate("() => asked") == ["gcj02", "POST /api/v1/nearest"]
    assert (data["state"], data["message"]) == ("found", "")
    expected = nearest(demo[0])
    assert [row["name"] for row in data["rows"]] == [site["name"] for site in expected]
    assert [row["open"] for row in data["rows"]] == [site["open"]["text"] for site in expected]
    for marker, site in zip(data["markers"], expected, strict=True):
        lon, lat = to_wgs84(marker["longitude"], marker["latitude"], Datum.GCJ02)
        assert lon == pytest.approx(site["lon"], abs=NEAR_DEGREES)
        assert lat == pytest.approx(site["lat"], abs=NEAR_DEGREES)
        assert (FOLDER / marker["iconPath"].lstrip("/")).is_file()
    assert "步行" in data["rows"][0]["way"]


@pytest.mark.slow
def test_a_tap_opens_wechats_own_map_there(demo: tuple[str, str], tab: Page) -> None:
    data = start(tab, demo[0], HERE)
    tab.evaluate("() => page.tapMarker({ detail: { markerId: page.data.markers[1].id } })")
    tab.evaluate("() => page.tapRow({ currentTarget: { dataset: { id: page.data.rows[1].id } } })")
    by_marker, by_row = tab.evaluate("() => opened")
    assert by_marker == by_row
    marker = data["markers"][1]
    assert by_row["name"] == marker["title"]
    assert (by_row["longitude"], by_row["latitude"]) == (marker["longitude"], marker["latitude"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("here", "path", "words"),
    [(None, "", "允许使用位置"), ([500.0, 31.5], "", "lon"), (HERE, "/nothing-here", "")],
    ids=["not allowed", "no such place", "no such server"],
)
def test_what_goes_wrong_is_said(
    here: object, path: str, words: str, demo: tuple[str, str], tab: Page
) -> None:
    data = start(tab, demo[0] + path, here)
    assert data["state"] == "failed"
    assert data["message"]
    assert words in data["message"]


def test_the_page_binds_what_it_has_and_the_app_declares_what_it_asks() -> None:
    app = json.loads((FOLDER / "app.json").read_text(encoding="utf-8"))
    assert app["pages"] == [PAGE]
    script = SCRIPTS[f"{PAGE}.js"]
    view = (FOLDER / f"{PAGE}.wxml").read_text(encoding="utf-8")
    bound = set(re.findall(r'bind\w+="(\w+)"', view))
    assert bound == {"tapMarker", "tapRow", "locate"}
    assert all(f"  {name}(" in script for name in bound)
    shown = set(re.findall(r"\{\{(\w+)", view)) - {"item"}
    assert all(f"{name}:" in script for name in shown)
    calls = set(re.findall(r"wx\.(\w+)", "".join(SCRIPTS.values())))
    assert calls == {"getLocation", "request", "openLocation"}
    assert app["requiredPrivateInfos"] == ["getLocation"]
    assert app["permission"]["scope.userLocation"]["desc"]
