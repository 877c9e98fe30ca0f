"""The river, and the two crossings that are not ordinary bridges."""

from typing import Final

from geodata.demo.streets.draft import Draft
from geodata.demo.streets.lattice import COLUMNS, RIVER_NAME, ROWS, SOUTH_BANK
from geodata.demo.streets.mains import MainStreets, Side
from geodata.demo.streets.plan import Area, StreetClass
from geodata.demo.streets.plane import bent_lonlat
from locator.words import Words

QUAY_M: Final = 24.0  # between the middle of a bank road and the water
RIVER_FROM, RIVER_TO, RIVER_STEP = -9000, 9000, 60  # far out of sight

FOOTBRIDGE: Final = Words(zh="占位步行桥", en="Placeholder Footbridge")
FOOTBRIDGE_COLUMN: Final = 4  # it crosses from the middle of the quarters in this column

EXPRESSWAY: Final = Words(zh="示例快速路", en="Example Expressway")
EXPRESSWAY_COLUMN: Final = 7
BESIDE_M: Final = 34.0  # the elevated road runs this far east of the street below
EXPRESSWAY_ENDS: Final = (-3900.0, 3860.0)
EXPRESSWAY_PIECES: Final = 58
RAMPS_AT: Final = (1, 3, 6, 9)  # of ROWS
RAMP_M: Final = 210.0  # from a crossing to where the ramp leaves the elevated road


def river() -> Area:
    """Return the water between the banks, from one end of the sheet to the other."""
    south, north = ROWS[SOUTH_BANK].at + QUAY_M, ROWS[SOUTH_BANK + 1].at - QUAY_M
    along = range(RIVER_FROM, RIVER_TO + 1, RIVER_STEP)
    ring = [bent_lonlat(u, south) for u in along]
    ring += [bent_lonlat(u, north) for u in reversed(along)]
    return Area(kind="water", name=RIVER_NAME, ring=tuple(ring))


def draw_footbridge(draft: Draft, mains: MainStreets) -> None:
    """Draw a bridge with stairs at both ends: short on foot, no way for an e-bike."""
    u = (COLUMNS[FOOTBRIDGE_COLUMN].at + COLUMNS[FOOTBRIDGE_COLUMN + 1].at) / 2
    south, north = ROWS[SOUTH_BANK].at, ROWS[SOUTH_BANK + 1].at
    foot = mains.joint(Side("east", SOUTH_BANK, FOOTBRIDGE_COLUMN), u)
    head = mains.joint(Side("east", SOUTH_BANK + 1, FOOTBRIDGE_COLUMN), u)
    u = draft.at(foot)[0]
    deck = draft.node(u, south + QUAY_M * 0.7), draft.node(u, north - QUAY_M * 0.7)
    stairs = StreetClass.STEPS
    draft.way([foot, deck[0]], stairs, name=FOOTBRIDGE, ebike="no")
    draft.way(deck, StreetClass.FOOTWAY, name=FOOTBRIDGE, ebike="no", bridge=True)
    draft.way([deck[1], head], stairs, name=FOOTBRIDGE, ebike="no")


def draw_expressway(draft: Draft, mains: MainStreets) -> None:
    """Draw an elevated motor road: it crosses everything and joins only its ramps."""
    u, (start, end) = COLUMNS[EXPRESSWAY_COLUMN].at + BESIDE_M, EXPRESSWAY_ENDS
    leaves = [ROWS[row].at + RAMP_M for row in RAMPS_AT]
    evenly = [start + (end - start) * i / EXPRESSWAY_PIECES for i in range(EXPRESSWAY_PIECES + 1)]
    deck = {v: draft.node(u, v) for v in sorted({*evenly, *leaves})}
    draft.way(
        [
            mains.crossing(EXPRESSWAY_COLUMN, 0),
            *deck.values(),
            mains.crossing(EXPRESSWAY_COLUMN, len(ROWS) - 1),
        ],
        StreetClass.TRUNK,
        name=EXPRESSWAY,
        foot="no",
        ebike="no",
        bridge=True,
    )
    for row, v in zip(RAMPS_AT, leaves, strict=True):
        draft.way(
            [deck[v], mains.crossing(EXPRESSWAY_COLUMN, row)],
            StreetClass.TRUNK_LINK,
            name=EXPRESSWAY,
            foot="no",
            ebike="no",
            bridge=True,
        )
