"""Work that takes longer than a request: one piece at a time, in a thread of its own."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from werkzeug.exceptions import ServiceUnavailable

from locator.words import Words

T = TypeVar("T")
Progress = Callable[[Words, float], None]

KEPT: Final = 48  # results
WAITING: Final = 6  # pieces that may stand in line
ASK_AGAIN_S: Final = 5
IN_LINE: Final = Words("排队中", "waiting in line")


class Run(Generic[T]):
    """A piece of work that somebody waits for.

    Parameters
    ----------
    work : callable
        Told how to tell how far it is.
    """

    def __init__(self, work: Callable[[Progress], T]) -> None:
        self._work = work
        self.doing, self.share = IN_LINE, 0.0
        self.future: Future[T] = Future()

    def begin(self) -> None:
        """Do the work."""
        try:
            self.future.set_result(self._work(self._told))
        except Exception as error:  # noqa: BLE001 -- raised again where it is waited for
            self.future.set_exception(error)

    def _told(self, doing: Words, share: float) -> None:
        self.doing, self.share = doing, share

    def is_done(self, within_s: float) -> bool:
        """Tell whether it is done, waiting a while if need be."""
        return bool(wait([self.future], within_s).done)

    @property
    def has_failed(self) -> bool:
        """Whether it ended without a result."""
        return self.future.done() and self.future.exception() is not None

    def result(self) -> T:
        """Return what was made, or raise what went wrong."""
        return self.future.result(0)


class Runs:
    """Does work once for each key, and keeps the last results.

    Parameters
    ----------
    forgotten : callable
        Told of each result that is kept no longer.
    kept : int
        How many results are kept.
    """

    def __init__(
        self, forgotten: Callable[[object], None] = lambda _: None, kept: int = KEPT
    ) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="yizhan-plan")
        self._runs: OrderedDict[Hashable, Run[Any]] = OrderedDict()
        self._lock = Lock()
        self._forgotten = forgotten
        self._kept = kept

    def run(self, key: Hashable, work: Callable[[Progress], T]) -> Run[T]:
        """Return the run of a key, which is begun if there is none.

        Raises
        ------
        ServiceUnavailable
            Too many are waiting.
        """
        with self._lock:
            run = self._runs.get(key)
            if run is None:
                self._make_room()
                run = self._runs[key] = Run(work)
                self._pool.submit(run.begin)
            elif run.has_failed:
                del self._runs[key]  # told once; who asks again has it tried again
            else:
                self._runs.move_to_end(key)
            return run

    def _make_room(self) -> None:
        waiting = sum(not run.future.done() for run in self._runs.values())
        if waiting > WAITING:
            raise ServiceUnavailable(retry_after=ASK_AGAIN_S)
        done = [key for key, run in self._runs.items() if run.future.done()]
        for key in done[: max(len(self._runs) + 1 - self._kept, 0)]:
            gone = self._runs.pop(key)
            if not gone.has_failed:
                self._forgotten(gone.result())
