"""Which unions answer for each cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from locator.geodesy import Floats, Ints
from locator.unions import Jurisdictions, Union
from locator.unions.union import Chain


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Areas:
    """The chains of unions that some places fall to.

    Parameters
    ----------
    chains : tuple of tuple of Union
        The chains that come up, most local first; one is empty where nobody answers.
    of_place : numpy.ndarray of int, shape (n,)
        Place of each one's chain among them.
    """

    chains: tuple[Chain, ...]
    of_place: Ints

    def unions(self) -> Iterator[tuple[Union, list[int]]]:
        """Yield each union, widest first then by id, with the chains that it is in."""
        within: dict[str, tuple[int, Union, list[int]]] = {}
        for number, chain in enumerate(self.chains):
            for above, union in enumerate(reversed(chain)):
                within.setdefault(union.id, (above, union, []))[2].append(number)
        for _, (_, union, numbers) in sorted(
            within.items(), key=lambda item: (item[1][0], item[0])
        ):
            yield union, numbers


def areas_of(jurisdictions: Jurisdictions, *, lons: Floats, lats: Floats) -> Areas:
    """Return the unions that answer for places.

    Parameters
    ----------
    jurisdictions : Jurisdictions
        The unions.
    lons, lats : numpy.ndarray, shape (n,)
        WGS-84 degrees.
    """
    chains, of_place = jurisdictions.chains(lons=lons, lats=lats)
    return Areas(chains=chains, of_place=of_place)
