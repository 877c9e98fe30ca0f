"""Progress bars: on stderr, and only where somebody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from locator.words import Words
from web.cli.speech import here


@contextmanager
def progress_bar() -> Iterator[Callable[[Words, float], None]]:
    """Give a function that shows what is being done and which share of it is."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=1.0)

        def told(what: Words, share: float) -> None:
            bar.update(task, description=what.say(here()), completed=share)

        yield told
