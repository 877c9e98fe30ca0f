"""Draws the whole plan: quarters first, so that the main streets know their joints."""

from functools import lru_cache

from geodata.demo.dice import dice
from geodata.demo.streets.draft import Draft
from geodata.demo.streets.lattice import cells
from geodata.demo.streets.mains import MainStreets
from geodata.demo.streets.names import STREET_WORDS
from geodata.demo.streets.outlines import park_of, pond_of, quarter_of
from geodata.demo.streets.plan import Area, StreetPlan, Zone
from geodata.demo.streets.quarters import LocalStreets
from geodata.demo.streets.river import draw_expressway, draw_footbridge, river
from locator.words import Words


@lru_cache(maxsize=2)
def street_plan(seed: int = 1) -> StreetPlan:
    """Return the street plan of the made-up city.

    Parameters
    ----------
    seed : int
        Equal seeds give equal plans, to the last digit.
    """
    draft = Draft()
    mains = MainStreets(draft)
    areas = [river(), *_draw_quarters(draft, mains, seed)]
    draw_footbridge(draft, mains)
    draw_expressway(draft, mains)
    mains.draw()
    return StreetPlan(
        nodes=draft.nodes(),
        ways=draft.ways(),
        areas=tuple(areas),
        quarters=tuple(quarter_of(cell) for cell in cells()),
    )


def _draw_quarters(draft: Draft, mains: MainStreets, seed: int) -> list[Area]:
    """Draw the local streets of every quarter and return its parks and ponds."""
    areas: list[Area] = []
    built = [cell for cell in cells() if cell.zone is not Zone.FIELDS]
    for number, (cell, word) in enumerate(zip(built, STREET_WORDS, strict=False)):
        streets = LocalStreets(
            draft, mains, cell, word=word, dice=dice(seed, f"streets of quarter {number}")
        )
        streets.draw()
        if cell.zone in (Zone.PARK, Zone.HILL):
            areas.append(park_of(cell, Words(zh=f"{word.zh}公园", en=f"{word.en} Park")))
        if cell.zone is Zone.PARK:
            areas.append(pond_of(streets, Words(zh=f"{word.zh}湖", en=f"{word.en} Pond")))
    return areas
