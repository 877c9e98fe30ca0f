"""What can be asked about ways: Valhalla in this process, or a Valhalla server."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from geodata.streets.valhalla.actor import ActorEngine
from geodata.streets.valhalla.server import ServerEngine


class Engine(Protocol):
    """Valhalla, wherever it runs; for any number of threads."""

    def ask(self, action: str, question: Mapping[str, object]) -> dict[str, Any]:
        """Return the answer to a question.

        Parameters
        ----------
        action : str
            Such as ``sources_to_targets``, as in the address of a request.
        question : Mapping
            As Valhalla's documentation has it.

        Raises
        ------
        ValhallaRefusal
            It has no answer to this question.
        ValhallaTrouble
            It cannot be asked, or answers what is no answer.
        """


def open_engine(where: str) -> Engine:
    """Return Valhalla, ready to be asked.

    Parameters
    ----------
    where : str
        The address of a server that runs, which is not asked yet; or a folder or tar of
        Valhalla's tiles, or its configuration.

    Raises
    ------
    InvalidInput
        With field ``valhalla``: the library is not installed, or the tiles are not there.
    """
    if where.startswith(("http://", "https://")):
        return ServerEngine(where)
    return ActorEngine(Path(where))
