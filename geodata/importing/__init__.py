"""Brings files of sites into the store: read, understood, compared, written at once.

What holds for every import:

- A site keeps its id. It is the given id, else the given code, else a hash of source, name
  and address, never of the position. Where one source names several places alike and
  gives no address, they are told apart by their positions and numbered.
- A row speaks for a site when it gives its id, or has its source, name and address, or
  its source and code. What it tells replaces what was stored; an empty cell erases nothing.
- Another source's record of a site, by code or by name within 200 m where both have
  positions of their own, and a further row about a site of the file itself, only fill in
  what is unknown. Where they differ, the plan tells; of several rows the one verified last
  speaks, then the one that tells most. The order of rows makes no difference.
- Sites that a newer file of their source lacks are kept and listed. A file is a newer one
  of each source that it names, of its own name, and of a source of which it holds half.
- Columns without a field, and cells that are not understood, are kept as `Site.extra`.
- Our own exports are read back exactly, with what somebody edited in them.
"""

from geodata.importing.difference import Change, Merged
from geodata.importing.files import ImportResult, import_file, read_file, write_rejected
from geodata.importing.options import ImportOptions, Progress, Stage
from geodata.importing.plan import ImportPlan, plan_import
from geodata.importing.reading.columns import KNOWN_HEADERS, ColumnMap, ColumnUse, How
from geodata.importing.remarks import row_name
from geodata.importing.understanding import Rejected

__all__ = [
    "KNOWN_HEADERS",
    "Change",
    "ColumnMap",
    "ColumnUse",
    "How",
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
    "row_name",
    "write_rejected",
]
