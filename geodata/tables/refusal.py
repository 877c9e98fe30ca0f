"""Why a file cannot be read, said for the person who gave it."""

from locator.errors import InvalidInput, problem
from locator.words import Words

FORMATS = Words(
    zh="CSV/TSV 文本(UTF-8、GB18030、UTF-16)、XLSX、XLS、GeoJSON、GeoPackage、"
    "ZIP 打包的 Shapefile、FlatGeobuf、KML、Parquet",
    en="CSV or TSV text (UTF-8, GB18030, UTF-16), XLSX, XLS, GeoJSON, GeoPackage, "
    "zipped Shapefile, FlatGeobuf, KML, Parquet",
)


def refusal(message: Words, allowed: Words = FORMATS, *, name: str = "") -> InvalidInput:
    """Return the error that refuses a file.

    Parameters
    ----------
    message : Words
        What is wrong with it.
    allowed : Words
        What would have been read.
    name : str
        Name of the file; the reading process does not know it and leaves it empty.
    """
    return InvalidInput(problem("file", name, allowed, message))


def within(limit: int | float, zh: str, en: str) -> Words:
    """Return words for "at most so many"."""
    return Words(zh=f"至多 {limit:,} {zh}", en=f"at most {limit:,} {en}")
