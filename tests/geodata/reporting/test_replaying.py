"""A report says enough to be made again, and what differs when it is."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from geodata.reporting import write_report
from geodata.reporting.json import content
from geodata.reporting.making.settings import as_settings, from_settings
from geodata.reporting.replaying import Recorded, read_recorded, replayed
from locator.errors import InvalidInput
from locator.hours import CHINA
from locator.nearest import SiteFilter
from locator.planning.question import PlanQuestion
from locator.vocabulary import Access, Kind, Tier, Welcome
from tests.geodata.reporting.reports import MONDAY, small_report

BAD_SETTINGS: tuple[object, ...] = ({}, {"mode": 3}, [])
WHERE = SiteFilter(
    kinds=frozenset({Kind.STATION, Kind.VENUE}),
    tier=Tier.HUB,
    amenities=frozenset({"microwave", "water"}),
    service="legal",
    access=Access.SCAN,
    welcome=Welcome.ANYONE,
    coarse=True,
)
QUESTIONS = (
    PlanQuestion(monday=MONDAY),
    PlanQuestion(mode="ebike", max_min=7.5, where=WHERE, monday=MONDAY),
    PlanQuestion(mode="straight", at=datetime(2026, 11, 25, 23, tzinfo=CHINA)),
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_survives_json(question: PlanQuestion) -> None:
    assert from_settings(json.loads(json.dumps(as_settings(question)))) == question


def test_the_same_data_give_the_same_figures(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_report(small_report(), path, lang="zh-CN")
    recorded = read_recorded(path)
    assert recorded.question == PlanQuestion(mode="straight", max_min=8.0, monday=MONDAY)
    assert replayed(recorded, small_report()) == ((), (), ())


def test_what_an_older_report_did_not_have_does_not_differ() -> None:
    old = content(small_report())
    del old["tables"]["hourly_reasons"]
    del old["tables"]["gaps"]["solves"]
    question = PlanQuestion(mode="straight", max_min=8.0, monday=MONDAY)
    told = replayed(Recorded(question, old), small_report())
    assert told.is_same
    assert told.not_recorded == ("hourly_reasons", "gaps.solves")


def test_what_a_report_no_longer_has_differs() -> None:
    old = content(small_report())
    old["tables"]["gaps"]["heads"] = [1.0]
    question = PlanQuestion(mode="straight", max_min=8.0, monday=MONDAY)
    told = replayed(Recorded(question, old), small_report())
    assert told.figures == ("gaps.heads",)
    assert not told.is_same


def test_other_sites_are_told_and_so_are_other_figures(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_report(small_report(), path, lang="en")
    told = replayed(read_recorded(path), small_report(max_min=3.0))
    assert told.inputs == ()
    assert "summary.covered" in told.figures
    assert "hourly_sha256" in told.figures
    renamed = replayed(read_recorded(path), small_report(["另一个名字"]))
    assert renamed.inputs == ("sites",)
    assert "sites.name" in renamed.figures


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"yizhan_coverage": 1}', "[" * 100_000, '"x"']
    + [
        json.dumps({"yizhan_coverage": 1, "settings": bad, "inputs": {}, "tables": {}})
        for bad in BAD_SETTINGS
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)
    with pytest.raises(InvalidInput):
        read_recorded(path)
