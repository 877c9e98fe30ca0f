"""Which rows of a file share with another row whatever could make them the same site."""

from array import array
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.importing.matching.identity import name_key

KEYS: Final = 3  # hashes for each row; 0 stands for none
GIVEN: Final = 1  # place of the given id among them


def crowded(rows: Iterable[Mapping[str, str] | None]) -> NDArray[np.bool_]:
    """Tell for each row whether it may be the same site as another row.

    Parameters
    ----------
    rows : iterable of mapping or None
        Name of each row, with its id and code where it gives them; None where a row cannot
        be taken.

    Returns
    -------
    ndarray of bool, shape (rows,)
        False where none of these is repeated anywhere in the file. Where some rows give
        an id, those without one are never sure to be alone.
    """
    hashes = array("q")
    for row in rows:
        hashes.extend(_hashes(row) if row else (0,) * KEYS)
    keys = np.frombuffer(hashes, np.int64)
    values, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    shared = ((counts > 1) & (values != 0))[places].reshape(-1, KEYS)
    given = keys.reshape(-1, KEYS)[:, GIVEN] != 0
    return np.asarray(shared.any(axis=1) | (~given & given.any()))


def _hashes(row: Mapping[str, str]) -> tuple[int, ...]:
    given, code = row.get("id", ""), row.get("code", "")
    return (
        hash(name_key(row["name"])),
        hash(("id", given)) if given else 0,
        hash(("id", code)) if code and code != given else 0,
    )
