"""Leaves GDAL one driver.

GDAL asks every driver it has whether a file is its own, and some of them read other
files or fetch what a file names: a ``.geojson`` may be a virtual dataset of another
file or of an address on the network. Drivers can only be left out before GDAL is
loaded, and a build has more of them than a list written here would name, so the process
asks the build for them and starts itself again without them.
"""

import os
import sys

import pyogrio


def keep_only(driver: str) -> None:
    """Make sure that GDAL knows only one driver; may start the process from its beginning.

    Raises
    ------
    RuntimeError
        GDAL kept more, or lacks the driver.
    """
    drivers = set(pyogrio.list_drivers())
    if drivers == {driver}:
        return
    if "OGR_SKIP" in os.environ or driver not in drivers:
        raise RuntimeError(f"GDAL cannot be left with {driver} alone")
    os.environ["OGR_SKIP"] = ",".join(sorted(drivers - {driver}))
    os.execv(sys.executable, sys.orig_argv)  # noqa: S606 (ourselves, from the beginning)
