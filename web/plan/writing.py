"""A coverage report as any of its files, the page with the map among them."""

from pathlib import Path
from typing import Final

from geodata.atomic import written_whole
from geodata.demo import demo_backdrop
from geodata.reporting import FORMATS, write_report
from geodata.reporting.map_content import map_content
from geodata.reporting.report import Report
from locator.words import Lang
from web.maps.coverage import coverage_page

PAGE: Final = ".html"
ENDINGS: Final = (PAGE, *FORMATS)


def write_file(report: Report, path: Path, lang: Lang) -> None:
    """Write a report into a file, whole or not at all; its ending tells the format.

    Raises
    ------
    InvalidInput
        When the ending is of no known format, or nothing can be written there.
    """
    if path.suffix.lower() != PAGE:
        write_report(report, path, lang=lang)
        return
    backdrop = demo_backdrop() if report.made_up else ()
    page = coverage_page(map_content(report, lang), backdrop=backdrop)
    with written_whole(path) as beside:
        beside.write_text(page, encoding="utf-8")
