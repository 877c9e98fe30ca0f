"""The hours of the door, from all columns that tell of them."""

import re
from typing import Any, Final

from geodata.importing.reading.said import Said, first
from geodata.importing.reading.values import read_yes
from geodata.importing.reading.ways import joined
from locator.hours import read_hours
from locator.model import OpeningHours

ALWAYS: Final = "24小时"
# A remark in the header of an hours column that belongs to the hours: 开放时间(冬季).
_PART_OF_HOURS = re.compile(r"[(（【\[](.*?[夏冬季周末日节].*?|上午|下午|晚上|夜间)[)）】\]]")


def take_hours(said: Said, values: dict[str, Any], extra: dict[str, str]) -> None:
    """Take the hours of the door: OSM syntax before words, with columns for parts of them.

    Where no column tells hours in words, one of opening times beside one of closing times
    does, and a yes under 是否24小时.
    """
    told = said.get("hours", [])
    parts = [found[1] + cell for column, cell in told if (found := _PART_OF_HOURS.search(column))]
    plain = [entry for entry in told if not _PART_OF_HOURS.search(entry[0])]
    text = ";".join([*(cell for _, cell in plain[:1]), *parts])
    extra.update(plain[1:])
    for name in ("opens", "closes", "always"):
        extra.update(said.get(name, ()))
    text = text or _from_columns(said)
    _, osm = first(said, "opening_hours")
    reading = read_hours(osm or text)
    if osm and text:
        values["hours"] = OpeningHours(text, reading.hours.osm, reading.hours.workdays)
    elif osm or text:
        values["hours"] = reading.hours
    if reading.access:
        values["access"] = joined(reading.access, values.get("access", ()))


def _from_columns(said: Said) -> str:
    opens, closes, always = (first(said, name)[1] for name in ("opens", "closes", "always"))
    if opens or closes:
        return f"{opens}-{closes}" if opens and closes else opens or closes
    return ALWAYS if read_yes(always) else ""
