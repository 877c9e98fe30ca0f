"""What makes two rows the same site, without their position."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from geodata.importing.options import FILE_SOURCE
from locator.model import Site

ID_CHARS: Final = 13  # of base 32: 65 bits, 1 in 10⁹ that two of 200,000 sites collide
_USABLE = re.compile(r"\w[\w.~:@+-]{0,63}")


def is_usable_id(text: str) -> bool:
    """Tell whether a given id can stand in a link; otherwise it is kept as a code only."""
    return _USABLE.fullmatch(text) is not None


def source_key(source: str) -> str:
    """Return the source for comparing; a source that nobody named counts as none."""
    return "" if source.startswith(FILE_SOURCE) else _plain(source)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return a name for comparing: in one width and case, its letters and digits."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum() or letter in "-#")


def derived_id(*, source: str, name: str, address: str) -> str:
    """Return the id of a site that was given none: a hash, never of its position.

    Parameters
    ----------
    source : str
        Where the record comes from.
    name, address : str
        As written; width, case and blanks make no difference.
    """
    text = "\0".join((source_key(source), _plain(name), _plain(address)))
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:ID_CHARS]


def identity(values: Mapping[str, Any]) -> str:
    """Return the derived id of what a row says."""
    return derived_id(
        source=values.get("source", ""),
        name=values["name"],
        address=values.get("address") or _area(values.get("district"), values.get("street")),
    )


def identity_of(site: Site) -> str:
    """Return the derived id of a stored site, whatever its id is."""
    address = site.address or _area(site.district, site.street)
    return derived_id(source=site.source, name=site.name, address=address)


def _area(district: str | None, street: str | None) -> str:
    return (district or "") + (street or "")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
