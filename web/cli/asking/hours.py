"""``yizhan hours``."""

import click
import msgspec

from locator.hours import HoursReading, read_hours
from locator.words import Words
from web.api.answers import WayIn
from web.cli.helping import Command
from web.cli.speech import here, json_option, print_json, say, tell


class HoursAnswer(msgspec.Struct, frozen=True):
    """Hours as written and what was understood of them."""

    text: str
    opening_hours: str | None
    workdays: bool
    access: tuple[WayIn, ...]
    unknown_because: str | None


@click.command(
    "hours",
    cls=Command,
    help=say(
        '看懂一段开放时间,如 yizhan hours "周一至周五9:00—17:30"。看不懂的说明原因,不猜。',
        'Read opening hours as written, such as yizhan hours "周一至周五9:00—17:30". '
        "What is not understood is unknown, with the reason; nothing is guessed.",
    ),
)
@click.argument("text")
@json_option
def hours_command(text: str, *, as_json: bool) -> None:
    """Print what was understood of opening hours."""
    answer = hours_answer(text, read_hours(text))
    if as_json:
        print_json(answer)
    elif answer.opening_hours is None:
        reason = answer.unknown_because or ""
        tell(Words(f"时间未知:{reason}", f"hours unknown: {reason}"))
    else:
        click.echo(answer.opening_hours)
        if answer.workdays:
            tell(Words("Mo-Fr 指工作日(含调休)", "Mo-Fr means workdays, make-up days too"))
    if not as_json:
        for way in answer.access:
            click.echo(f"{way.access}: {way.during or say('开门时', 'while open')}")


def hours_answer(text: str, reading: HoursReading) -> HoursAnswer:
    """Return the answer for what was read."""
    because = reading.unknown_because
    return HoursAnswer(
        text=text,
        opening_hours=reading.hours.osm,
        workdays=reading.hours.workdays,
        access=tuple(WayIn(access=each.access, during=each.during) for each in reading.access),
        unknown_because=because.say(here()) if because else None,
    )
