"""The report as layers for a GIS: cells, sites, gaps and areas."""

import json
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.reporting.report import Json, Report
from geodata.reporting.table import FIGURES, Table, figures
from geodata.reporting.tables import cells, districts, gaps, sites
from locator.words import Lang

DIGITS: Final = 6  # of a degree in GeoJSON: a decimetre
WHOLE_NUMBERS: Final = {"cells", "sites", "in_reach", "rank", "gap"}
TEXTS: Final = {
    *("area_id", "area", "level", "cell", "reason", "place", "worst", "nearest_id", "nearest"),
    *("remedy", "site", "name", "kind", "address", "hours"),
}

Layer = tuple[str, Table, list[BaseGeometry | None]]


def layers(report: Report, lang: Lang) -> tuple[Layer, ...]:
    """Return the name, the table and the shapes of each layer, lowest first."""
    points: list[BaseGeometry | None] = [shapely.Point(site.lon, site.lat) for site in report.sites]
    return (
        ("areas", districts(report, lang), [area.outline for area in report.areas]),
        ("cells", cells(report, lang), list(report.cells.outlines)),
        ("gaps", gaps(report, lang), [gap.outline for gap in report.gaps]),
        ("sites", sites(report, lang), points),
    )


def write_geojson(report: Report, path: Path, lang: Lang) -> None:
    """Write one collection whose features name their layer; the definition stands on top."""
    head = {
        "type": "FeatureCollection",
        "definition": report.definition.say(lang),
        "revision": report.revision,
        "data_date": report.data_date.isoformat(),
        "unit_of_sums": report.unit_of_sums.say(lang),
        "total": dict(zip(FIGURES, figures(report.total), strict=True)),
    }
    with path.open("w", encoding="utf-8") as file:
        file.write(_dumped(head)[:-1] + ', "features": [\n')
        before = ""
        for name, table, shapes in layers(report, lang):
            for row, shape in zip(table.rows, shapes, strict=True):
                properties = {"layer": name, **dict(zip(table.columns, row, strict=True))}
                file.write(before + _dumped(_feature(properties, shape)))
                before = ",\n"
        file.write("\n]}\n")


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _feature(properties: Json, shape: BaseGeometry | None) -> Json:
    geometry = None if shape is None else shapely.geometry.mapping(_rounded(shape))
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda lonlats: lonlats.round(DIGITS))


def write_geopackage(report: Report, path: Path, lang: Lang) -> None:
    """Write one layer each of cells, sites, gaps and areas."""
    for name, table, shapes in layers(report, lang):
        columns = {
            column: pd.Series([row[place] for row in table.rows], dtype=_dtype(column))
            for place, column in enumerate(table.columns)
        }
        frame = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs="EPSG:4326"))
        pyogrio.write_dataframe(
            frame,
            path,
            driver="GPKG",
            layer=name,
            geometry_type="Point" if name == "sites" else "MultiPolygon",
            promote_to_multi=name != "sites",
            append=path.exists(),
            layer_metadata={
                "definition": report.definition.say(lang),
                "unit_of_sums": report.unit_of_sums.say(lang),
            },
        )


def _dtype(column: str) -> str:
    """Return the type of a column, which does not hang on what is in it."""
    if column in TEXTS:
        return "str"
    return "Int64" if column in WHOLE_NUMBERS else "float64"
