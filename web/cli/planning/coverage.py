"""``yizhan coverage``."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from geodata.reporting.making.reporter import Reporter
from geodata.reporting.replaying import read_recorded, replayed
from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.nearest import Mode
from locator.planning.question import PlanQuestion, monday_of
from locator.vocabulary import ACCESSES, AMENITIES, KINDS, SERVICES, TIERS, WELCOMES
from locator.words import Words, same
from web.api.nearest import ACCESS
from web.api.nearest import site_filter as filter_of
from web.api.parameters import read_given
from web.api.parameters.common import AMENITY, KIND, SERVICE, TIER, WELCOME
from web.cli.helping import Command
from web.cli.options import READABLE, WRITABLE
from web.cli.planning.asking import LOADING, sources
from web.cli.planning.telling import conclude, print_figures, summary
from web.cli.progress import progress_bar
from web.cli.speech import (
    here,
    json_option,
    print_json,
    say,
    settings_here,
    tell,
    usage,
)
from web.plan.writing import ENDINGS, write_file

WRITING: Final = Words("写文件", "writing")
MODES: Final = ("walk", "ebike", "straight")
WHERE: Final = {each.name: each for each in (AMENITY, SERVICE, ACCESS, TIER, WELCOME, KIND)}


@click.command(
    "coverage",
    cls=Command,
    help=say(
        "统计谁在什么时候没有站点可去:覆盖、缺口与原因,写成网页、图、PDF、表格或 GIS 文件。",
        "Who is left out, and when: coverage, gaps and their reasons, as a page with a map, a "
        "picture, PDF, a workbook or files for a GIS.",
    ),
)
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default="walk",
    show_default=True,
    help=say("怎么去", "how one gets there"),
)
@click.option(
    "--minutes",
    type=float,
    default=15.0,
    show_default=True,
    help=say("几分钟以内算覆盖", "covered means within so many minutes"),
)
@click.option(
    "--at", help=say("只看一个时刻(ISO 8601)", "one instant instead of a week (ISO 8601)")
)
@click.option(
    "--week",
    help=say("看哪一周,写星期一的日期;不写即本周", "Monday of the week asked about; this week"),
)
@click.option("--amenity", help=say("设施,以逗号分隔", "amenities") + f" [{', '.join(AMENITIES)}]")
@click.option("--service", type=click.Choice(list(SERVICES)), help=say("服务", "service"))
@click.option("--access", type=click.Choice(list(ACCESSES)), help=say("怎么进门", "way in"))
@click.option("--tier", type=click.Choice(list(TIERS)), help=say("层级", "place in the network"))
@click.option("--welcome", type=click.Choice(list(WELCOMES)), help=say("谁能进", "who may enter"))
@click.option("--kind", help=say("站点类别,以逗号分隔", "kinds of site") + f" [{', '.join(KINDS)}]")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=WRITABLE,
    help=say("结果文件,可写多次;格式看结尾:", "file to write, may be repeated; its ending tells: ")
    + ", ".join(ENDINGS),
)
@click.option(
    "--replay",
    type=READABLE,
    help=say(
        "按一份 .json 报告的设置重算,并核对数据与数字是否相同",
        "ask again what a .json report was asked, and compare data and figures",
    ),
)
@json_option
def coverage_command(
    *,
    outputs: tuple[Path, ...],
    replay: Path | None,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 -- options, passed on
) -> None:
    """Tell who is left out, and when."""
    with usage():
        check_endings(outputs)
        recorded = read_recorded(replay) if replay else None
        question = recorded.question if recorded else question_of(**asked)
    with progress_bar() as told:
        told(LOADING, 0.0)
        report = Reporter(sources(settings_here().store, question.mode)).report(question, told)
        for number, path in enumerate(outputs):
            told(WRITING, 0.8 + 0.2 * number / len(outputs))
            write_file(report, path, here())
    compared = replayed(recorded, report) if recorded else None
    if as_json:
        print_json(summary(report, outputs, compared))
    else:
        print_figures(report)
        for path in outputs:
            tell(same(str(path)))
    if compared is not None:
        conclude(compared, as_json=as_json)


def check_endings(outputs: tuple[Path, ...]) -> None:
    """Refuse a file of an unknown format before anything is worked out."""
    for path in outputs:
        if path.suffix.lower() not in ENDINGS:
            message = Words("不支持这种文件格式", "this file format is not supported")
            raise InvalidInput(problem("-o", path.name, same(", ".join(ENDINGS)), message))


def question_of(
    *, mode: Mode, minutes: float, at: str | None, week: str | None, **where: str | None
) -> PlanQuestion:
    """Return the question that the options mean."""
    raw = {name: text for name, text in where.items() if text is not None}
    given = read_given(WHERE, raw, as_text=True)
    if at is not None and week is not None:
        message = Words("--at 与 --week 只能选一个", "--at or --week, not both")
        raise InvalidInput(problem("--at", at, same("--at | --week"), message))
    return PlanQuestion(
        mode=mode,
        max_min=minutes,
        where=filter_of(given),
        at=instant_of(at) if at else None,
        monday=None if at else monday_asked(week),
    )


def instant_of(text: str) -> datetime:
    """Return the instant that a text means; without a zone it is China's time."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise wrong("--at", text, "2026-11-25T23:00") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=CHINA)


def monday_asked(text: str | None) -> date:
    """Return the Monday that a text means, this week's where there is none."""
    if text is None:
        return monday_of(datetime.now(CHINA).date())
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wrong("--week", text, "2026-11-23") from None


def wrong(field: str, text: str, example: str) -> InvalidInput:
    """Return what to say of a date that is none."""
    allowed = Words(f"如 {example}", f"as in {example}")
    return InvalidInput(problem(field, text, allowed, Words("读不懂", "it cannot be read")))
