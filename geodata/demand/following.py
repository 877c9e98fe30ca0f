"""The demand beside a store, read again when its file has changed."""

from pathlib import Path
from threading import Lock
from typing import NamedTuple

from geodata.demand.files import load_demand
from locator.planning.demand import Demand

Mark = tuple[int, int, int] | None


class Followed(NamedTuple):
    """A demand, and a name that tells it from every other one."""

    demand: Demand
    digest: str


class FollowedDemand:
    """The demand in a file that may be replaced at any time.

    Parameters
    ----------
    path : Path
        Of the file, which need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._mark: Mark = None
        self._kept: Followed | None = None

    def look(self) -> Followed | None:
        """Return what the file holds now; None without a file.

        Raises
        ------
        InvalidInput
            The file is damaged or of another version.
        """
        with self._lock:
            mark = self._marked()
            if mark != self._mark:
                demand = load_demand(self._path)
                self._kept = None if demand is None else Followed(demand, demand.digest)
                self._mark = mark
            return self._kept

    def _marked(self) -> Mark:
        try:
            told = self._path.stat()
        except FileNotFoundError:
            return None
        return told.st_ino, told.st_mtime_ns, told.st_size
