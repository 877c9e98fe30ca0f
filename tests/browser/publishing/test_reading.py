"""What an address asks for means the same to the script in a folder as to the server."""

import json
from difflib import get_close_matches
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict

from locator.errors import InvalidInput
from locator.hours import CHINA
from tests.browser.phones import phone
from tests.browser.publishing.folders import BELOW
from tests.web.browser import until
from web.embed.frame import script_facts
from web.embed.options import BRAND, OPTIONS, read_options
from web.embed.periods import Period
from web.embed.scope import scope_of
from web.embed.theme import brand, palettes
from web.state import State

pytestmark = pytest.mark.browser

REFUSED: list[list[tuple[str, str]]] = [
    [("kind", "stations")],
    [("kind", "station,,venue")],
    [("amenity", "water,beer"), ("amenity", "toilet")],
    [("service", "nothing")],
    [("welcome", "toString")],
    [("open", "yes"), ("view", "globe"), ("theme", "Dark")],
    [("bbox", "121,37,120,38")],
    [("bbox", "1,2,3")],
    [("bbox", "1,2,3,4,5")],
    [("bbox", "nan,nan,nan,nan")],
    [("bbox", "0x1,0,3,4")],
    [("bbox", "1_0,2,30,40")],
    [("bbox", "-180.1,0,3,4")],
    [("bbox", "1,2,1,4")],
    [("bbox", "1,2,3,1e999")],
    [("bbox", "१,2,3,4")],
    [("color", "red")],
    [("color", "##0b6757")],
    [("color", "0b6757\n")],
    [("height", "100")],
    [("height", "4001")],
    [("height", "6e2")],
    [("height", "٣٠٠")],
    [("lang", "fr")],
    [("approval", "号" * 61)],
    [("attribution", "\U0001f68f" * 101)],
    [("area", "x" * 101)],
    [("hight", "3"), ("colour", "0b6757"), ("__proto__", "1"), ("toString", "1"), ("q", "1")],
    [("<b>" * 30, "1"), ("view", "<i>" * 50)],
    [("area", "a"), ("jurisdiction", "b")],
    [("bbox", "1,2,3,4"), ("area", "a")],
    [("jurisdiction", "nobody")],
    [("area", "__proto__")],
]
TAKEN: list[list[tuple[str, str]]] = [
    [],
    [("area", "demo-street-02"), ("kind", "venue"), ("kind", "station,partner"), ("open", "any")],
    [("jurisdiction", "demo-street-01"), ("amenity", "water,toilet"), ("height", "auto")],
    [("bbox", " 123.4, +31.4,1.2361e2,31.600"), ("view", "map"), ("color", "#7A1FA2")],
    [("view", "both"), ("theme", "light"), ("service", "legal"), ("welcome", "anyone")],
    [("open", "now"), ("theme", "dark"), ("height", "4000"), ("lang", "zh-CN"), ("color", "")],
    [("attribution", "\U0001f68f" * 100), ("approval", " GS(2026)1号 & <b>"), ("area", "")],
]
TOLD = """
async ([search, root]) => {
  const here = (name) => import(`${root}static/embed/${name}.js`);
  const [{ readOptions }, { toldOf }] = [await here("options"), await here("wrong")];
  const { options, nobody } = JSON.parse(document.body.dataset.embed);
  const declared = new Map(options);
  const { asked, problems } = readOptions(search, declared);
  const known = new Set(["demo-street-01", "demo-street-02"]);
  for (const field of ["jurisdiction", "area"]) {
    if (!problems.length && asked.has(field) && !known.has(asked.get(field))) {
      problems.push({ field, value: asked.get(field), why: "nobody" });
    }
  }
  return problems.map((problem) => toldOf(problem, declared, nobody));
}
"""


def search(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}"


def evaluated(page: Page, script: str, given: object) -> Any:
    return page.evaluate(script, given)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_what_is_refused_is_refused_in_the_same_words(
    browser: Browser, host: str, state: State, lang: str
) -> None:
    with phone(browser) as page:
        page.route("**/folder.js", lambda route: route.fulfill(content_type="text/javascript"))
        page.goto(f"{host}{BELOW}{'en/' if lang == 'en' else ''}embed/")
        for pairs in REFUSED:
            with pytest.raises(InvalidInput) as refused:
                scope_of(read_options(MultiDict(pairs)), state.snapshot())
            known = [
                {
                    "field": p.field,
                    "value": p.value,
                    "message": p.message.zh if lang == "zh-CN" else p.message.en,
                    "allowed": p.allowed.zh if lang == "zh-CN" else p.allowed.en,
                }
                for p in refused.value.problems
            ]
            told = evaluated(page, TOLD, [search(pairs), host + BELOW])
            keys = ("field", "value", "message", "allowed")
            told = [{key: each[key] for key in keys} for each in told]
            for each in (*known, *told):
                if "/embed/new" in each["allowed"] or "unions.json" in each["allowed"]:
                    each["allowed"] = ""  # where ids are listed is another place
            assert told == known, pairs


@pytest.mark.parametrize("pairs", TAKEN, ids=lambda pairs: "+".join(name for name, _ in pairs))
def test_what_is_taken_means_the_same(
    browser: Browser, host: str, state: State, pairs: list[tuple[str, str]]
) -> None:
    options = read_options(MultiDict(pairs))
    scope = scope_of(options, state.snapshot())
    assert scope.place
    now = state.snapshot().changed_at.astimezone(CHINA)
    known = json.loads(json.dumps(script_facts(options, scope, Period(now, now))))
    with phone(browser) as page:
        page.goto(f"{host}{BELOW}embed/{search(pairs)}")
        until(page, "'until' in JSON.parse(document.body.dataset.embed)")
        told = json.loads(str(page.locator("body").get_attribute("data-embed")))
        for each in (known, told):
            each["wants"] = {
                key: sorted(value) if isinstance(value, list) else value
                for key, value in each["wants"].items()
            }
            del each["until"]
        assert {key: told[key] for key in known} == known
        assert page.locator("h1").inner_text() == scope.title.zh
        at = page.locator("#list").get_attribute("data-at")
        assert at == f"{scope.place.lon:.5f},{scope.place.lat:.5f}"
        assert page.locator("#list").get_attribute("data-name") == scope.place.name.zh
        assert page.locator("html").get_attribute("data-theme") == options.theme
        shown = page.locator(".foot span").all_text_contents()
        assert shown == [said for said in (options.attribution, options.approval) if said]
        assert page.locator("#map").count() == (options.view != "list")
        classes = {"embed", f"is-{options.view}", *(["is-fixed"] if options.height else [])}
        assert set(str(page.locator("body").get_attribute("class")).split()) == classes
        if options.color != BRAND:
            dark = options.theme == "dark"
            made = brand(options.color, palettes().dark if dark else palettes().light)
            until(
                page,
                "shade => document.documentElement.style.getPropertyValue('--brand') === shade",
                made["--brand"],
            )


def test_names_that_are_alike_are_those_of_pythons_own_library(browser: Browser, host: str) -> None:
    draw, names = Random(7), list(OPTIONS)
    words = ["", "x" * 300, "kinds", "Color", "hieght", "attributions", "bboxbbox", "arae"]
    for _ in range(400):
        letters = list(draw.choice(names))
        for _ in range(draw.randrange(1, 5)):
            at = draw.randrange(len(letters) + 1)
            letters[at : at + draw.randrange(2)] = draw.choice(["", "a", "e", "i", "o", "t", "w"])
        words.append("".join(letters))
    script = """
    async ([words, names]) => {
      const { nearest } = await import(new URL("static/embed/wrong.js", document.baseURI).href);
      return words.map((word) => nearest(word, names));
    }"""
    with phone(browser) as page:
        page.goto(f"{host}{BELOW}embed/")
        told = evaluated(page, script, [words, names])
    assert told == [next(iter(get_close_matches(word, names, n=1)), None) for word in words]
    assert 0 < sum(each is None for each in told) < len(told) - 100


def test_chosen_colours_become_the_same_shades(browser: Browser, host: str) -> None:
    draw = Random(3)
    colours = ["000000", "ffffff", "ffcc00", "7a1fa2", "777777"]
    colours += [f"{draw.randrange(1 << 24):06x}" for _ in range(300)]
    script = """
    async ([colours, palettes]) => {
      const { brand } = await import(new URL("static/embed/colour.js", document.baseURI).href);
      return palettes.map((palette) => colours.map((colour) => brand(colour, palette)));
    }"""
    with phone(browser) as page:
        page.goto(f"{host}{BELOW}embed/")
        told = evaluated(page, script, [colours, list(palettes())])
    for palette, made in zip(palettes(), told, strict=True):
        assert made == [brand(colour, palette) for colour in colours]
