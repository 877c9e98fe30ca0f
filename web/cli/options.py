"""Arguments and options that several commands take."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import click

from locator.errors import InvalidInput, problem
from locator.vocabulary import Datum
from locator.words import Words, same
from web.cli.speech import complain, say, usage

READABLE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
WRITABLE: Final = click.Path(dir_okay=False, path_type=Path)
DATUMS: Final = click.Choice([datum.value for datum in Datum])

file_argument = click.argument("file", type=READABLE)
datum_option = click.option(
    "--datum", type=DATUMS, help=say("文件中坐标的坐标系", "datum of the file's coordinates")
)


def fields_option(meaning: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option that says which field a column of the file is."""
    return click.option("--map", "fields", multiple=True, metavar="列名=field", help=meaning)


def read_fields(texts: Iterable[str]) -> dict[str, str]:
    """Return the field of each column named by ``--map``; a text that names none is misuse."""
    with usage():
        return dict(read_mapping(text) for text in texts)


def read_mapping(text: str) -> tuple[str, str]:
    """Return column and field of a ``--map``."""
    column, equals, field = text.rpartition("=")
    if not (column and equals and field):
        message = Words("应写作 列名=字段", "should be written column=field")
        raise InvalidInput(problem("--map", text, same("列名=field"), message))
    return column.strip(), field.strip()


def somebody_is_there() -> bool:
    """Tell whether a person sits at the terminal, who can be asked."""
    return sys.stdin.isatty()


def asked_datum(error: InvalidInput) -> Datum:
    """Ask somebody at the terminal for the datum."""
    complain(error.problems[0].message)
    return Datum(click.prompt(say("坐标系", "datum"), type=DATUMS, err=True))
