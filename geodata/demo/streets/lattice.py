"""The main streets: where they run, what they are called and what lies between them."""

from typing import Final, NamedTuple

from geodata.demo.streets.plan import StreetClass, Zone
from locator.words import Words

PRIMARY, SECONDARY, TERTIARY = StreetClass.PRIMARY, StreetClass.SECONDARY, StreetClass.TERTIARY


class MainStreet(NamedTuple):
    """One main street from edge to edge, ``at`` metres on the straight sheet."""

    at: float
    zh: str
    en: str
    street_class: StreetClass

    @property
    def name(self) -> Words:
        """The name in both languages."""
        return Words(zh=self.zh, en=self.en)

    @property
    def leads_out(self) -> bool:
        """Whether it goes on through the fields round the city."""
        return self.street_class is StreetClass.PRIMARY


# From west to east, running north and south.
COLUMNS: Final = (
    MainStreet(-4050, "示例西郊路", "Example West Road", TERTIARY),
    MainStreet(-3180, "示例西环路", "Example West Ring", PRIMARY),
    MainStreet(-2240, "样板大道", "Showcase Avenue", PRIMARY),
    MainStreet(-1390, "蓝本路", "Blueprint Road", SECONDARY),
    MainStreet(-460, "示例大道", "Example Avenue", PRIMARY),
    MainStreet(370, "演示路", "Demonstration Road", SECONDARY),
    MainStreet(1290, "假设大道", "Hypothesis Avenue", PRIMARY),
    MainStreet(2180, "测试路", "Test Road", SECONDARY),
    MainStreet(3130, "示例东环路", "Example East Ring", PRIMARY),
    MainStreet(4020, "示例东郊路", "Example East Road", TERTIARY),
)
# From south to north, running west and east. The river runs between the two banks.
ROWS: Final = (
    MainStreet(-4080, "示例南郊路", "Example South Road", TERTIARY),
    MainStreet(-3190, "示例南环路", "Example South Ring", PRIMARY),
    MainStreet(-2330, "虚构大道", "Fiction Avenue", PRIMARY),
    MainStreet(-1540, "占位路", "Placeholder Road", SECONDARY),
    MainStreet(-700, "样河南岸路", "Sample River South Bank", SECONDARY),
    MainStreet(-470, "样河北岸路", "Sample River North Bank", SECONDARY),
    MainStreet(330, "范例街", "Instance Street", SECONDARY),
    MainStreet(1160, "原型大道", "Prototype Avenue", PRIMARY),
    MainStreet(2060, "草图路", "Sketch Road", SECONDARY),
    MainStreet(3080, "示例北环路", "Example North Ring", PRIMARY),
    MainStreet(4040, "示例北郊路", "Example North Road", TERTIARY),
)
SOUTH_BANK: Final = 4  # of ROWS; the north bank follows
RIVER_NAME: Final = Words(zh="样河", en="Sample River")

BRIDGES: Final = {  # by column
    2: Words(zh="样板桥", en="Showcase Bridge"),
    4: Words(zh="示例大桥", en="Example Bridge"),
    6: Words(zh="假设桥", en="Hypothesis Bridge"),
}

ZONES: Final = {
    "o": Zone.OLD_TOWN,
    "g": Zone.CENTRE,
    "r": Zone.HOMES,
    "n": Zone.NEW_TOWN,
    "i": Zone.INDUSTRY,
    "c": Zone.CAMPUS,
    "p": Zone.PARK,
    "h": Zone.HILL,
    ".": Zone.FIELDS,
}
# As on a map: north at the top, one letter a quarter, the river below the fifth row.
LAYOUT: Final = (
    "..rrhrr..",
    ".rrggrrr.",
    "rrggpgcrr",
    "rgooggrri",
    "rpooggrr.",
    ".nnnpnii.",
    ".nnnnniii",
    "..nnniiii",
    "...nnii..",
)


class Cell(NamedTuple):
    """The rectangle of one quarter on the straight sheet, in metres."""

    column: int
    row: int
    zone: Zone
    west: float
    south: float
    east: float
    north: float

    @property
    def south_line(self) -> int:
        """Which of ROWS bounds it in the south."""
        return self.row if self.row < SOUTH_BANK else self.row + 1


def cell(column: int, row: int) -> Cell:
    """Return the quarter in a column from the west and a row from the south."""
    line = row if row < SOUTH_BANK else row + 1
    zone = ZONES[LAYOUT[len(LAYOUT) - 1 - row][column]]
    west, east = COLUMNS[column].at, COLUMNS[column + 1].at
    return Cell(column, row, zone, west, ROWS[line].at, east, ROWS[line + 1].at)


def cells() -> tuple[Cell, ...]:
    """Return all quarters, row by row from the south-west."""
    return tuple(cell(c, r) for r in range(len(LAYOUT)) for c in range(len(COLUMNS) - 1))
