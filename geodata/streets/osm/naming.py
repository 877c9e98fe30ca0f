"""What a way is called, and how long a ferry takes."""

import re
from collections.abc import Mapping
from math import nan
from typing import Final

CLOCK: Final = re.compile(r"(?:(\d+):)?(\d{1,3})(?::\d{2})?")
PERIOD: Final = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?")


def street_name(tags: Mapping[str, str]) -> str:
    """Return the name on the signs, else the Chinese one, else an empty text."""
    return (tags.get("name") or tags.get("name:zh") or "").strip()


def duration_min(tags: Mapping[str, str]) -> float:
    """Return the minutes of a ``duration`` tag (``00:20``, ``20``, ``PT20M``), else NaN."""
    told = tags.get("duration", "").strip()
    found = CLOCK.fullmatch(told) or PERIOD.fullmatch(told)
    if found is None:
        return nan
    minutes = 60.0 * int(found[1] or 0) + int(found[2] or 0)
    return minutes if minutes > 0 else nan
