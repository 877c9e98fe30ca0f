"""Files of unknown honesty to raw tables of text, read apart from this process.

Beside it, what else passes through files row by row: rows that were not taken, points
asked about in bulk, and the answers.
"""

from geodata.tables.answers import NearestWriter
from geodata.tables.points import PointBatch, PointStream, stream_points
from geodata.tables.reading import read_tables
from geodata.tables.rejects import REJECT_COLUMNS, Reject, write_rejects
from geodata.tables.sheets.headers import header_word
from geodata.tables.table import Limits, Rows, Skipped, Table, Tables

__all__ = [
    "REJECT_COLUMNS",
    "Limits",
    "NearestWriter",
    "PointBatch",
    "PointStream",
    "Reject",
    "Rows",
    "Skipped",
    "Table",
    "Tables",
    "header_word",
    "read_tables",
    "stream_points",
    "write_rejects",
]
