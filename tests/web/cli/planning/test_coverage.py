"""``yizhan coverage``: files, figures with their definition, replay, and what is missing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.demand import demand_path, save_demand
from geodata.reporting import FORMATS
from geodata.store import Store
from geodata.streets import streets_folder
from locator.model import Site
from tests.geodata.reporting.reports import HOURS, LAT, LON, demand, site
from tests.web.cli.conftest import Run

AT = datetime(2026, 11, 20, tzinfo=UTC)
WEEK = ("--week", "2026-11-23", "--mode", "straight", "--minutes", "8")
Fill = Callable[..., None]


@pytest.fixture
def fill(run: Run, tmp_path: Path) -> Fill:  # noqa: ARG001 -- the store's setting
    """Give a function that puts four sites into the store, and a demand beside it."""
    url = f"sqlite:///{tmp_path}/yizhan.db"

    def filled(*changed: Site, weights: tuple[float, ...] = (4, 2, 1, 3)) -> None:
        sites = {n: site(n, LON + 0.008 * n, LAT + 0.002, HOURS[n]) for n in range(4)}
        by_id = {each.id: each for each in (*sites.values(), *changed)}
        with Store.open(url) as store:
            store.apply(by_id.values(), source="test", actor="test", at=AT)
        save_demand(demand(weights), demand_path(url))

    return filled


def test_every_format_is_written_and_figures_come_with_their_definition(
    run: Run, fill: Fill, tmp_path: Path
) -> None:
    fill()
    files = [f"r{ending}" for ending in (*FORMATS, ".html")]
    said = run("coverage", *WEEK, *(part for file in files for part in ("-o", file))).output
    assert "straight-line walk 8 min, 4.8 km/h, straight line × 1, week of 2026-11-23" in said
    assert "demand = orders" in said
    assert "night:" in said
    assert "gap 1:" in said
    for file in files:
        assert (tmp_path / file).stat().st_size > 300
        assert file in said


def test_json_says_the_same_as_the_file(run: Run, fill: Fill, tmp_path: Path) -> None:
    fill()
    told = json.loads(run("coverage", *WEEK, "-o", "r.json", "--json").stdout)
    written = json.loads((tmp_path / "r.json").read_text())
    assert told["total"]["covered"] == written["tables"]["summary"]["covered"][0]
    assert told["settings"] == written["settings"]
    assert told["settings"]["minutes"] == 8
    assert told["files"] == ["r.json"]
    assert set(told["by_reason"]) == {
        "not_on_streets",
        "no_site",
        "lacks",
        "hours_unknown",
        "closed",
    }


def test_filters_are_asked_and_said(run: Run, fill: Fill) -> None:
    fill()
    asked = ("--amenity", "microwave,water", "--welcome", "anyone", "--kind", "station")
    said = run("coverage", *WEEK, *asked).output
    assert "with microwave, with drinking water, anyone" in said


def test_one_instant(run: Run, fill: Fill) -> None:
    fill()
    said = run("coverage", "--mode", "straight", "--at", "2026-11-25T03:00").output
    assert "2026-11-25 Wed 03:00" in said
    assert "night:" not in said


def test_a_replay_says_that_all_is_as_it_was(run: Run, fill: Fill) -> None:
    fill()
    run("coverage", *WEEK, "-o", "r.json")
    said = run("coverage", "--replay", "r.json").output
    assert "straight-line walk 8 min" in said
    assert "the data are the same" in said
    assert "the figures are the same" in said
    told = json.loads(run("coverage", "--replay", "r.json", "--json").stdout)
    assert told["replay"] == {"inputs": [], "figures": [], "not_recorded": []}


def test_a_replay_of_an_older_report_says_what_that_did_not_have(
    run: Run, fill: Fill, tmp_path: Path
) -> None:
    fill()
    run("coverage", *WEEK, "-o", "r.json")
    old = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    del old["tables"]["hourly_reasons"]
    (tmp_path / "r.json").write_text(json.dumps(old), encoding="utf-8")
    said = run("coverage", "--replay", "r.json").output
    assert "the figures are the same" in said
    assert "not in the older report: hourly_reasons" in said


def test_a_replay_says_what_differs(run: Run, fill: Fill) -> None:
    fill()
    run("coverage", *WEEK, "-o", "r.json")
    longer = replace(site(1, LON + 0.008, LAT + 0.002, "24/7"))
    fill(longer)
    said = run("coverage", "--replay", "r.json", code=1).output
    assert "other data than then: sites" in said
    assert "figures differ: summary.covered" in said


def test_a_replay_of_something_else_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("{}")
    assert "it is no coverage report" in run("coverage", "--replay", "r.json", code=2).output


def test_without_demand_and_streets_it_says_what_to_load(run: Run) -> None:
    said = run("coverage", *WEEK, code=1).output
    assert "yizhan demand FILE" in said
    assert "yizhan streets" in said


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        (("-o", "r.docx"), "not supported"),
        (("--week", "2026-11-24"), "Monday"),
        (("--week", "soon"), "cannot be read"),
        (("--at", "noon"), "cannot be read"),
        (("--at", "2026-11-25T03:00", "--week", "2026-11-23"), "not both"),
        (("--minutes", "0"), "out of range"),
        (("--minutes", "nan"), "out of range"),
        (("--amenity", "sauna"), "amenity"),
        (("--kind", "pub"), "kind"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_read(
    run: Run, asked: tuple[str, ...], word: str
) -> None:
    assert word in run("coverage", *asked, code=2).output


def test_an_interrupt_leaves_what_was_there(
    run: Run, fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    (tmp_path / "r.html").write_text("old")
    before = {path.name for path in tmp_path.iterdir()}

    def interrupted(path: Path, text: str, **__: object) -> int:
        with path.open("w", encoding="utf-8") as half:
            half.write(text[: len(text) // 2])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", interrupted)
    run("coverage", *WEEK, "-o", "r.html", code=1)
    assert (tmp_path / "r.html").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == before


def test_streets_stand_in_for_demand_and_ways_follow_them(run: Run, tmp_path: Path) -> None:
    run("demo")
    url = f"sqlite:///{tmp_path}/yizhan.db"
    demand_path(url).unlink()
    found = run("coverage", "--at", "2026-11-25T14:00", "-o", "r.html", "-o", "r.json").output
    assert "along streets" in found
    assert "demand = metres of street, standing in for demand that was not given" in found
    assert "percentages are of streets" in found
    assert "示例市: streets and places are made up" in (tmp_path / "r.html").read_text()
    told = json.loads((tmp_path / "r.json").read_text())
    assert told["inputs"]["streets"]
    assert told["made_up"] is True
    for file in streets_folder(url).iterdir():
        file.unlink()
    assert "yizhan demand FILE" in run("coverage", *WEEK, code=1).output
