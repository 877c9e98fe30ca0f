"""What makes two records the same site, without their position."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self

from geodata.importing.options import FILE_SOURCE
from locator.model import Position, Site
from locator.vocabulary import Accuracy

ID_CHARS: Final = 13  # of base 32: 65 bits, 1 in 10⁹ that two of 200,000 sites collide
_USABLE = re.compile(r"\w[\w.~:@+-]{0,63}")


class Record(NamedTuple):
    """What a row or a stored site is recognised by.

    Parameters
    ----------
    name, address : str
        As written; the address is that of the district where no other is given.
    source : str
        Where the record comes from.
    code : str
        The source's own code for the site.
    place : Position or None
        A position of its own, None where there is none or only a district's centre.
    """

    name: str
    address: str
    source: str
    code: str
    place: Position | None = None

    @classmethod
    def of_row(cls, values: Mapping[str, Any]) -> Self:
        """Return the record of what a row says."""
        address = values.get("address") or values.get("district", "") + values.get("street", "")
        source, code = values.get("source", ""), values.get("code", "")
        return cls(values["name"], address, source, code, own_place(values.get("position")))

    @classmethod
    def of_site(cls, site: Site) -> Self:
        """Return the record of a site."""
        address = site.address or site.district + site.street
        return cls(site.name, address, site.source, site.code, own_place(site.position))

    @property
    def identity(self) -> tuple[str, str, str]:
        """Source, name and address; width, case and blanks make no difference."""
        return _plain(source_key(self.source)), _plain(self.name), _plain(self.address)

    @property
    def derived_id(self) -> str:
        """The id of a site that was given none: a hash of its identity."""
        digest = hashlib.sha256("\0".join(self.identity).encode()).digest()
        return base64.b32encode(digest).decode("ascii").lower()[:ID_CHARS]


def is_usable_id(text: str) -> bool:
    """Tell whether a given id can stand in a link; otherwise it is kept as a code only."""
    return _USABLE.fullmatch(text) is not None


def source_key(source: str) -> str:
    """Return the source for comparing; a source that nobody named counts as none."""
    return "" if source.startswith(FILE_SOURCE) else source


@lru_cache(maxsize=1024)
def name_key(name: str) -> str:
    """Return a name for comparing: in one width and case, its letters and digits."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return folded if folded.isalnum() else "".join(c for c in folded if c.isalnum() or c in "-#")


def own_place(position: Position | None) -> Position | None:
    """Return a position that was given for the site itself; None for a district's centre."""
    return position if position and position.accuracy is Accuracy.EXACT else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
