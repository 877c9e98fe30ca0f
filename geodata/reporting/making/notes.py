"""What readers of a report have to know before they use its figures."""

from collections.abc import Iterator

from locator.hours import Calendar, calendar_warning
from locator.planning.coverage import Coverage
from locator.planning.figures.figures import PlanFigures
from locator.planning.times.fitness import YES
from locator.words import Words


def notes(coverage: Coverage, figures: PlanFigures, calendar: Calendar) -> Iterator[Words]:
    """Yield what is missing, stands in for something else, or was left out."""
    demand, question = coverage.demand, coverage.question
    if not len(demand):
        yield Words(
            "需求数据里没有任何单元:没有可统计的覆盖。",
            "The demand holds no cell: there is no coverage to tell of.",
        )
    elif not figures.total.demand > 0:
        yield Words("所问的时间内没有需求。", "There is no demand at the time asked for.")
    if demand.kind == "street_length":
        yield Words(
            "没有需求数据,以街道长度代替:百分比说的是街道,不是人。",
            "No demand was given; length of street stands in: percentages are of streets, "
            "not of people.",
        )
    if coverage.reach.source == "straight_line" and question.mode != "straight":
        yield Words(
            "没有道路数据,路程按直线距离估算。",
            "No streets are loaded: ways are estimated from the straight line.",
        )
    if not coverage.sites:
        yield Words("没有符合条件的站点。", "There is no site of the kind asked for.")
    yield from _shut(coverage)
    off = int((~coverage.reach.on_streets).sum())
    if off:
        yield Words(
            f"{off} 个单元不在路网上。", f"Cells that are not on the street network: {off}."
        )
    about = demand.about
    if about.suppressed_cells:
        yield Words(
            f"为保护隐私,少于 {about.min_count} 人次的 {about.suppressed_cells} 个单元未计入。",
            f"{about.suppressed_cells} cells with fewer than {about.min_count} contributions "
            "were left out, for privacy.",
        )
    end = coverage.slots.end.date()
    warning = calendar_warning(calendar, end)
    if warning is not None and (calendar.known_until is None or end > calendar.known_until):
        yield warning


def _shut(coverage: Coverage) -> Iterator[Words]:
    """Say how many slots have no open site in the whole city."""
    slots = coverage.slots
    shut = [
        slot
        for slot in range(slots.count)
        if coverage.sites and not (coverage.week.at(slot * slots.length_min) == YES).any()
    ]
    if not shut:
        return
    if not slots.is_week:
        yield Words("此刻没有一个站点确定开放。", "At this instant no site is open for certain.")
        return
    first = slots.words(shut[0])
    yield Words(
        f"一周有 {len(shut)} 个整点没有一个站点确定开放,如{first.zh}。",
        f"On {len(shut)} hours of the week no site is open for certain, as on {first.en}.",
    )
