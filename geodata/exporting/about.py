"""What a public file says of itself: of when it is, and what may be done with it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Licence:
    """What others may do with the data.

    Parameters
    ----------
    name : str
        Such as ``CC-BY-4.0``; empty where the operator has said nothing.
    url : str
        Where it can be read.
    attribution : str
        Whom to name.
    """

    name: str = ""
    url: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself.

    Parameters
    ----------
    revision : int
        Of the store.
    changed_at : datetime
        When that revision was made, timezone-aware.
    licence : Licence
        What others may do with it.
    """

    revision: int
    changed_at: datetime
    licence: Licence = Licence()

    def facts(self) -> dict[str, str]:
        """Return everything by name, without what nobody said."""
        told = {
            "revision": str(self.revision),
            "changed_at": self.changed_at.isoformat(timespec="seconds"),
            "datum": "WGS-84",
            "licence": self.licence.name,
            "licence_url": self.licence.url,
            "attribution": self.licence.attribution,
        }
        return {name: text for name, text in told.items() if text}

    def text(self) -> str:
        """Return the same in one line."""
        return "; ".join(f"{name}: {text}" for name, text in self.facts().items())
