"""``yizhan nearest --points``: a file of any length, read and written piece by piece."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Final

from geodata.headers import ID_HEADERS, LAT_HEADERS, LON_HEADERS
from geodata.tables.answers import NearestWriter
from geodata.tables.points import PointBatch, PointStream, stream_points
from locator.datum import to_wgs84
from locator.hours import CHINA
from locator.nearest import NearestRows
from locator.snapshot import Snapshot
from locator.words import Words
from web.api.nearest import MAX_MIN, MODE, NEAREST, K, instant_of, openness_of, site_filter
from web.api.parameters import Given
from web.api.parameters.common import DATUM
from web.cli.progress import progress_bar
from web.cli.speech import as_line, complain, tell

ONE_PLACE_ONLY: Final = ("lon", "lat", "max_m", "lang")
POINTS_PARAMETERS: Final = {
    name: parameter for name, parameter in NEAREST.parameters.items() if name not in ONE_PLACE_ONLY
}
FINDING: Final = Words("查找", "finding")


def near_points(points: Path, output: Path, given: Given, snapshot: Snapshot) -> None:
    """Write what is near each point of a file, one row for each point and rank.

    Raises
    ------
    InvalidInput
        The file of points cannot be read, or the other one cannot be written.
    """
    stream = stream_points(
        points, lon_names=LON_HEADERS, lat_names=LAT_HEADERS, id_names=ID_HEADERS
    )
    now = datetime.now(CHINA)
    ways: Counter[bool] = Counter()
    with NearestWriter(output) as writer, progress_bar() as told:
        for batch in stream:
            rows = near_batch(batch, given, snapshot, now)
            write_rows(writer, batch, rows)
            ways.update(rows.by_street.tolist())
            told(FINDING, batch.share)
    say_what_was_left_out(stream)
    if given[MODE] != "straight":
        tell(
            Words(
                f"{ways[True]} 行按街道,{ways[False]} 行按直线估算",
                f"{ways[True]} rows by street, {ways[False]} estimated from the straight line",
            )
        )


def near_batch(batch: PointBatch, given: Given, snapshot: Snapshot, now: datetime) -> NearestRows:
    """Return what is near the points of a batch."""
    lons, lats = to_wgs84(batch.lons, batch.lats, given[DATUM])
    return snapshot.nearest_many(
        lons=lons,
        lats=lats,
        at=instant_of(given, now),
        k=given[K],
        where=site_filter(given),
        openness=openness_of(given),
        mode=given[MODE],
        max_min=given[MAX_MIN],
    )


def write_rows(writer: NearestWriter, batch: PointBatch, rows: NearestRows) -> None:
    """Write the rows of a batch, each with the id of its point."""
    writer.write(
        [batch.ids[place] for place in rows.point.tolist()],
        rows.rank,
        rows.id.tolist(),
        distance_m=rows.distance_m,
        travel_m=rows.travel_m,
        travel_min=rows.travel_min,
        states=rows.open.tolist(),
    )


def say_what_was_left_out(stream: PointStream) -> None:
    """Say how many points there were, and which rows gave none."""
    for wrong in stream.problems:
        complain(as_line(wrong))
    read, left = stream.rows, stream.left_out
    tell(Words(f"读到 {read} 个点,{left} 个无法使用", f"{read} points read, {left} of no use"))
