"""Makes the street networks of a store from an extract, or says why it does not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from geodata.streets.building import build_streets
from geodata.streets.candidates import FILE_NAME, Candidate, write_candidates
from geodata.streets.files import network_path, write_networks
from geodata.streets.osm.extract import read_extract, refused
from locator.errors import InvalidInput
from locator.model import Site
from locator.streets import STREET_MODES, Placed, StreetMode, StreetNetwork, Streets
from locator.words import Words

Stage = Literal["read", "build", "write"]
Progress = Callable[[Stage, float], None]
Speeds = Mapping[StreetMode, Mapping[str, float]]

SHARE_OF_PROGRESS: Final = 1.0 / len(STREET_MODES)


@dataclass(frozen=True, kw_only=True)
class MadeStreets:
    """What was made.

    Parameters
    ----------
    networks : Mapping
        The network of each mode.
    files : Mapping
        Where it was written.
    sites : int
        Sites with a position.
    on_streets : Mapping
        How many of them are on the network of each mode.
    candidates : tuple of Candidate
        Places that OpenStreetMap names like a station.
    candidates_file : Path
        Where they were written, for somebody to look at.
    """

    networks: Mapping[StreetMode, StreetNetwork]
    files: Mapping[StreetMode, Path]
    sites: int
    on_streets: Mapping[StreetMode, int]
    candidates: tuple[Candidate, ...]
    candidates_file: Path


def make_streets(
    path: Path,
    *,
    sites: Sequence[Site],
    folder: Path,
    speeds: Speeds,
    anywhere: bool,
    progress: Progress,
) -> MadeStreets:
    """Make the networks of an extract and put them into a folder.

    Nothing in the folder changes before all is made.

    Parameters
    ----------
    path : Path
        An ``.osm.pbf``.
    sites : sequence of Site
        Of the store.
    folder : Path
        Where the networks go; see `streets_folder`.
    speeds : Mapping
        For each mode: class → km/h.
    anywhere : bool
        Take an extract, too, that none of the sites is in.
    progress : callable
        Told the stage and the share of it that is done.

    Raises
    ------
    InvalidInput
        With field ``file`` for an extract that cannot be used, or that holds none of the
        sites although there are some.
    """
    found = read_extract(path, progress=lambda share: progress("read", share))
    networks: dict[StreetMode, StreetNetwork] = {}
    placed: dict[StreetMode, Placed] = {}
    lons, lats = doors(sites)
    for done, mode in enumerate(STREET_MODES):
        progress("build", done * SHARE_OF_PROGRESS)
        try:
            networks[mode] = build_streets(found.streets, mode=mode, speeds=speeds[mode])
        except InvalidInput as error:
            raise refused(path, error.problems[0].message) from None
        placed[mode] = Streets(networks[mode]).place(lons=lons, lats=lats)
    if len(lons) and not anywhere and not any(each.snapped.any() for each in placed.values()):
        raise _elsewhere(path, len(lons))
    progress("write", 0.0)
    write_networks(networks.values(), folder)
    write_candidates(found.candidates, folder / FILE_NAME)
    return MadeStreets(
        networks=networks,
        files={mode: network_path(folder, mode) for mode in networks},
        sites=len(lons),
        on_streets={mode: int(each.snapped.sum()) for mode, each in placed.items()},
        candidates=found.candidates,
        candidates_file=folder / FILE_NAME,
    )


def doors(sites: Sequence[Site]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where active sites are entered, in WGS-84 degrees: the entrance if it is known."""
    found = [site.entrance or site.position for site in sites if site.active]
    lons = np.array([door.lon if door else nan for door in found], np.float64)
    lats = np.array([door.lat if door else nan for door in found], np.float64)
    known = np.isfinite(lons)
    return lons[known], lats[known]


def _elsewhere(path: Path, count: int) -> InvalidInput:
    return refused(
        path,
        Words(
            f"库里的 {count} 个站点没有一个在它的道路旁",
            f"none of the {count} sites of the store is near its streets",
        ),
        Words(
            "站点所在地区的数据;确实要用时加 --anywhere",
            "an extract of where the sites are; if this one is meant, add --anywhere",
        ),
    )
