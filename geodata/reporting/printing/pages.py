"""What stands on the pages of the PDF: for a meeting, the most important first."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    PageBreak,
    Spacer,
    Table,
    TableStyle,
)

from geodata.reporting.printing.drawing import LAND, Hand, Part, draw_map, legend
from geodata.reporting.printing.png import COVERED, sources, title
from geodata.reporting.printing.typesetting import LINE, SHADE, SOFT, Setting, readable_on
from geodata.reporting.report import Figures, GapRow, Report
from geodata.reporting.table import LEVELS, reason, summed
from geodata.reporting.tables import DAY, NIGHT, definitions, parts
from locator.planning.gaps.naming import metres
from locator.words import Words

WIDTH: Final = 182 * mm
DPI: Final = 200
WORST: Final = 10
LEAST_LEFT: Final = 40 * mm  # of a page, under a heading too
# Darker is worse; finer above, where most hours are, than the classes of the map.
HOURLY: Final = (
    *((0.975, "#cfe6dc"), (0.9, "#e6ebc3"), (0.75, "#f3e3a9")),
    *((0.5, "#eba75a"), (0.25, "#c94a3c"), (-1.0, "#701030")),
)
NAMES: Final = 40  # districts that are listed; the workbook has all

NIGHT_AND_DAY: Final = Words("夜间与白天", "Night against day")
STRIP: Final = Words(
    "一周每小时的覆盖率下限（%）；颜色越深，覆盖越少",
    "Least share covered in each hour of the week (%); darker is less",
)
REASONS: Final = Words("为什么没有确定覆盖", "Why demand is not covered for certain")
GAPS: Final = Words("最严重的十处缺口", "The ten worst gaps")
NO_GAPS: Final = Words("没有未覆盖的需求。", "No demand is left uncovered.")
DISTRICTS: Final = Words("各辖区", "Districts")
NO_DISTRICTS: Final = Words(
    "未导入辖区:见 yizhan jurisdictions。", "No jurisdictions are loaded: see yizhan jurisdictions."
)
DEFINITIONS: Final = Words("定义与数据", "Definitions and data")
NOWHERE: Final = Words("范围内没有站点", "none in range")


def story(report: Report, setting: Setting, hand: Hand | None) -> Iterator[Flowable]:
    """Yield everything from the title to the definitions.

    Parameters
    ----------
    hand : Hand or None
        Draws the maps; None while texts are only gathered.
    """
    yield setting.paragraph(title(report), 21)
    yield setting.paragraph(report.definition, 9.5, textColor=SOFT)
    yield Spacer(1, 3 * mm)
    yield _key_figures(report, setting)
    for note in report.notes:
        yield setting.paragraph(note, 9, backColor=SHADE, borderPadding=3, spaceBefore=3 * mm)
    yield Spacer(1, 4 * mm)
    if hand is not None:
        yield _map(report, hand, "all", WIDTH, 188 * mm, keyed=True)
    if report.day is not None and report.night is not None:
        yield PageBreak()
        yield from _night(report, report.day, report.night, setting, hand)
    yield PageBreak()
    yield from _gaps(report, setting)
    yield from _districts(report, setting)
    yield from _definitions(report, setting)


def _key_figures(report: Report, setting: Setting) -> Table:
    boxes = [
        setting.figure(figures.share(setting.lang), _label(name), _made_of(figures))
        for name, figures in parts(report)
    ]
    table = Table([boxes], [WIDTH / len(boxes)] * len(boxes))
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), SHADE),
                ("INNERGRID", (0, 0), (-1, -1), 4, HexColor("#ffffff")),
                ("TOPPADDING", (0, 0), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        )
    )
    return table


def _label(part: Words) -> Words:
    return Words(f"{part.zh}:{COVERED.zh}", f"{COVERED.en}, {part.en}")


def _made_of(figures: Figures) -> Words:
    if not figures.demand > 0:
        return Words("", "")
    lost, perhaps = (
        f"{part / figures.demand:.1%}" for part in (figures.uncovered, figures.unknown)
    )
    return Words(f"未覆盖 {lost},未知 {perhaps}", f"uncovered {lost}, unknown {perhaps}")


def _map(
    report: Report, hand: Hand, part: Part, width: float, height: float, *, keyed: bool
) -> Image:
    """Return a map as a picture, with its legend below where it is asked for."""
    inches = width / 72, height / 72
    figure = Figure(figsize=inches, dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    share = 0.135 if keyed else 0.0
    axes = figure.add_axes((0, share, 1, 1 - share), facecolor=LAND)
    draw_map(axes, report, hand, part, size=8 if keyed else 6)
    if keyed:
        marks, texts = legend(report, hand)
        figure.legend(
            marks, texts, loc="lower left", ncols=3, frameon=False, prop=hand.font(7.5),
            bbox_to_anchor=(0.0, 0.0), labelspacing=0.5, handleheight=1.0,
        )  # fmt: skip
    file = BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    file.seek(0)
    return Image(file, width, height)


def _night(
    report: Report, day: Figures, night: Figures, setting: Setting, hand: Hand | None
) -> Iterator[Flowable]:
    yield setting.heading(NIGHT_AND_DAY)
    maps: list[Flowable | str] = ["", ""]
    if hand is not None:
        maps = [
            _map(report, hand, part, 88 * mm, 104 * mm, keyed=False) for part in ("day", "night")
        ]
    heads = [
        setting.paragraph(f"{name.say(setting.lang)} {figures.share(setting.lang)}", 11)
        for name, figures in ((DAY, day), (NIGHT, night))
    ]
    yield Table([heads, maps], [WIDTH / 2] * 2)
    yield Spacer(1, 4 * mm)
    yield setting.paragraph(STRIP, 9, textColor=SOFT, spaceAfter=2 * mm)
    yield _strip(report, setting)
    yield from _reasons(report, setting)


def _reasons(report: Report, setting: Setting) -> Iterator[Flowable]:
    """Yield why demand is not covered for certain, the fixed reasons in their order."""
    lost = sum(report.by_reason.values())
    if not lost > 0:
        return
    yield setting.heading(REASONS)
    rows: list[list[Words | str]] = [
        [report.reasons[code], amount(missing), f"{missing / lost:.1%}"]
        for code, missing in report.by_reason.items()
    ]
    headers = (
        Words("原因", "reason"),
        Words("需求×小时", "demand × hours"),
        Words("占比", "share"),
    )
    yield setting.table(headers, rows, (100, 45, 37), right=frozenset({1, 2}))


def _strip(report: Report, setting: Setting) -> Table:
    """Return the week as 7 rows of 24 hours, each with its figure and its colour."""
    rows = [["", *(setting.say(f"{hour}") for hour in range(24))]]
    styles: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), setting.font, 6.5),
        ("TEXTCOLOR", (0, 0), (-1, 0), SOFT),
        ("ALIGN", (1, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("INNERGRID", (1, 1), (-1, -1), 0.5, HexColor("#ffffff")),
        *((side, (0, 0), (-1, -1), 1) for side in ("LEFTPADDING", "RIGHTPADDING")),
    ]
    for day in range(7):
        row = [_weekday(report, day).say(setting.lang)]
        for hour in range(24):
            figures = report.hours[day * 24 + hour]
            low = figures.low
            row.append("–" if low is None else str(figures.least_percent))
            colour = LINE if low is None else HexColor(_colour(low))
            place = (hour + 1, day + 1)
            styles += [("BACKGROUND", place, place, colour)]
            styles += [("TEXTCOLOR", place, place, readable_on(colour))]
        rows.append([setting.say(text) for text in row])
    table = Table(rows, [11 * mm, *([7.1 * mm] * 24)], 6.2 * mm)
    table.setStyle(TableStyle(styles))
    return table


def _weekday(report: Report, day: int) -> Words:
    name = report.slot(day * 24)
    return Words(name.zh.split()[0], name.en.split()[0])


def _colour(share: float) -> str:
    return next(colour for least, colour in HOURLY if share >= least)


def _gaps(report: Report, setting: Setting) -> Iterator[Flowable]:
    yield setting.heading(GAPS)
    if not report.gaps:
        yield setting.paragraph(NO_GAPS)
        return
    widths = (7, 40, 17, 19, 25, 33, 41) if report.is_week else (7, 45, 17, 30, 38, 45)
    rows: list[list[Words | str]] = [
        [
            str(rank),
            gap.name,
            amount(gap.uncovered + gap.unknown),
            *([gap.worst] if report.is_week else ()),
            reason(report, gap.reason, setting.lang),
            _nearest(gap),
            gap.remedy,
        ]
        for rank, gap in enumerate(report.gaps[:WORST], start=1)
    ]
    headers = (
        Words("#", "#"),
        Words("位置", "place"),
        summed(report)["demand"],
        *([Words("最严重", "worst at")] if report.is_week else ()),
        Words("主要原因", "main reason"),
        Words("最近站点", "nearest site"),
        Words("建议", "remedy"),
    )
    yield setting.table(headers, rows, widths, right=frozenset({2}))


def _nearest(gap: GapRow) -> Words:
    if gap.nearest_m is None:
        return NOWHERE
    far = metres(gap.nearest_m)
    way = Words(f"直线 {far.zh}", f"{far.en} straight")
    if gap.nearest_min is not None:
        way = Words(f"{gap.nearest_min:.0f} 分钟", f"{gap.nearest_min:.0f} min")
    return Words(f"{gap.nearest_name} · {way.zh}", f"{gap.nearest_name} · {way.en}")


def amount(value: float) -> str:
    """Return an amount of demand as people read it."""
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"


def _districts(report: Report, setting: Setting) -> Iterator[Flowable]:
    if not report.areas:
        yield KeepTogether([setting.heading(DISTRICTS), setting.paragraph(NO_DISTRICTS)])
        return
    lang = setting.lang
    rows: list[list[Words | str]] = [
        [
            area.name,
            LEVELS.get(area.level, ""),
            str(area.sites),
            *(part.share(lang) for part in (area.whole, area.day, area.night) if part),
            amount(area.whole.uncovered),
        ]
        for area in report.areas[:NAMES]
    ]
    headers = (
        Words("辖区", "area"),
        Words("级别", "level"),
        Words("站点", "sites"),
        COVERED,
        *((DAY, NIGHT) if report.is_week else ()),
        summed(report)["uncovered"],
    )
    widths = (38, 16, 14, 30, 28, 28, 28) if report.is_week else (60, 26, 20, 40, 36)
    yield CondPageBreak(LEAST_LEFT)
    yield setting.heading(DISTRICTS)
    yield setting.table(headers, rows, widths, right=frozenset(range(2, len(headers))))


def _definitions(report: Report, setting: Setting) -> Iterator[Flowable]:
    yield CondPageBreak(LEAST_LEFT)
    yield setting.heading(DEFINITIONS)
    rows = [[str(cell) for cell in row] for row in definitions(report, setting.lang).rows]
    yield setting.table(
        (Words("名目", "term"), Words("含义", "meaning")),
        [*rows, [Words("数据", "data").say(setting.lang), sources(report)]],
        (38, 144),
    )
