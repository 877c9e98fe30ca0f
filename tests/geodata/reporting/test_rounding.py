"""A hundred percent is said only where all is covered."""

import re
from pathlib import Path

import pytest

from geodata.reporting import write_report
from geodata.reporting.map_content import map_content
from geodata.reporting.report import Figures
from locator.planning.question import PlanQuestion
from tests.geodata.reporting.pdf_text import pages
from tests.geodata.reporting.reports import LAT, LON, MONDAY, demand, report_of, site
from tests.geodata.reporting.test_pages import needs_font
from web.maps.coverage import coverage_page

NEARLY = report_of(
    [site(1, LON, LAT, "24/7")],
    demand((996, *(0,) * 9, 4)),
    PlanQuestion(mode="straight", max_min=8.0, monday=MONDAY),
)


@pytest.mark.parametrize(
    ("covered", "whole", "said"),
    [
        *((996, 99, "99.6%"), (999.96, 99, "99.9%"), (290, 29, "29.0%"), (0, 0, "0.0%")),
        *((1000, 100, "100.0%"), (1000 * (0.1 + 0.2 + 0.7), 100, "100.0%")),
    ],
)
def test_a_share_is_never_rounded_up_to_all(covered: float, whole: int, said: str) -> None:
    figures = Figures(1000, covered, 0)
    assert figures.least_percent == whole
    assert figures.share("en") == said


def test_the_strip_on_screen_shows_what_the_slider_says() -> None:
    assert {hour.share("en") for hour in NEARLY.hours} == {"99.6%"}
    page = coverage_page(map_content(NEARLY, "en"))
    assert re.findall(r'<td data-slot="\d+"[^>]*>([^<]*)<', page) == ["99"] * 168


@needs_font
def test_the_strip_in_print_shows_it_too(tmp_path: Path) -> None:
    write_report(NEARLY, tmp_path / "r.pdf", lang="en")
    text = "".join(page.text for page in pages(tmp_path / "r.pdf"))
    assert text.count("99" * 24) == 7
    assert "100" * 24 not in text
