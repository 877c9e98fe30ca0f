"""What the map of a report is drawn from: plain values, the arrays packed.

A packed array is its bytes, little-endian, compressed by zlib, in base64: a browser
undoes both by itself. The patterns stand slot by slot, so that the map of an hour reads
one stretch of them.
"""

import zlib
from base64 import b64encode
from math import cos, radians
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.reporting.report import FULL, CellTable, Figures, GapRow, Json, Report
from geodata.reporting.table import LEVELS, reason
from geodata.reporting.tables import parts
from locator.planning.figures.definitions import when
from locator.vocabulary import KINDS
from locator.words import Lang

DIGITS: Final = 5  # of a degree: a metre
MICRO: Final = 1e6  # parts of a degree that centres are kept in
NO_MINUTES: Final = 65_535
LISTED: Final = 30  # gaps on the map


def map_content(report: Report, lang: Lang) -> dict[str, Json]:
    """Return everything that the page with the map says, in one language."""
    return {
        "lang": lang,
        "made_up": report.made_up,
        "revision": report.revision,
        "data_date": report.data_date.isoformat(),
        "definition": report.definition.say(lang),
        "times": when(report.slots, None).say(lang),
        "definitions": [[term.say(lang), text.say(lang)] for term, text in report.definitions],
        "notes": [note.say(lang) for note in report.notes],
        "key_figures": [[term.say(lang), text] for term, text in report.key_figures],
        "unit": report.unit.say(lang),
        "unit_of_sums": report.unit_of_sums.say(lang),
        "parts": [_part(name.say(lang), part, lang) for name, part in parts(report)],
        "reasons": [words.say(lang) for words in report.reasons.values()],
        "slots": [report.slot(slot).say(lang) for slot in range(report.slots.count)],
        "hours": [
            _part(report.slot(n).say(lang), hour, lang) for n, hour in enumerate(report.hours)
        ],
        "areas": [_area(report, number, lang) for number in range(len(report.areas))],
        "gaps": [_gap(report, gap, lang) for gap in report.gaps[:LISTED]],
        "gap_count": report.gap_count,
        "cells": _cells(report.cells),
        "sites": _sites(report, lang),
        "service_area": _shape(report.service_area),
        "bounds": report.frame(),
    }


def pack(array: NDArray[Any]) -> str:
    """Return an array's bytes, little-endian, compressed, as base64."""
    plain = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes()
    return b64encode(zlib.compress(plain, 9)).decode()


def _part(name: str, figures: Figures, lang: Lang) -> dict[str, Json]:
    return {
        "name": name,
        "share": figures.share(lang),
        "demand": figures.demand,
        "covered": figures.covered,
        "unknown": figures.unknown,
        "uncovered": figures.uncovered,
        "low": figures.low,
        "high": figures.high,
        "least_percent": figures.least_percent,
    }


def _area(report: Report, number: int, lang: Lang) -> dict[str, Json]:
    area = report.areas[number]
    return {
        "name": area.name,
        "level": LEVELS[area.level].say(lang) if area.level in LEVELS else "",
        "sites": area.sites,
        "whole": _part("", area.whole, lang),
        "day": _part("", area.day, lang) if area.day else None,
        "night": _part("", area.night, lang) if area.night else None,
        "shape": _shape(area.outline),
    }


def _gap(report: Report, gap: GapRow, lang: Lang) -> dict[str, Json]:
    return {
        "name": gap.name.say(lang),
        "lon": round(gap.lon, DIGITS),
        "lat": round(gap.lat, DIGITS),
        "missing": gap.uncovered + gap.unknown,
        "reason": reason(report, gap.reason, lang),
        "worst": gap.worst.say(lang),
        "worst_slot": gap.worst_slot,
        "nearest": gap.nearest_name,
        "nearest_m": gap.nearest_m,
        "nearest_min": gap.nearest_min,
        "remedy": gap.remedy.say(lang),
        "shape": _shape(gap.outline),
    }


def _shape(shape: BaseGeometry | None) -> Json:
    if shape is None or shape.is_empty:
        return None
    rounded = shapely.transform(shape, lambda lonlats: lonlats.round(DIGITS))
    return shapely.geometry.mapping(rounded)


def _cells(cells: CellTable) -> dict[str, Json]:
    """Return the cells; they are drawn as one shape of many sizes, each at its own place."""
    middle = np.column_stack((cells.lons, cells.lats))
    few = np.uint16 if len(cells.covered) <= 65_536 else np.uint32
    return {
        "count": len(cells),
        "patterns": len(cells.covered),
        "full": FULL,
        "ring": _ring(cells),
        "lonlats": pack(np.round(middle * MICRO).astype(np.int32)),
        "sizes": pack(np.round(255 * cells.sizes()).astype(np.uint8)),
        "rows": pack(cells.row_of.astype(few)),
        "row_bytes": int(few().itemsize),
        "covered": pack(cells.covered.T),
        "unknown": pack(cells.unknown.T),
        "cause": pack(cells.cause),
        "weights": pack(cells.weights.astype(np.float32)),
        "in_reach": pack(np.minimum(cells.in_reach, 65_535).astype(np.uint16)),
        "nearest": pack(_tenths(cells.nearest_min)),
        "second": pack(_tenths(cells.second_min)),
    }


def _ring(cells: CellTable) -> list[list[float]]:
    """Return the outline of the cell in the middle around its centre; lon as if at the equator.

    Cells of one city differ by less than a pixel, so all are drawn alike.
    """
    if not len(cells):
        return []
    place = int(np.argsort(cells.lats)[len(cells) // 2])
    corners = shapely.get_coordinates(cells.outlines[place])[:-1]
    away = corners - [cells.lons[place], cells.lats[place]]
    away[:, 0] *= cos(radians(cells.lats[place]))
    return [[round(x, 7), round(y, 7)] for x, y in away.tolist()]


def _tenths(minutes: NDArray[np.float64]) -> NDArray[np.uint16]:
    """Return tenths of a minute, `NO_MINUTES` for nan."""
    known = np.nan_to_num(minutes * 10, nan=NO_MINUTES)
    return np.minimum(np.round(known), NO_MINUTES).astype(np.uint16)


def _sites(report: Report, lang: Lang) -> dict[str, Json]:
    return {
        "states": pack(report.site_states.T),
        "list": [
            {
                "name": site.name,
                "kind": site.kind,
                "kind_name": KINDS[site.kind].say(lang),
                "lon": round(site.lon, DIGITS),
                "lat": round(site.lat, DIGITS),
                "address": site.address,
                "hours": site.hours,
                "open_share": site.open_share,
                "demand": site.demand,
            }
            for site in report.sites
        ],
    }
