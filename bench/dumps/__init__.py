"""Files of 200,000 sites: the memory that making them takes, and geopandas reading them back."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import geopandas as gpd
import msgspec

from geodata.background import STORE
from geodata.dumps.manifest import dumps_folder, read_manifest
from geodata.exporting import Licence
from geodata.store import Store
from locator.datum import position
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.vocabulary import Access, Datum

COUNT = 200_000
WATCHED = """
import runpy, sys
try:
    runpy.run_module("geodata.dumps", run_name="__main__", alter_sys=True)
finally:
    print(open("/proc/self/status").read())
"""


def main() -> None:
    """Make the files of many sites in the process that serving starts, and read them back."""
    print(f"\nDumps of {COUNT:,} sites")
    with TemporaryDirectory(prefix="yizhan-bench-") as folder:
        url = f"sqlite:///{folder}/yizhan.db"
        with Store.open(url) as store:
            store.apply(generated(), source="bench", actor="bench", at=datetime.now(UTC))
        began = monotonic()
        command = [sys.executable, "-c", WATCHED, msgspec.json.encode(Licence("CC0")).decode()]
        said = subprocess.run(
            command, env={STORE: url, "PATH": ""}, capture_output=True, text=True, check=True
        ).stdout
        peak = re.search(r"VmHWM:\s+(\d+) kB", said)
        peak_mb = int(peak[1]) / 1000 if peak else float("nan")
        print(f"  made in {monotonic() - began:.0f} s; whole process at its peak {peak_mb:.0f} MB")
        read_back(dumps_folder(url))


def generated() -> Iterator[Site]:
    """Yield made-up sites all over the country's rectangle."""
    for number in range(COUNT):
        lon, lat = 73 + number * 0.61803398875 % 62, 18 + number * 0.7548776662 % 35
        yield Site(
            id=f"g-{number:06}",
            name=f"生成{number}号驿站",
            host=f"示例单位{number % 997}",
            address=f"示例市示例区示例路{number}号",
            adcode="999901",
            position=position(lon, lat, Datum.GCJ02),
            hours=OpeningHours("周一至周五8:00-18:00", "Mo-Fr 08:00-18:00"),
            access=(AccessHours(Access.SCAN),),
            amenities=("microwave", "water"),
            services=(ServiceOffer("legal", OpeningHours("周四下午", "Th 14:00-17:00")),),
            phone=f"000-{number:07}",
            capacity=number % 50,
        )


def read_back(folder: Path) -> None:
    """Read every file with geopandas and say whether all sites are in it."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise SystemExit("no file was made")
    wanted = {f"g-{number:06}" for number in range(COUNT)}
    for dump in manifest.files:
        path = folder / manifest.folder / dump.name
        parquet = path.suffix == ".parquet"
        frame = gpd.read_parquet(path) if parquet else gpd.read_file(path, columns=["id"])
        whole = len(frame) == COUNT and set(frame["id"]) == wanted
        print(f"  {dump.name:15} {dump.bytes / 1e6:7.1f} MB  read back whole: {whole}")
