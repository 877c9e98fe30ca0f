"""How a process that is told to end does so: as after an error, so that it tidies up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

TOLD_TO_END: Final = (signal.SIGTERM, signal.SIGHUP)  # SIGINT raises an exception by itself


@contextmanager
def tidy_ending() -> Iterator[None]:
    """Let signals that would end this process on the spot raise SystemExit within the block.

    Only for the main thread. What somebody else sees to, or ignores as nohup does, stays so.
    """
    before = {number: signal.getsignal(number) for number in TOLD_TO_END}
    ours = [number for number, handler in before.items() if handler == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: FrameType | None) -> None:
    for each in TOLD_TO_END:  # a second one would break off the tidying up
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)
