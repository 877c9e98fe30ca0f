"""How the command line speaks: Chinese or English, answers on stdout, the rest on stderr."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser

import click
import msgspec

from locator.errors import InvalidInput, Problem
from locator.words import Lang, Words
from web.settings import Settings, misspelt, terminal_language

USAGE = 2  # exit code for a command that was called wrongly


def here() -> Lang:
    """Return the language of this terminal."""
    return terminal_language(os.environ)


def say(zh: str, en: str) -> str:
    """Return one of two texts, in the language of this terminal."""
    return Words(zh, en).say(here())


def tell(words: Words) -> None:
    """Print a message on stdout."""
    click.echo(words.say(here()))


def complain(words: Words) -> None:
    """Print a message on stderr."""
    click.echo(words.say(here()), err=True)


def complain_about(error: InvalidInput) -> None:
    """Print every problem with its field, its value and what is allowed."""
    for each in error.problems:
        complain(as_line(each))


def as_line(wrong: Problem) -> Words:
    """Return a problem in one line, which says nothing twice."""
    value = f" [{wrong.value}]" if wrong.value else ""
    zh, en = wrong.message.zh, wrong.message.en
    allowed = wrong.allowed
    return Words(
        f"{wrong.field}: {zh}{value}{'' if allowed.zh in zh else f' 可取:{allowed.zh}'}",
        f"{wrong.field}: {en}{value}{'' if allowed.en in en else f' allowed: {allowed.en}'}",
    )


@contextmanager
def usage() -> Iterator[None]:
    """Take what is wrong inside for a command called wrongly: exit code 2."""
    try:
        yield
    except InvalidInput as error:
        complain_about(error)
        sys.exit(USAGE)


def settings_here() -> Settings:
    """Return the settings of the environment, complaining of variables that mean nothing."""
    for warning in misspelt(os.environ):
        complain(warning)
    with usage():
        return Settings.from_env(os.environ)


def whoever() -> str:
    """Return who runs the command, for the store's history."""
    try:
        return getuser()
    except (KeyError, OSError):  # a user without an entry in the system, as in containers
        return "cli"


def print_json(value: object) -> None:
    """Print a value as one JSON document on stdout."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=1).decode()
    click.echo(text)


json_option = click.option(
    "--json", "as_json", is_flag=True, help=say("以 JSON 输出。", "Print JSON.")
)
