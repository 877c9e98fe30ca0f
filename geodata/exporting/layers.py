"""GeoPackage, FlatGeobuf and GeoParquet, through geopandas."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geodata.exporting.content import Content
from geodata.rows import INTEGERS, NUMBERS, Cell

LAYER = "sites"


def _frame(content: Content) -> gpd.GeoDataFrame:
    """Return the sites as a data frame whose types do not hang on what is in it."""
    cells: dict[str, list[Cell]] = {name: [] for name in content.properties()}
    for row in content.rows():
        for name, column in cells.items():
            column.append(row[name])
    columns = {name: pd.Series(column, dtype=_dtype(name)) for name, column in cells.items()}
    points = [
        None if site.position is None else shapely.Point(site.position.lon, site.position.lat)
        for site in content.sites
    ]
    return gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:4326")


def _dtype(name: str) -> str:
    return "float64" if name in NUMBERS else "Int64" if name in INTEGERS else "str"


def write_geopackage(content: Content, path: Path) -> None:
    """Write a GeoPackage with one layer of points."""
    pyogrio.write_dataframe(
        _frame(content), path, driver="GPKG", layer=LAYER, geometry_type="Point", use_arrow=True
    )


def write_flatgeobuf(content: Content, path: Path) -> None:
    """Write a FlatGeobuf; it takes a spatial index only if every site has a position."""
    frame = _frame(content)
    pyogrio.write_dataframe(
        frame,
        path,
        driver="FlatGeobuf",
        layer=LAYER,
        geometry_type="Point",
        use_arrow=True,
        SPATIAL_INDEX="NO" if frame.geometry.isna().any() else "YES",
    )


def write_parquet(content: Content, path: Path) -> None:
    """Write a GeoParquet."""
    _frame(content).to_parquet(path, index=False)
