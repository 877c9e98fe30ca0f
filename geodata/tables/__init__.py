"""Files of unknown honesty to raw tables of text, read apart from this process."""

from geodata.tables.reading import read_tables
from geodata.tables.sheets.headers import header_word
from geodata.tables.table import Limits, Rows, Skipped, Table, Tables

__all__ = ["Limits", "Rows", "Skipped", "Table", "Tables", "header_word", "read_tables"]
