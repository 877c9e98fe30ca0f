"""The page for planners and its data: the figures of `Planner`, and what is missing said."""

import base64
import gzip
import json
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from locator.model import Site
from locator.nearest import SiteFilter
from locator.planning.coverage import cover
from locator.planning.planner import Planner
from locator.planning.question import PlanQuestion
from locator.planning.reach import reach_by_line
from tests.web.plan.conftest import Planned, Serve
from web.plan.running import Run, Runs

ASKED = "mode=straight&minutes=8&week=2026-11-23"
QUESTION = PlanQuestion(mode="straight", max_min=8.0, monday=date(2026, 11, 23))


def page(client: FlaskClient, address: str) -> TestResponse:
    """Ask for a page until it is there."""
    for _ in range(30):
        found = client.get(address)
        if found.status_code not in {202, 503}:
            return found
    pytest.fail(f"{address} takes too long")


def answered(served: Planned, asked: str) -> dict[str, Any]:
    found = served.client.get(f"/api/v1/coverage?{asked}")
    told: dict[str, Any] = json.loads(found.data)
    return told


def test_the_api_tells_the_figures_of_the_planner(serve: Serve) -> None:
    served = serve()
    counted = served.count(4, 2, 1, 3)
    snapshot = served.state.snapshot()
    planner = Planner(
        snapshot.sites,
        demand=counted,
        calendar=snapshot.calendar,
        jurisdictions=snapshot.jurisdictions,
        streets={},
    )
    where = SiteFilter(amenities=frozenset({"microwave"}))
    for question, asked in (
        (QUESTION, ASKED),
        (
            PlanQuestion(mode="straight", max_min=8.0, where=where, monday=QUESTION.monday),
            f"{ASKED}&amenity=microwave",
        ),
    ):
        told = answered(served, asked)
        coverage = planner.cover(question)
        figures, gaps = planner.figures(coverage), planner.gaps(coverage)
        assert told["total"]["covered"] == pytest.approx(figures.total.covered)
        assert told["total"]["unknown"] == pytest.approx(figures.total.unknown)
        assert told["definition"] == figures.headline.zh
        assert told["unit_of_sums"] == "订单×小时"
        assert told["total"]["demand"] == pytest.approx(168 * counted.weights.sum())
        assert [hour["figures"]["covered"] for hour in told["hours"]] == pytest.approx(
            [tally.covered for tally in figures.slots]
        )
        assert told["gap_count"] == gaps.count
        assert [gap["remedy"] for gap in told["gaps"]] == [g.remedy.words.zh for g in gaps.listed]
        assert sum(told["by_reason"].values()) == pytest.approx(
            told["total"]["unknown"] + told["total"]["uncovered"]
        )


def test_an_instant_goes_before_a_week_and_any_day_means_its_week(serve: Serve) -> None:
    served = serve()
    served.count(4, 2, 1, 3)
    instant = answered(served, f"{ASKED}&at=2026-11-25T23:00&lang=en")
    assert len(instant["hours"]) == 1
    assert instant["unit_of_sums"] == instant["unit"] == "orders"
    assert "2026-11-25 Wed 23:00" in instant["definition"]
    assert answered(served, ASKED.replace("-23", "-29")) == answered(served, ASKED)


@pytest.mark.parametrize("wrong", ["mode=fly", "minutes=31", "minutes=0", "week=soon", "x=1"])
def test_wrong_parameters_are_named(serve: Serve, wrong: str) -> None:
    refused = serve().client.get(f"/api/v1/coverage?{wrong}")
    assert refused.status_code == 400
    assert refused.json is not None
    assert refused.json["errors"][0]["field"] == wrong.partition("=")[0]


def test_the_page_says_what_the_api_tells(serve: Serve) -> None:
    served = serve()
    served.count(4, 2, 1, 3)
    said = page(served.client, f"/plan?{ASKED}&lang=en").get_data(as_text=True)
    told = answered(served, f"{ASKED}&lang=en")
    assert told["definition"] in said
    low, high = (f"{told['total'][end]:.1%}" for end in ("low", "high"))
    assert (low if low == high else f"{low}–{high}") in said
    assert told["gaps"][0]["remedy"] in said
    assert "<script>" not in said
    assert " style=" not in said


def unpacked(text: str, kind: str, width: int) -> np.ndarray[Any, Any]:
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), kind).reshape(-1, width)


def test_arrays_hold_every_hour_of_every_cell(serve: Serve) -> None:
    served = serve()
    counted = served.count(4, 2, 1, 3)
    snapshot = served.state.snapshot()
    reach = reach_by_line(counted, snapshot.sites, mode="straight", max_min=8.0)
    coverage = cover(QUESTION, counted, reach, snapshot.calendar)
    found = served.client.get(f"/data/plan/coverage.json?{ASKED}")
    cells = json.loads(found.data)["cells"]
    rows = unpacked(cells["rows"], f"<u{cells['row_bytes']}", 1)[:, 0]
    for name, parts in (("covered", coverage.covered), ("unknown", coverage.unknown)):
        table = unpacked(cells[name], "u1", cells["patterns"])
        assert (parts[coverage.row_of] == table[:, rows].T).all()
    assert coverage.covered.any()
    assert (unpacked(cells["weights"], "<f4", 1)[:, 0] == counted.weights).all()
    middles = unpacked(cells["lonlats"], "<i4", 2) / 1e6
    assert np.abs(middles - np.column_stack((counted.lons, counted.lats))).max() < 1e-6


def test_arrays_are_known_by_their_tag_until_something_changes(serve: Serve) -> None:
    served = serve()
    served.count(4, 2, 1, 3)
    address = f"/data/plan/coverage.json?{ASKED}"
    first = served.client.get(address, headers={"Accept-Encoding": "gzip"})
    content = json.loads(gzip.decompress(first.data))
    assert content["cells"]["count"] == 4
    tag = first.headers["ETag"]
    again = served.client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = served.client.get(address.replace("=8", "=9"), headers={"If-None-Match": tag})
    assert other.status_code == 200
    served.count(4, 2, 1, 9)
    changed = served.client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_files_are_those_of_the_command_line(serve: Serve) -> None:
    served = serve()
    served.count(4, 2, 1, 3)
    found = page(served.client, f"/plan/coverage.json?{ASKED}")
    assert "attachment" in found.headers["Content-Disposition"]
    report = json.loads(found.data)
    assert report["tables"]["summary"]["covered"][0] == answered(served, ASKED)["total"]["covered"]
    assert served.client.get(f"/plan/coverage.exe?{ASKED}").status_code == 404
    found.close()


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [
        ("*/*", 503, "application/problem+json"),  # as curl asks
        ("application/json", 503, "application/problem+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 202, "text/html"),  # as browsers do
    ],
)
def test_who_cannot_read_a_page_gets_no_page_in_place_of_a_file(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, accept: str, status: int, kind: str
) -> None:
    served = serve()
    served.count(4, 2, 1, 3)
    monkeypatch.setattr(Run, "is_done", lambda *_: False)
    found = served.client.get(f"/plan/coverage.json?{ASKED}", headers={"Accept": accept})
    assert (found.status_code, found.mimetype) == (status, kind)
    if status == 503:
        assert int(found.headers["Retry-After"]) > 0
        assert found.json is not None
        assert {"title", "status", "detail", "errors"} <= set(found.json)
        wrong = served.client.get("/plan/coverage.json?minutes=x", headers={"Accept": accept})
        assert (wrong.status_code, wrong.mimetype) == (400, kind)


def test_without_demand_and_streets_the_page_tells_what_to_load(serve: Serve) -> None:
    served = serve()
    said = served.client.get("/plan?lang=en")
    assert said.status_code == 200
    assert "yizhan demand" in said.get_data(as_text=True)
    assert served.client.get("/api/v1/coverage").status_code == 404


def test_without_demand_length_of_street_stands_in_and_says_so(serve: Serve) -> None:
    told = answered(serve(streets=True), "mode=walk&lang=en")
    assert "along streets" in told["definition"]
    assert "standing in for demand that was not given" in told["definition"]


def test_without_streets_the_straight_line_is_said(serve: Serve) -> None:
    served = serve()
    served.count(4, 2, 1, 3)
    assert "no streets loaded" in answered(served, "mode=walk&lang=en")["definition"]


def test_demand_of_no_weight_is_no_division_by_zero(serve: Serve) -> None:
    served = serve()
    served.count(0, 0, 0, 0)
    assert answered(served, ASKED)["total"]["low"] is None
    assert page(served.client, f"/plan?{ASKED}").status_code == 200


def test_two_who_ask_at_once_have_it_worked_out_once() -> None:
    runs, made = Runs(), []

    def work(_: object) -> str:
        made.append(1)
        return "done"

    with ThreadPoolExecutor(4) as people:
        found: list[Run[str]] = list(people.map(lambda _: runs.run("key", work), range(8)))
    assert all(run.is_done(5) for run in found)
    assert {run.result() for run in found} == {"done"}
    assert len(made) == 1


def test_what_failed_is_told_once_and_then_tried_again() -> None:
    runs, made = Runs(), []

    def work(_: object) -> Site:
        made.append(1)
        raise ValueError("no font")

    first = runs.run("key", work)
    assert first.is_done(5)
    again = runs.run("key", work)
    with pytest.raises(ValueError, match="no font"):
        again.result()
    assert len(made) == 1
    assert runs.run("key", work).is_done(5)
    assert len(made) == 2
