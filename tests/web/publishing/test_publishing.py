"""Every link in the folder leads to a file of the folder, wherever it is served."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.web.conftest import SITES
from tests.web.publishing.conftest import quiet
from web.app import create_app
from web.publishing import publish
from web.publishing.headers import headers_file
from web.publishing.places import NotPublished, link, place_of
from web.settings import Settings
from web.site.share_image import can_draw
from web.state import State

ROOT = "https://union.example/deep/"


class Links(HTMLParser):
    """Everything in a page that leads somewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.base = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "form" or dict(attrs).get("method") == "get"
        if tag == "base":
            self.base = dict(attrs)["href"] or ""
        else:
            self.found += [value for name, value in attrs if name in {"href", "src"} and value]


ANYWHERE = Settings(public_url="https://union.example/deep")


def pages(folder: Path) -> dict[str, str]:
    found = sorted(folder.rglob("*.html"))
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in found}


def leads_to(folder: Path, address: str) -> bool:
    path = folder / unquote(urlsplit(address).path.removeprefix("/deep/"))
    return (path / "index.html").is_file() if address.endswith("/") else path.is_file()


def test_no_link_is_dead_and_none_leads_out(folder: Path) -> None:
    seen = 0
    for name, text in pages(folder).items():
        links = Links(text)
        here = urljoin(urljoin(ROOT, name.removesuffix("index.html")), links.base)
        for each in links.found:
            target = urljoin(here, each)
            parts = urlsplit(target)
            if parts.scheme == "https" and parts.netloc == "union.example":
                assert parts.path != each, (name, each)  # not from the root of the host
                whole = target.partition("?")[0].partition("#")[0]
                assert leads_to(folder, whole), (name, each)
                seen += 1
    assert seen > 100


def test_scripts_and_the_worker_ask_for_files_that_are_there(folder: Path) -> None:
    text = (folder / "sw.js").read_text(encoding="utf-8")
    for name in ("HOMES", "SHELL"):
        listed = json.loads(re.search(rf"^const {name} = (.*);$", text, re.MULTILINE)[1])  # type: ignore[index]  # the line is there
        assert listed
        assert all(leads_to(folder, urljoin(ROOT, each)) for each in listed)
    for lang in ("", "en/"):
        manifest = json.loads((folder / lang / "manifest.webmanifest").read_bytes())
        assert leads_to(folder, urljoin(ROOT + lang, manifest["scope"]))
        assert leads_to(folder, urljoin(ROOT + lang, manifest["start_url"]))
        assert all(leads_to(folder, urljoin(ROOT + lang, i["src"])) for i in manifest["icons"])


def test_pages_carry_their_policy_and_say_nothing_of_now(folder: Path) -> None:
    told = pages(folder)
    for text in told.values():
        assert 'http-equiv="Content-Security-Policy" content="default-src &#x27;' in text
        assert not re.search("营业中|已关门|快关门了|Open until|Closed|Closing|现在怎么进", text)
    assert 'tel:0000-1"' in told["s/s1/index.html"]  # the union, instead of a report
    assert "示例1号驿站" in told["all/index.html"]
    assert "All places" in told["en/all/index.html"]


def test_what_the_page_in_a_frame_asks_for_is_there(folder: Path) -> None:
    unions = json.loads((folder / "data/unions.json").read_bytes())
    assert unions
    for union in unions:  # those without a site, too
        assert "sites" in json.loads((folder / f"data/index/{union}.json").read_bytes())
    for lang in ("", "en/"):
        page = (folder / lang / "embed/index.html").read_text("utf-8")
        told = re.search(r'data-embed="([^"]*)"', page)
        assert told
        facts = json.loads(unescape(told[1]))
        for each in (*facts["themes"].values(), facts["other"]):
            assert leads_to(folder, urljoin(ROOT + lang, each))
    assert 'new URL("embed/", script.src)' in (folder / "embed.js").read_text("utf-8")


def test_every_site_has_its_page_those_out_of_use_too(folder: Path) -> None:
    assert {path.name for path in (folder / "s").iterdir()} == {site.id for site in SITES}
    assert "不要白跑" in (folder / "s" / "s7" / "index.html").read_text(encoding="utf-8")


def test_files_of_all_sites_stand_where_their_list_says(folder: Path) -> None:
    listed = json.loads((folder / "data" / "manifest.json").read_bytes())
    assert (listed["sites"], len(listed["files"])) == (len(SITES) - 1, 7)  # one is not in use
    for each in listed["files"]:
        target = urljoin(ROOT + "data/manifest.json", each["href"])
        assert leads_to(folder, target)
        assert (folder / "data" / each["name"]).stat().st_size == each["bytes"]
    for lang, title in (("", "开放数据"), ("en/", "Open data")):
        assert f"<h1>{title}</h1>" in (folder / lang / "data/index.html").read_text("utf-8")
        assert 'data/">' in (folder / lang / "all/index.html").read_text("utf-8")


def test_what_pages_without_frames_show_has_whole_addresses(state: State, tmp_path: Path) -> None:
    publish(ANYWHERE, state, tmp_path / "out", quiet)
    for lang in ("", "en/"):
        text = (tmp_path / "out" / lang / "index.html").read_text("utf-8")
        found = re.search(r'type="application/json\+oembed" href="([^"]+)"', text)
        assert found
        assert leads_to(tmp_path / "out", found[1])
        told = json.loads((tmp_path / "out" / lang / "embed/oembed.json").read_bytes())
        assert (told["version"], told["type"]) == ("1.0", "rich")
        (frame,) = Links(told["html"]).found
        assert frame == f"{ROOT}{lang}embed/"
        assert told["provider_url"] == f"{ROOT}{lang}"
        cards = sorted((tmp_path / "out" / lang / "embed").rglob("*.png"))
        if can_draw():
            assert told["thumbnail_url"] == f"{ROOT}{lang}embed/card.png"
            assert [path.name for path in cards] == ["u1.png", "card.png"]


def test_without_a_public_address_nothing_says_one(folder: Path) -> None:
    assert not list(folder.rglob("oembed.json"))
    assert not list(folder.rglob("card*.png"))
    assert "oembed" not in (folder / "index.html").read_text("utf-8")


def test_the_headers_file_says_what_the_server_sends(folder: Path, state: State) -> None:
    client = create_app(Settings(), state).test_client()
    said: dict[str, dict[str, str]] = {}
    for line in (folder / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            of = said[line] = {}
        else:
            name, _, value = line.strip().partition(": ")
            of[name] = value
    asked = {"/": "/", "/s/*": "/s/s1", "/data/*": "/data/index.json", "/embed/*": "/embed"}
    asked |= {"/static/*": "/static/yizhan.css", "/sw.js": "/sw.js", "/embed.js": "/embed.js"}
    for pattern, path in asked.items():
        with client.get(path) as answer:
            sent = answer.headers
        for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
            assert said[pattern][name] == sent[name]
        for name in ("X-Frame-Options", "Access-Control-Allow-Origin"):
            assert said[pattern].get(name) == sent.get(name), (pattern, name)
        policy = sent["Content-Security-Policy"].split("; ")
        frames = next((each for each in policy if each.startswith("frame-ancestors")), None)
        assert said[pattern].get("Content-Security-Policy") == frames, pattern
        if path == "/sw.js":
            assert said[pattern]["Cache-Control"] == sent["Cache-Control"]
    few = headers_file("https://union.example/工会/", ("https://a.example",))
    assert "\n/%E5%B7%A5%E4%BC%9A/en/embed/*\n" in few
    assert "Content-Security-Policy: frame-ancestors 'self' https://a.example\n" in few
    patterns = [line.removesuffix("*") for line in said]
    assert not [
        (one, other)
        for one in patterns
        for other in patterns
        if one != other and one.startswith(other) and f"{other}*" in said
    ]


def test_links_to_what_needs_a_server_cannot_be_made() -> None:
    with pytest.raises(NotPublished):
        place_of("plan.page", {}, "en")


@pytest.mark.parametrize(
    ("target", "origin", "expected"),
    [
        ("", "", "./"),
        ("en/", "", "en/"),
        ("", "en/s/a/", "../../../"),
        ("static/a.css", "s/a/", "../../static/a.css"),
        ("s/馆/", "s/a/", "../%E9%A6%86/"),
        ("index.html", "sw.js", "index.html"),
    ],
)
def test_links_hold_wherever_the_folder_is(target: str, origin: str, expected: str) -> None:
    assert link(target, origin=origin) == expected
    whole = urljoin(urljoin(ROOT, origin), expected)
    assert unquote(whole) == ROOT + target
    assert PurePosixPath(expected).is_absolute() is False
