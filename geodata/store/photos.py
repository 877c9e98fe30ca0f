"""Photographs of sites, in the store itself, so that a backup holds them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from geodata.store.engine import lock_schema, reading, writing
from geodata.store.tables import photos


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of a site.

    Parameters
    ----------
    name : str
        Of its file: the hash of its bytes, so that another picture has another name.
    at : datetime
        When it came in, in UTC.
    width, height : int
        In pixels.
    """

    name: str
    at: datetime
    width: int
    height: int


class Photos:
    """The photographs of a store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, site_id: str, data: bytes, *, width: int, height: int, at: datetime) -> str:
        """Keep a JPEG of a site and return its name; the same picture is kept once.

        It is shown as soon as the site's own list names it.
        """
        name = f"{hashlib.sha256(site_id.encode() + b'/' + data).hexdigest()[:32]}.jpg"
        row = {"site_id": site_id, "at": at, "width": width, "height": height, "data": data}
        with writing(self._engine) as connection:
            lock_schema(connection)
            if not connection.scalar(select(photos.c.name).where(photos.c.name == name)):
                connection.execute(insert(photos).values(name=name, **row))
        return name

    def of(self, site_id: str) -> tuple[Photo, ...]:
        """Return the photographs of a site, oldest first."""
        facts = select(photos.c.name, photos.c.at, photos.c.width, photos.c.height)
        query = facts.where(photos.c.site_id == site_id).order_by(photos.c.at, photos.c.name)
        with reading(self._engine) as connection:
            return tuple(Photo(*row) for row in connection.execute(query))

    def read(self, name: str) -> tuple[str, bytes] | None:
        """Return whose photograph has a name, and its bytes; None where there is none."""
        query = select(photos.c.site_id, photos.c.data).where(photos.c.name == name)
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else (row.site_id, row.data)

    def remove(self, site_id: str, name: str) -> None:
        """Forget a photograph of a site for good."""
        this = (photos.c.name == name) & (photos.c.site_id == site_id)
        with writing(self._engine) as connection:
            connection.execute(delete(photos).where(this))
