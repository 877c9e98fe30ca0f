"""What a check of the data found, as rows for a terminal and as a workbook."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from geodata.atomic import written_whole
from geodata.rows import defuse
from locator.words import Lang, Words


class Check(StrEnum):
    """What can be wrong with a record."""

    HOURS_UNKNOWN = "hours_unknown"
    POSITION_MISSING = "position_missing"
    POSITION_COARSE = "position_coarse"
    DISTRICT_MISMATCH = "district_mismatch"
    OUTSIDE = "outside"
    NEAR_DUPLICATE = "near_duplicate"
    AMENITIES_UNKNOWN = "amenities_unknown"
    STALE = "stale"


CHECKS: Final[dict[Check, Words]] = {
    Check.HOURS_UNKNOWN: Words("开放时间未知", "hours unknown"),
    Check.POSITION_MISSING: Words("缺少位置", "no position"),
    Check.POSITION_COARSE: Words("位置不精确", "coarse position"),
    Check.DISTRICT_MISMATCH: Words("位置与所写区域不符", "not in the area named"),
    Check.OUTSIDE: Words("在所有辖区之外", "outside every jurisdiction"),
    Check.NEAR_DUPLICATE: Words("疑似重复", "possible duplicate"),
    Check.AMENITIES_UNKNOWN: Words("设施未知", "amenities unknown"),
    Check.STALE: Words("久未核实", "not verified lately"),
}
SUMMARY: Final = Words("汇总", "summary")
FINDINGS: Final = Words("明细", "findings")
SUMMARY_HEADERS: Final = (
    Words("检查项", "check"),
    Words("站点数", "sites"),
    Words("占比", "share"),
)
FINDING_HEADERS: Final = (
    Words("检查项", "check"),
    Words("编号", "id"),
    Words("名称", "name"),
    Words("说明", "detail"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one site.

    Parameters
    ----------
    check : Check
        What it is.
    site_id, name : str
        Where.
    detail : Words
        Why, in words that help to mend it.
    """

    check: Check
    site_id: str
    name: str
    detail: Words


@dataclass(frozen=True, slots=True)
class QualityReport:
    """What was found in all sites.

    Parameters
    ----------
    checked : int
        Number of active sites.
    findings : tuple of Finding
        By check, then by id; a site has at most one of each check.
    calendar : Words or None
        A warning when the holiday calendar ends soon.
    """

    checked: int
    findings: tuple[Finding, ...]
    calendar: Words | None

    @property
    def counts(self) -> dict[Check, int]:
        """Return the number of sites that each check found."""
        found = Counter(finding.check for finding in self.findings)
        return {check: found[check] for check in Check}

    def summary(self, lang: Lang) -> list[tuple[str, str, str]]:
        """Return check, number of sites and their share, as texts for a table."""
        return [
            (CHECKS[check].say(lang), str(count), f"{count / max(self.checked, 1):.0%}")
            for check, count in self.counts.items()
        ]

    def rows(self, lang: Lang) -> list[tuple[str, str, str, str]]:
        """Return check, id, name and detail of each finding, as texts for a table."""
        return [
            (CHECKS[found.check].say(lang), found.site_id, found.name, found.detail.say(lang))
            for found in self.findings
        ]

    def to_xlsx(self, path: Path, *, lang: Lang) -> None:
        """Write a workbook with a summary and all findings.

        Raises
        ------
        InvalidInput
            When the file cannot be written.
        """
        with written_whole(path) as beside, Workbook(beside) as book:
            bold = book.add_format({"bold": True})
            summary = book.add_worksheet(SUMMARY.say(lang))
            findings = book.add_worksheet(FINDINGS.say(lang))
            for sheet, headers in ((summary, SUMMARY_HEADERS), (findings, FINDING_HEADERS)):
                sheet.set_column(0, len(headers) - 1, 28)
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, [header.say(lang) for header in headers], bold)
            self._fill_summary(summary, lang)
            for number, row in enumerate(self.rows(lang), start=1):
                for place, text in enumerate(row):
                    findings.write_string(number, place, defuse(text))

    def _fill_summary(self, sheet: Worksheet, lang: Lang) -> None:
        number = 0
        for number, (check, count) in enumerate(self.counts.items(), start=1):
            sheet.write_string(number, 0, CHECKS[check].say(lang))
            sheet.write_number(number, 1, count)
            sheet.write_number(number, 2, count / max(self.checked, 1))
        if self.calendar is not None:
            sheet.write_string(number + 2, 0, self.calendar.say(lang))
