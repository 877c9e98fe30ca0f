"""Addresses of the files of all sites, and the page that tells of them."""

import base64
from pathlib import Path
from threading import Semaphore
from time import monotonic, sleep
from typing import Any, Final

import msgspec
from flask import Blueprint, Response, current_app, render_template, request, send_file
from werkzeug.exceptions import ServiceUnavailable

from locator.errors import NotFound
from locator.hours import CHINA
from locator.words import Words
from web.caching import keeping, kept
from web.state import Dump, FollowedDumps, Manifest, State

dumps = Blueprint("dumps", __name__, url_prefix="/data")

TYPES: Final = {
    "sites.csv": "text/csv",
    "sites.fgb": "application/flatgeobuf",
    "sites.geojson": "application/geo+json",
    "sites.gpkg": "application/geopackage+sqlite3",
    "sites.kml": "application/vnd.google-earth.kml+xml",
    "sites.parquet": "application/vnd.apache.parquet",
    "sites.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
USES: Final = {
    "sites.csv": Words("表格,逗号分隔", "table, comma-separated"),
    "sites.fgb": Words("FlatGeobuf,可在网上按范围读取", "FlatGeobuf, read by area over the web"),
    "sites.geojson": Words("GeoJSON,网页和程序", "GeoJSON, for web pages and programs"),
    "sites.gpkg": Words("GeoPackage,QGIS 等软件", "GeoPackage, for QGIS and others"),
    "sites.kml": Words("KML,地图软件", "KML, for map apps"),
    "sites.parquet": Words("GeoParquet,数据分析", "GeoParquet, for data analysis"),
    "sites.xlsx": Words("Excel 工作簿", "Excel workbook"),
}
PATIENCE_S: Final = 10.0  # of the first who asks, while the first files are made
LOOK_S: Final = 0.2
AGAIN_S: Final = 10
NO_FILE: Final = Words("没有这种格式的数据文件。", "There is no data file of this format.")

waiting = Semaphore()


@dumps.get("/")
def page() -> Response:
    """Show which files there are."""
    there = manifest()
    body = render_template(
        "data.html", manifest=there, changed_at=there.changed_at.astimezone(CHINA), uses=USES
    )
    response = Response(body)
    response.vary.add("Accept-Language")
    return kept(response, changed_at=there.made_at)


@dumps.get("/manifest.json")
def listed() -> Response:
    """Send which files there are, for programs."""
    there = manifest()
    response = Response(msgspec.json.encode(told(there)), mimetype="application/json")
    return kept(response, changed_at=there.made_at)


@dumps.get("/SHA256SUMS")
def sums() -> Response:
    """Send the checksums as ``sha256sum --check`` reads them."""
    there = manifest()
    return kept(Response(there.sums(), mimetype="text/plain"), changed_at=there.made_at)


@dumps.get("/sites.<ending>")
def file(ending: str) -> Response:
    """Send a file, packed to those who take it so."""
    there = manifest()
    dump = there.file(f"sites.{ending}")
    if dump is None:
        raise NotFound(NO_FILE)
    return sent(dump, there, followed().folder / there.folder)


def sent(dump: Dump, there: Manifest, folder: Path) -> Response:
    """Return the answer that sends a file, in parts where that is asked for."""
    packed = dump.packed_sha256 is not None and request.accept_encodings.quality("gzip") > 0
    checksum = dump.packed_sha256 if packed and dump.packed_sha256 else dump.sha256
    response = send_file(
        folder / (f"{dump.name}.gz" if packed else dump.name),
        TYPES[dump.name],
        as_attachment=True,
        download_name=dump.name,
        etag=checksum[:32],
        last_modified=there.made_at,
    )
    response.headers["Cache-Control"] = keeping()
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    if dump.packed_sha256 is not None:
        response.vary.add("Accept-Encoding")
    digest = base64.b64encode(bytes.fromhex(checksum)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def told(there: Manifest) -> dict[str, Any]:
    """Return what the manifest says to others."""
    return {
        "revision": there.revision,
        "changed_at": there.changed_at,
        "made_at": there.made_at,
        "sites": there.sites,
        "datum": "WGS-84",
        "licence": there.licence,
        "files": [
            {
                "name": dump.name,
                "href": dump.name,
                "type": TYPES[dump.name],
                "bytes": dump.bytes,
                "sha256": dump.sha256,
            }
            for dump in there.files
        ],
    }


def manifest() -> Manifest:
    """Return what files there are; the first who asks waits for the first files.

    Raises
    ------
    NotFound
        No files are made here.
    ServiceUnavailable
        They are not there yet.
    """
    if followed().manifest is None and waiting.acquire(blocking=False):
        try:
            wait_for_files()
        finally:
            waiting.release()
    there = followed().manifest
    if there is None:
        raise ServiceUnavailable(retry_after=AGAIN_S)
    return there


def wait_for_files() -> None:
    """Wait for the first files, for a while."""
    state: State = current_app.extensions["yizhan"]
    until = monotonic() + PATIENCE_S
    while followed().manifest is None and monotonic() < until:
        followed().look(state.snapshot().revision)
        sleep(LOOK_S)


def followed() -> FollowedDumps:
    """Return what keeps the files. NotFound: none are made here."""
    state: State = current_app.extensions["yizhan"]
    if state.dumps is None:
        raise NotFound(NO_FILE)
    return state.dumps
