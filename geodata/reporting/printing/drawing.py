"""The map of a report as a picture: what every cell is left with, sites, gaps and areas."""

from dataclasses import dataclass
from math import cos, floor, log10, radians
from typing import Final, Literal

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.reporting.printing.lettering import Lettering
from geodata.reporting.report import FULL, Report
from locator.planning.figures.figures import at_night
from locator.vocabulary import KINDS
from locator.words import Lang, Words

Part = Literal["all", "day", "night"]

# Darker is worse, so that the map can be read in grey; bounds are shares covered.
CLASSES: Final = (
    (0.999, "#cfe6dc", Words("始终覆盖", "always covered")),
    (0.75, "#f3e3a9", Words("覆盖 75% 以上的时间", "75% of the time or more")),
    (0.25, "#eba75a", Words("25%–75% 的时间", "25%–75% of the time")),
    (0.001, "#c94a3c", Words("不到 25% 的时间", "less than 25% of the time")),
    (-1.0, "#701030", Words("从未覆盖", "never covered")),
)
AT_ONCE: Final = (  # an instant has no shares of time
    (*CLASSES[0][:2], Words("此刻覆盖", "covered then")),
    (*CLASSES[-1][:2], Words("此刻未覆盖", "not covered then")),
)
PERHAPS: Final = Words("斜线:时间未知，或许覆盖", "hatched: hours unknown, perhaps covered")
SIZED: Final = Words("单元越大，需求越多", "larger cells hold more demand")
SERVICE_AREA: Final = Words("可达范围（不论是否开放）", "within reach of a site, open or not")
GAP: Final = Words("缺口，按名次编号", "gap, numbered by rank")
BORDER: Final = Words("辖区边界", "jurisdiction")
MARKS: Final = {
    "station": ("o", "#0b6757"),
    "venue": ("s", "#5b3fa0"),
    "service_centre": ("D", "#1d4f91"),
    "partner": ("^", "#8a5300"),
    "candidate": ("P", "#555555"),
}
LARGE: Final = 10  # points of texts on the largest map
NUMBERED: Final = 10  # gaps with a number on the map
MARGIN: Final = 0.06  # of the wider side, kept clear around what is shown
METRES_A_DEGREE: Final = 111_320.0
INK, SOFT, LAND = "#17211d", "#5c6a64", "#f1f3ef"


def hours_of(report: Report, part: Part) -> NDArray[np.int64]:
    """Return the slots of the whole, of the day or of the night."""
    night = at_night(report.slots)
    return np.flatnonzero({"all": night | True, "day": ~night, "night": night}[part])


@dataclass(frozen=True, slots=True)
class Hand:
    """What texts on a picture are set in.

    Parameters
    ----------
    lettering : Lettering
        The font.
    lang : Lang
        Language.
    """

    lettering: Lettering
    lang: Lang

    def font(self, size: float) -> FontProperties:
        """Return the font in a size, in points."""
        face = self.lettering.face
        return FontProperties(fname=FontPath(str(face.file), face.number), size=size)

    def say(self, words: Words) -> str:
        """Return words in the language, without characters that cannot be shown."""
        return self.lettering.settable(words.say(self.lang))


def draw_map(axes: Axes, report: Report, hand: Hand, part: Part = "all", *, size: float) -> None:
    """Draw cells, areas, sites and gaps, with a scale.

    Parameters
    ----------
    part : {"all", "day", "night"}
        Slots that the colour of a cell tells of.
    size : float
        Of texts, in points.
    """
    axes.set_axis_off()
    box = _frame(report)
    middle = (box[1] + box[3]) / 2
    axes.set_xlim(box[0], box[2])
    axes.set_ylim(box[1], box[3])
    axes.set_aspect(1 / cos(radians(middle)))
    _cells(axes, report, hours_of(report, part))
    _lines(axes, report.service_area, color=INK, lw=0.7, ls=(0, (3, 2)), alpha=0.75)
    for area in report.areas:
        if area.outline is not None:
            _lines(axes, area.outline, color=SOFT, lw=0.9, alpha=0.6)
    _sites(axes, report, size)
    _gaps(axes, report, hand, size)
    _scale(axes, box, middle, hand.font(size))


def _frame(report: Report) -> tuple[float, float, float, float]:
    """Return west, south, east and north of what is shown."""
    west, south, east, north = report.frame() or (0.0, 0.0, 1.0, 1.0)
    margin = max(east - west, north - south, 0.01) * MARGIN
    return west - margin, south - margin, east + margin, north + margin


def _cells(axes: Axes, report: Report, slots: NDArray[np.int64]) -> None:
    cells = report.cells
    if not len(cells):
        return
    shares = [
        part[:, slots].mean(axis=1)[cells.row_of] / FULL for part in (cells.covered, cells.unknown)
    ]
    corners = np.empty(len(cells), dtype=object)
    middles = np.column_stack((cells.lons, cells.lats))
    for place, (shape, size) in enumerate(zip(cells.outlines, cells.sizes(), strict=True)):
        away = shapely.get_coordinates(shape) - middles[place]
        corners[place] = middles[place] + size * away
    left = np.ones(len(cells), dtype=bool)
    for least, colour, _ in CLASSES:
        chosen = left & (shares[0] >= least)
        left &= ~chosen
        axes.add_collection(
            PolyCollection(list(corners[chosen]), facecolors=colour, edgecolors=colour, lw=0.2)
        )
    perhaps = shares[1] > np.maximum(0.5 - shares[0] / 2, 1e-9)
    axes.add_collection(
        PolyCollection(
            list(corners[perhaps]), facecolors="none", edgecolors=SOFT, hatch="////", lw=0.0
        )
    )


def _lines(axes: Axes, shape: BaseGeometry | None, **style: object) -> None:
    if shape is None or shape.is_empty:
        return
    parts = shapely.get_parts(shape)
    rings = shapely.get_rings(parts)
    axes.add_collection(
        LineCollection([shapely.get_coordinates(ring) for ring in rings], **style)  # type: ignore[arg-type]  # styles of matplotlib, passed on
    )


def _sites(axes: Axes, report: Report, size: float) -> None:
    area = float(np.clip(9000 / max(len(report.sites), 1), 7, 34)) * (size / LARGE) ** 2
    for kind, (mark, colour) in MARKS.items():
        places = [(site.lon, site.lat) for site in report.sites if site.kind == kind]
        if places:
            lons, lats = zip(*places, strict=True)
            axes.scatter(
                lons,
                lats,
                s=area,
                marker=mark,
                c=colour,
                edgecolors="white",
                linewidths=0.6,
                zorder=5,
            )


def _gaps(axes: Axes, report: Report, hand: Hand, size: float) -> None:
    for rank, gap in enumerate(report.gaps[:NUMBERED], start=1):
        _lines(axes, gap.outline, color="black", lw=1.3, zorder=6)
        axes.annotate(
            str(rank),
            (gap.lon, gap.lat),
            ha="center",
            va="center",
            color="white",
            zorder=7,
            fontproperties=hand.font(size),
            bbox={"boxstyle": "circle,pad=0.25", "fc": "black", "ec": "white", "lw": 1},
        )


def _scale(axes: Axes, box: tuple[float, ...], lat: float, font: FontProperties) -> None:
    """Draw a bar of a round length, about a fifth of the width."""
    metres = (box[2] - box[0]) * METRES_A_DEGREE * cos(radians(lat))
    step = 10 ** floor(log10(metres / 5))
    length = max(n * step for n in (1, 2, 5) if n * step <= metres / 5)
    degrees = length / METRES_A_DEGREE / cos(radians(lat))
    east, south = box[2] - (box[2] - box[0]) * 0.03, box[1] + (box[3] - box[1]) * 0.02
    axes.plot([east - degrees, east], [south, south], color=INK, lw=2.5, zorder=8)
    axes.annotate(
        f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m",
        (east - degrees / 2, south),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        zorder=8,
        color=INK,
        fontproperties=font,
        path_effects=[withStroke(linewidth=2.5, foreground="white")],
    )


def legend(report: Report, hand: Hand) -> tuple[list[Patch | Line2D], list[str]]:
    """Return the marks of a legend and what each means: shapes as well as colours."""
    told: list[tuple[Patch | Line2D, Words]] = [
        (Patch(fc=colour, ec=SOFT, lw=0.3), words)
        for _, colour, words in (CLASSES if report.is_week else AT_ONCE)
    ]
    told.append((Patch(fc="white", ec=SOFT, hatch="////", lw=0.3), PERHAPS))
    told.append((Patch(fc="none", ec="none"), SIZED))
    for kind in dict.fromkeys(site.kind for site in report.sites):
        mark, colour = MARKS[kind]
        told.append((Line2D([], [], ls="", marker=mark, mfc=colour, mec="white"), KINDS[kind]))
    if report.service_area is not None:
        told.append((Line2D([], [], color=INK, lw=1, ls=(0, (3, 2))), SERVICE_AREA))
    if report.gaps:
        told.append((Line2D([], [], ls="", marker="o", mfc="black", ms=8), GAP))
    if any(area.outline is not None for area in report.areas):
        told.append((Line2D([], [], color=SOFT, lw=1), BORDER))
    return [mark for mark, _ in told], [hand.say(words) for _, words in told]
