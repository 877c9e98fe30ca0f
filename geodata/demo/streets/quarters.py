"""Fills a quarter with local streets: lanes and dead ends here, wide blocks there."""

from itertools import pairwise
from math import hypot
from random import Random
from typing import Final, NamedTuple

from shapely.geometry import LineString, MultiLineString, box

from geodata.demo.streets.draft import Draft
from geodata.demo.streets.grid import Edge, Grid, Spot, runs
from geodata.demo.streets.lattice import Cell
from geodata.demo.streets.mains import MainStreets, sides_of
from geodata.demo.streets.plan import Rule, StreetClass, Zone
from locator.words import Words

NUMERALS: Final = "一二三四五六七八九十"
CLEAR_M: Final = 6.0  # between a dead end and any other street
GATE_AT: Final = 0.3  # of the way from the main street to the first corner behind the wall


class Style(NamedTuple):
    """How the streets of a zone look.

    Parameters
    ----------
    spacing_m, jitter_m : float
        Usual distance between streets, and how far a corner strays.
    missing, stairs : float
        Share of spare stretches that are not there, and that are stairs. What hangs
        together stays together.
    yards : float
        Share of stretches from which a dead end leads into the block.
    oneway : float
        Share of unbroken streets that are one-way.
    through : int
        Every how many streets one runs through without a gap.
    words : tuple of Words
        What its streets are called, running north and running east.
    """

    spacing_m: float
    jitter_m: float
    missing: float
    stairs: float
    yards: float
    oneway: float
    through: int
    street_class: StreetClass
    words: tuple[Words, Words]
    foot: Rule = "yes"
    ebike: Rule = "yes"


ROADS: Final = (Words("路", "Road"), Words("街", "Street"))
LANES: Final = (Words("巷", "Lane"), Words("弄", "Alley"))
PATHS: Final = (Words("径", "Path"), Words("步道", "Walk"))
HOME, LANE = StreetClass.RESIDENTIAL, StreetClass.LIVING_STREET
PATH, YARD = StreetClass.FOOTWAY, StreetClass.SERVICE

STYLES: Final = {
    Zone.OLD_TOWN: Style(82, 17, 0.5, 0.15, 0.2, 0.6, 4, LANE, LANES),
    Zone.CENTRE: Style(128, 9, 0.08, 0.0, 0.1, 0.4, 2, HOME, ROADS),
    Zone.HOMES: Style(168, 22, 0.42, 0.0, 0.35, 0.2, 2, HOME, ROADS),
    Zone.NEW_TOWN: Style(235, 6, 0.12, 0.0, 0.2, 0.1, 2, HOME, ROADS),
    Zone.INDUSTRY: Style(310, 8, 0.25, 0.0, 0.4, 0.0, 2, HOME, ROADS),
    Zone.CAMPUS: Style(
        125, 18, 0.3, 0.0, 0.0, 0.0, 9, YARD, PATHS, foot="private", ebike="private"
    ),
    Zone.PARK: Style(280, 36, 0.2, 0.0, 0.0, 0.0, 2, PATH, PATHS, ebike="no"),
    Zone.HILL: Style(150, 40, 0.3, 0.6, 0.0, 0.0, 9, PATH, PATHS, ebike="no"),
}


def cuts(dice: Random, start: float, end: float, spacing_m: float) -> list[float]:
    """Return uneven cuts of a stretch, both ends included."""
    count = max(2, round((end - start) / spacing_m))
    widths = [dice.uniform(0.75, 1.25) for _ in range(count)]
    marks = [start]
    for width in widths[:-1]:
        marks.append(marks[-1] + (end - start) * width / sum(widths))
    return [*marks, end]


class LocalStreets:
    """The local streets of one quarter.

    Parameters
    ----------
    word : Words
        What the streets of this quarter are named after.
    """

    def __init__(
        self, draft: Draft, mains: MainStreets, cell: Cell, *, word: Words, dice: Random
    ) -> None:
        self._draft, self._mains, self._word, self._dice = draft, mains, word, dice
        self._style, self._zone, self._sides = STYLES[cell.zone], cell.zone, sides_of(cell)
        spacing = self._style.spacing_m
        self.us = cuts(dice, cell.west, cell.east, spacing)
        self.vs = cuts(dice, cell.south, cell.north, spacing)
        self._grid = Grid(len(self.us) - 1, len(self.vs) - 1)
        self._nodes: dict[Spot, int] = {}
        self._yards: list[tuple[int, tuple[float, float], Words]] = []
        self._standing = [LineString(box(cell.west, cell.south, cell.east, cell.north).exterior)]

    def draw(self) -> None:
        """Draw every street, named by its number."""
        tree = self._grid.tree(self._dice)
        built = self._built(tree)
        for number, line in enumerate(self._grid.lines()):
            name = self._name(number)
            parts = runs(line, built)
            if parts and self._zone is Zone.CAMPUS and parts[0][0] in self._grid.gates():
                self._draw_gate(parts[0][0], name)
                parts[0] = parts[0][1:]
            for run in filter(None, parts):
                self._draw_run(run, name, whole=len(run) == len(line), spare=not tree & set(run))
        self._draw_yards()

    def _built(self, tree: frozenset[Edge]) -> frozenset[Edge]:
        style, walled = self._style, self._zone is Zone.CAMPUS
        kept = set(tree)
        for number, line in enumerate(self._grid.lines()):
            through = number % style.through == 0
            kept |= {e for e in line if self._dice.random() >= style.missing or through}
        if walled:
            kept = {e for e in kept if not self._grid.touches_rim(e)} | self._grid.gates()
        return frozenset(kept)

    def _name(self, number: int) -> Words:
        north_lines = self._grid.columns - 1
        kind = self._style.words[0 if number < north_lines else 1]
        count = number if number < north_lines else number - north_lines
        return Words(
            zh=f"{self._word.zh}{NUMERALS[count]}{kind.zh}",
            en=f"{self._word.en} {kind.en} {count + 1}",
        )

    def _draw_run(self, run: tuple[Edge, ...], name: Words, *, whole: bool, spare: bool) -> None:
        style = self._style
        stairs = spare and self._dice.random() < style.stairs
        nodes = self._stops(run, name, yards=0.0 if stairs else style.yards)
        oneway = whole and self._dice.random() < style.oneway
        if oneway and self._dice.random() < 0.5:
            nodes.reverse()
        self._draft.way(
            nodes,
            StreetClass.STEPS if stairs else style.street_class,
            name=name,
            oneway=oneway,
            foot=style.foot,
            ebike="no" if stairs else style.ebike,
        )

    def _stops(self, run: tuple[Edge, ...], name: Words, *, yards: float) -> list[int]:
        """Return the nodes of a run, with one wherever a dead end may leave it."""
        nodes = [self._node(run[0][0])]
        for edge in run:
            start, end = self._draft.at(nodes[-1]), self._draft.at(self._node(edge[1]))
            if self._dice.random() < yards:
                at = self._dice.uniform(0.4, 0.6)
                deep = self._dice.uniform(0.25, 0.4) * self._dice.choice((-1, 1))
                across = (start[1] - end[1]) * deep, (end[0] - start[0]) * deep
                u, v = start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at
                nodes.append(self._draft.node(u, v))
                self._yards.append((nodes[-1], across, name))
            nodes.append(self._node(edge[1]))
        self._standing += [LineString(map(self._draft.at, pair)) for pair in pairwise(nodes)]
        return nodes

    def _draw_yards(self) -> None:
        """Draw the dead ends, on either side of their street, where they meet nothing."""
        for root, (du, dv), name in self._yards:
            u, v = self._draft.at(root)
            for side in (1, -1):
                tip = u + du * side, v + dv * side
                away = 1.5 * CLEAR_M / hypot(du, dv)
                start = u + du * side * away, v + dv * side * away
                yard = LineString([start, tip])
                if away < 1 and not MultiLineString(self._standing).dwithin(yard, CLEAR_M):
                    self._draft.way([root, self._draft.node(*tip)], YARD, name=name)
                    self._standing.append(yard)
                    break

    def _draw_gate(self, edge: Edge, name: Words) -> None:
        outside, inside = (self._node(spot) for spot in edge)
        (u, v), (u2, v2) = self._draft.at(outside), self._draft.at(inside)
        gate = self._draft.node(u + (u2 - u) * GATE_AT, v + (v2 - v) * GATE_AT, gate=True)
        style = self._style
        self._draft.way([outside, gate], style.street_class, name=name)
        self._draft.way(
            [gate, inside], style.street_class, name=name, foot=style.foot, ebike=style.ebike
        )

    def _node(self, spot: Spot) -> int:
        if spot not in self._nodes:
            self._nodes[spot] = self._joint(spot) if self._grid.on_rim(spot) else self._corner(spot)
        return self._nodes[spot]

    def _corner(self, spot: Spot) -> int:
        stray = self._style.jitter_m
        u, v = self.us[spot[0]], self.vs[spot[1]]
        return self._draft.node(
            u + self._dice.uniform(-stray, stray), v + self._dice.uniform(-stray, stray)
        )

    def _joint(self, spot: Spot) -> int:
        i, j = spot
        if i in (0, self._grid.columns):
            return self._mains.joint(self._sides["west" if i == 0 else "east"], self.vs[j])
        return self._mains.joint(self._sides["south" if j == 0 else "north"], self.us[i])
