"""The report as JSON: complete, the same in every language, and enough to run it again."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Final

from geodata.reporting.report import CellTable, Json, Report
from geodata.reporting.table import Table
from geodata.reporting.tables import cells, districts, gaps, hourly_reasons, hours, sites, summary
from locator.words import Lang, Words

VERSION: Final = 1
IN_WORDS: Final = {
    "summary": ("part",),
    "districts": ("level",),
    "hours": ("hour",),
    "hourly_reasons": ("hour",),
    "gaps": ("place", "reason", "worst", "remedy"),
    "cells": ("reason",),
    "sites": ("kind",),
}


def content(report: Report) -> dict[str, Json]:
    """Return the report as plain values; texts in both languages, tables column by column."""
    made = {"zh-CN": _tables(report, "zh-CN"), "en": _tables(report, "en")}
    return {
        "yizhan_coverage": VERSION,
        "settings": report.settings,
        "inputs": report.inputs,
        "revision": report.revision,
        "data_date": report.data_date.isoformat(),
        "made_up": report.made_up,
        "definition": _both(report.definition),
        "definitions": [[_both(term), _both(text)] for term, text in report.definitions],
        "notes": [_both(note) for note in report.notes],
        "unit": _both(report.unit),
        "unit_of_sums": _both(report.unit_of_sums),
        "key_figures": [[_both(term), text] for term, text in report.key_figures],
        "tables": {key: _merged(made["zh-CN"][key], made["en"][key]) for key in IN_WORDS},
        "hourly_sha256": hourly_digest(report.cells),
    }


def write(report: Report, path: Path, lang: Lang) -> None:  # noqa: ARG001 -- the same in every language
    """Write the report on one line for each part."""
    parts = (
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}"
        for key, value in content(report).items()
    )
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def hourly_digest(table: CellTable) -> str:
    """Return the SHA-256 of what holds in every cell and slot."""
    told = sha256()
    for array in (table.row_of, table.covered, table.unknown, table.cause):
        told.update(array.astype(array.dtype.newbyteorder("<")).tobytes())
    return told.hexdigest()


def _both(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _tables(report: Report, lang: Lang) -> dict[str, Table]:
    made = (summary, districts, hours, hourly_reasons, gaps, cells, sites)
    return {table.key: table for table in (make(report, lang) for make in made)}


def _merged(zh: Table, en: Table) -> dict[str, list[Json]]:
    """Return the columns of a table; one that is in words as ``name_zh`` and ``name_en``."""
    columns: dict[str, list[Json]] = {}
    for place, name in enumerate(zh.columns):
        here, there = [row[place] for row in zh.rows], [row[place] for row in en.rows]
        in_words = name in IN_WORDS.get(zh.key, ())
        columns |= {f"{name}_zh": here, f"{name}_en": there} if in_words else {name: here}
    return columns
