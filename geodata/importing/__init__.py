"""Brings files of sites into the store: read, understood, compared, written at once."""

from geodata.importing.difference import Change, Merged
from geodata.importing.files import ImportResult, import_file, read_file, write_rejected
from geodata.importing.options import ImportOptions, Progress, Stage
from geodata.importing.plan import ImportPlan, plan_import
from geodata.importing.reading.columns import KNOWN_HEADERS, ColumnMap, ColumnUse
from geodata.importing.understanding import Rejected

__all__ = [
    "KNOWN_HEADERS",
    "Change",
    "ColumnMap",
    "ColumnUse",
    "ImportOptions",
    "ImportPlan",
    "ImportResult",
    "Merged",
    "Progress",
    "Rejected",
    "Stage",
    "import_file",
    "plan_import",
    "read_file",
    "write_rejected",
]
