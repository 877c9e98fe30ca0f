"""Help in the language of the terminal: click writes its own words of it in English only."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from locator.words import Words
from web.cli.speech import here, say

HEADINGS: Final = {"Options": Words("选项", "Options"), "Commands": Words("命令", "Commands")}
NOTES: Final = {
    "[default: ": Words("[默认:", "[default: "),
    "[required]": Words("[必填]", "[required]"),
}


class Formatter(click.HelpFormatter):
    """Writes what click says about any command in the language of the terminal."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or say("用法:", "Usage: "))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write a heading above what is written inside."""
        words = HEADINGS.get(name)
        with super().section(words.say(here()) if words else name):
            yield

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands beside what they do."""
        said = [(name, with_notes(text)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)


def with_notes(text: str) -> str:
    """Return what an option does, with what click notes behind it in this language."""
    for note, words in NOTES.items():
        text = text.replace(note, words.say(here()))
    return text


class Context(click.Context):
    """A call of a command whose help is in the language of the terminal."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is in the language of the terminal."""

    context_class = Context

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- click's arguments
        named.setdefault("options_metavar", say("[选项]", "[OPTIONS]"))
        super().__init__(*given, **named)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that asks for help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("显示这份说明。", "Show this message and exit.")
        return option


class Group(Command, click.Group):
    """A command made of commands, with help in the language of the terminal."""

    command_class = Command

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- click's arguments
        named.setdefault("subcommand_metavar", say("命令 [参数]...", "COMMAND [ARGS]..."))
        super().__init__(*given, **named)
