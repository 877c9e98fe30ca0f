"""The networks of a folder, opened again when their files change."""

from pathlib import Path
from typing import Final

from geodata.streets.files import network_path, read_network
from locator.streets.network import STREET_MODES, StreetMode, StreetNetwork

Mark = tuple[int, int, int]

# What a file that is none of ours, or one that changes while it is read, makes of reading.
UNREADABLE: Final = (OSError, ValueError, TypeError, LookupError)


class FollowedStreets:
    """The networks of a folder as they were when it was last looked at.

    Parameters
    ----------
    folder : Path
        Where network files are, if there are any.

    Attributes
    ----------
    networks : dict of StreetMode to StreetNetwork
        Those that can be used.
    troubles : dict of StreetMode to str
        What keeps files that are there from being used: kinds of exceptions.
    """

    def __init__(self, folder: Path) -> None:
        self._paths: dict[StreetMode, Path] = {m: network_path(folder, m) for m in STREET_MODES}
        self._marks: dict[StreetMode, Mark | None] = dict.fromkeys(STREET_MODES)
        self.networks: dict[StreetMode, StreetNetwork] = {}
        self.troubles: dict[StreetMode, str] = {}

    def look(self) -> bool:
        """Open files that have changed, and return whether any has."""
        marks = {mode: _mark(path) for mode, path in self._paths.items()}
        changed = [mode for mode in STREET_MODES if marks[mode] != self._marks[mode]]
        for mode in changed:
            self.networks.pop(mode, None)
            self.troubles.pop(mode, None)
            if marks[mode] is not None:
                self._open(mode)
        self._marks = marks
        return bool(changed)

    def drop(self, mode: StreetMode, error: Exception) -> None:
        """Do without a network that proved to be of no use, until its file changes."""
        self.networks.pop(mode, None)
        self.troubles[mode] = type(error).__name__

    def _open(self, mode: StreetMode) -> None:
        try:
            network = read_network(self._paths[mode])
            if network.mode != mode:
                raise ValueError(network.mode)
            self.networks[mode] = network
        except UNREADABLE as error:
            self.drop(mode, error)


def _mark(path: Path) -> Mark | None:
    """Return what changes with a file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
