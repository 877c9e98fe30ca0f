"""The counts of one server, wherever its requests are answered."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from web.metrics import answered, workers
from web.metrics.answered import Requests
from web.metrics.memory import Memory
from web.metrics.workers import Serving, Workers
from web.state import State

SHARED: Final = "METRICS_OF_YIZHAN"  # variable that tells workers where the memory is
SIZE: Final = workers.SIZE + answered.SIZE


class Metrics:
    """Requests and workers of a server.

    Parameters
    ----------
    path : Path or None
        The file that its workers share; None: there is this process alone.
    """

    def __init__(self, path: Path | None = None) -> None:
        memory = Memory(SIZE, path)
        self.workers = Workers(memory, start=0)
        self.requests = Requests(memory, start=workers.SIZE)

    def note(self, state: State) -> None:
        """Write down what this worker serves."""
        snapshot = state.snapshot()
        self.workers.note(
            Serving(
                revision=snapshot.revision,
                changed_at=snapshot.changed_at,
                looked_at=state.looked_at,
                trouble=state.trouble is not None,
            )
        )


@contextmanager
def shared_metrics() -> Iterator[None]:
    """Make the memory that worker processes started inside share; let it go in the end."""
    with NamedTemporaryFile(prefix="yizhan-metrics-") as file:
        file.truncate(SIZE)
        os.environ[SHARED] = file.name
        try:
            yield
        finally:
            del os.environ[SHARED]


def metrics_here() -> Metrics:
    """Return what this server's workers share; alone, a memory of this process."""
    path = os.environ.get(SHARED)
    return Metrics(Path(path) if path else None)
