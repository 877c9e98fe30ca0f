"""Whether a report that is made again says what the first one said."""

import json
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Final, NamedTuple

from geodata.reporting.json import VERSION, content
from geodata.reporting.making.settings import from_settings
from geodata.reporting.report import Json, Report
from locator.errors import InvalidInput, problem
from locator.planning.question import PlanQuestion
from locator.words import Words

HASHES: Final = ("sites", "unions", "calendar", "demand", "streets")
SAME: Final = 1e-9  # of a figure: sums differ by less between machines


class Recorded(NamedTuple):
    """A report that was written as JSON.

    Parameters
    ----------
    question : PlanQuestion
        What it was asked.
    content : dict
        What it says.
    """

    question: PlanQuestion
    content: dict[str, Json]


class Replay(NamedTuple):
    """What is not as it was; all empty where all is.

    Parameters
    ----------
    inputs : tuple of str
        Names of the inputs whose hashes differ.
    figures : tuple of str
        Tables and columns whose figures differ.
    not_recorded : tuple of str
        Tables and columns that reports did not have when the recorded one was written.
    """

    inputs: tuple[str, ...]
    figures: tuple[str, ...]
    not_recorded: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether all that was recorded is as it was."""
        return not self.inputs and not self.figures


def read_recorded(path: Path) -> Recorded:
    """Return a report that was written as JSON.

    Raises
    ------
    InvalidInput
        The file is no such report.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not _is_report(found):
        allowed = Words("yizhan coverage -o 报告.json 写出的文件", "written by yizhan coverage -o")
        message = Words("不是覆盖报告", "it is no coverage report")
        raise InvalidInput(problem("--replay", path.name, allowed, message))
    return Recorded(from_settings(found["settings"]), found)


def _is_report(found: Json) -> bool:
    parts = ("settings", "inputs", "tables")
    return (
        isinstance(found, dict)
        and found.get("yizhan_coverage") == VERSION
        and all(isinstance(found.get(part), dict) for part in parts)
        and all(isinstance(columns, dict) for columns in found["tables"].values())
    )


def replayed(recorded: Recorded, report: Report) -> Replay:
    """Return what differs between a recorded report and the same made again."""
    old, new = recorded.content, content(report)
    inputs = [name for name in HASHES if old["inputs"].get(name) != new["inputs"][name]]
    before, now = _columns(old["tables"]), _columns(new["tables"])
    figures = [
        name for name, values in before.items() if name not in now or not equal(values, now[name])
    ]
    if old.get("hourly_sha256") != new["hourly_sha256"]:
        figures.append("hourly_sha256")
    return Replay(tuple(inputs), tuple(figures), tuple(_added(old["tables"], new["tables"])))


def _columns(tables: dict[str, dict[str, Json]]) -> dict[str, Json]:
    return {
        f"{table}.{column}": values
        for table, columns in tables.items()
        for column, values in columns.items()
    }


def _added(old: dict[str, dict[str, Json]], new: dict[str, dict[str, Json]]) -> Iterator[str]:
    """Yield the tables, and the columns of tables, that only the new report has."""
    for table, columns in new.items():
        if table not in old:
            yield table
        else:
            yield from (f"{table}.{column}" for column in columns if column not in old[table])


def equal(old: Json, new: Json) -> bool:
    """Tell whether two values of JSON are the same, figures but for their last digits."""
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(equal, old, new))
    if isinstance(old, float) and isinstance(new, float):
        return isclose(old, new, rel_tol=SAME, abs_tol=SAME)
    return bool(old == new)
