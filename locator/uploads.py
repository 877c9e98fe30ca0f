"""A file that a clerk has dropped at the desk: what is asked of it, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from locator.errors import Problem
from locator.history import FieldChange
from locator.vocabulary import Datum, Kind
from locator.words import Words

LARGEST_UPLOAD: Final = 30_000_000  # bytes

# What becomes of a row; the last one is about sites that no row speaks of.
Fate = Literal["new", "changed", "unchanged", "merged", "rejected", "missing"]
FATES: Final[dict[Fate, Words]] = {
    "new": Words("新增", "new"),
    "changed": Words("更改", "changed"),
    "unchanged": Words("未变", "unchanged"),
    "merged": Words("合并", "merged"),
    "rejected": Words("退回", "rejected"),
    "missing": Words("文件中已没有", "gone from the file"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How a clerk wants a file to be read.

    Parameters
    ----------
    datum, kind : Datum or None, Kind or None
        Of rows that do not tell theirs.
    source : str
        Source of rows that name none; empty: the name of the file.
    fields : Mapping
        Column → field, where it is not what was understood.
    sheets : tuple of int or None
        Places of the sheets to read; None: all.
    """

    datum: Datum | None = None
    kind: Kind | None = None
    source: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column: its header, the field it was taken for and why, and some of its cells.

    Parameters
    ----------
    column, field, how : str
        As `geodata.importing.ColumnUse` has them.
    sample : tuple of str
        The first cells that hold anything.
    repeated : bool
        Whether a sheet before it has a column of this name: both mean the same.
    """

    column: str
    field: str
    how: str
    sample: tuple[str, ...]
    repeated: bool


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """One sheet of the file: its name, how many rows it has, and whether it is read."""

    name: str
    rows: int
    chosen: bool
    columns: tuple[ColumnSeen, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A site on the sketch: where it is drawn, and from where it moves there, if it does."""

    x: float
    y: float
    fate: Fate
    name: str
    moved_from: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A map of what an import does.

    Parameters
    ----------
    width, height : int
        Of the drawing; it begins at 0, 0 in the north-west.
    outlines : tuple of str
        Borders of districts as paths of SVG.
    names : tuple of (float, float, str)
        Where the name of which district stands.
    marks : tuple of Mark
        The sites. Of those that would be drawn in one place one is.
    scale_m : int
        Metres, a round number of them, that the scale stands for.
    scale_width : float
        How long the scale is in the drawing.
    """

    width: int
    height: int
    outlines: tuple[str, ...]
    names: tuple[tuple[float, float, str], ...]
    marks: tuple[Mark, ...]
    scale_m: int
    scale_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A row, or a site, as the table of its fate shows it.

    Parameters
    ----------
    row : str
        Sheet and number in the file; empty for a site that no row speaks of.
    name, site_id, address : str
        Of the site; of a rejected row its name alone.
    placed : bool
        Whether the site has a position.
    changes : tuple of FieldChange
        What changes, column by column.
    moved_m : float or None
        How far its position moves, in metres.
    why : Words or None
        Why it is rejected, or what it was merged by.
    """

    row: str
    name: str
    site_id: str = ""
    address: str = ""
    placed: bool = False
    changes: tuple[FieldChange, ...] = ()
    moved_m: float | None = None
    why: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a file.

    Parameters
    ----------
    state : str
        Refused: it could not be planned as asked; planned; or applied.
    problems : tuple of Problem
        Why it was refused.
    sheets : tuple of SheetSeen
        How it was understood; empty where it could not be read.
    counts : Mapping
        Fate → rows.
    warnings : tuple of Words
        What the clerk should know.
    sketch : Sketch or None
        The map, where anything has a place.
    writes : int
        Sites that come in or change, without those that are missing.
    unplaced : int
        Of them, those whose door nobody can be led to yet.
    digest : str
        Of everything that was planned: what is applied has to be the same.
    moved : bool
        Whether it was to be applied, but is another plan by now and was not.
    revision : int
        Of the store that it was planned on or, once applied, that it made.
    """

    state: Literal["refused", "planned", "applied"]
    problems: tuple[Problem, ...] = ()
    sheets: tuple[SheetSeen, ...] = ()
    counts: Mapping[Fate, int] = field(default_factory=dict)
    warnings: tuple[Words, ...] = ()
    sketch: Sketch | None = None
    writes: int = 0
    unplaced: int = 0
    digest: str = ""
    moved: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work on a file is: the stage, and the share of it that is done."""

    stage: str = "wait"
    share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file at the desk.

    Parameters
    ----------
    id, name : str
        Its number here, and its name where it comes from.
    owner : int
        Number of the member who dropped it; nobody else sees it.
    at : datetime
        When.
    choices : Choices
        How it was last asked to be read.
    progress : Progress or None
        While it is being worked on.
    outcome : Outcome or None
        What came of it; None as well where the work on it broke off.
    """

    id: str
    name: str
    owner: int
    at: datetime
    choices: Choices
    progress: Progress | None
    outcome: Outcome | None
