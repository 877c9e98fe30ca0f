"""How far and how long a way is, made from the straight line alone."""

from dataclasses import dataclass
from typing import Final, TypeVar

from locator.geodesy import Floats
from locator.nearest import Mode

Metres = TypeVar("Metres", float, Floats)


@dataclass(frozen=True, slots=True)
class Travel:
    """A way of getting about where no street network is known.

    Parameters
    ----------
    speed_kmh : float
        Kilometres an hour on the way.
    detour : float
        Length of the way over that of the straight line.
    """

    speed_kmh: float
    detour: float

    def way(self, distance_m: Metres) -> tuple[Metres, Metres]:
        """Return metres and minutes of the way to something at a distance."""
        travel_m = distance_m * self.detour
        return travel_m, travel_m * (0.06 / self.speed_kmh)


STRAIGHT_LINE: Final[dict[Mode, Travel]] = {
    "walk": Travel(speed_kmh=4.8, detour=1.3),
    "ebike": Travel(speed_kmh=20.0, detour=1.4),
    "straight": Travel(speed_kmh=4.8, detour=1.0),
}
"""Parameters, not facts: a brisk walk and an e-bike in traffic, with the detour that a
grid of streets with crossings, gates and one-ways makes likely. "straight" walks the line
itself."""
