"""The documented table of speeds is the one that is used."""

import re

from locator.streets import SPEEDS_KMH
from tests.shared import ROOT

ROW = re.compile(r"^\| (\w+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)


def test_the_table_of_speeds_is_the_one_in_use() -> None:
    rows = ROW.findall((ROOT / "docs/streets.md").read_text(encoding="utf-8"))
    told = {road: (float(walk), float(ebike)) for road, walk, ebike in rows}
    used = {
        road: (SPEEDS_KMH["walk"][road], SPEEDS_KMH["ebike"][road]) for road in SPEEDS_KMH["walk"]
    }
    assert told == used
