"""A report of one instant speaks of that instant: no hours, no shares of time, no worst hour."""

from datetime import datetime
from pathlib import Path

import pytest

from geodata.reporting import Report, write_report
from geodata.reporting.map_content import map_content
from geodata.reporting.printing.drawing import Hand, legend
from geodata.reporting.printing.lettering import Lettering
from geodata.reporting.tables import gaps, summary, tables
from locator.hours import CHINA
from locator.words import Lang
from tests.geodata.reporting.pdf_text import pages
from tests.geodata.reporting.reports import small_report
from tests.geodata.reporting.test_pages import needs_font
from web.maps.coverage import STATES, coverage_page, report_words

LANGS: tuple[Lang, ...] = ("zh-CN", "en")
OF_HOURS = {
    "zh-CN": ("平均每小时", "开放时间占比", "60 分钟的平均"),
    "en": ("mean hour", "share of time open", "mean over its 60 minutes"),
}
MEAN = {"zh-CN": "平均", "en": "(mean"}
OF_TIME = {"zh-CN": ("的时间", "始终", "从未"), "en": ("of the time", "always", "never")}


@pytest.fixture(scope="module")
def night() -> Report:
    return small_report(monday=None, at=datetime(2026, 11, 25, 3, 20, tzinfo=CHINA))


@pytest.mark.parametrize("lang", LANGS)
def test_gaps_name_the_instant_and_no_worst_hour(night: Report, lang: Lang) -> None:
    remedies = [gap.remedy.say(lang) for gap in night.gaps if gap.reason == "closed"]
    said = {"zh-CN": "在周三 03:20也开放", "en": "at Wed 03:20"}[lang]
    assert remedies
    assert all(remedy.endswith(said) for remedy in remedies)
    assert {gap.worst.say(lang) for gap in night.gaps} == {""}


@pytest.mark.parametrize("lang", LANGS)
def test_figures_are_heads_and_not_heads_times_hours(night: Report, lang: Lang) -> None:
    for table in (summary(night, lang), gaps(night, lang)):
        headers = [words.say(lang) for words in table.columns.values()]
        assert not [header for header in headers if "×" in header]
    assert night.unit_of_sums == night.unit
    assert not [term for term, _ in night.definitions if term.zh in {"需求×小时", "夜间"}]


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_said_of_a_mean_hour_or_of_shares_of_time(night: Report, lang: Lang) -> None:
    for report, is_there in ((small_report(), True), (night, False)):
        labels = [words for table in tables(report, lang) for words in table.columns.values()]
        labels += [term for term, _ in report.key_figures]
        labels += [meaning for _, meaning in report.definitions]
        said = " ".join(label.say(lang) for label in labels)
        for text in OF_HOURS[lang]:
            assert (text in said) is is_there, text
        popups = report_words(lang, is_week=report.slots.is_week)
        assert (MEAN[lang] in " ".join(map(str, popups.values()))) is is_there


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_has_no_part_of_an_hour(night: Report, lang: Lang) -> None:
    for report, is_there in ((night, False), (small_report(), True)):
        page = coverage_page(map_content(report, lang))
        assert (f"</span>{STATES[2].say(lang)}</li>" in page) is is_there
        assert (f"</span>{STATES[3].say(lang)}</li>") in page


@needs_font
@pytest.mark.parametrize("lang", LANGS)
def test_the_legend_has_no_shares_of_time(night: Report, lang: Lang) -> None:
    hand = Hand(Lettering(()), lang)
    _, told = legend(night, hand)
    assert (
        told[:2]
        == {
            "zh-CN": ["此刻覆盖", "此刻未覆盖"],
            "en": ["covered then", "not covered then"],
        }[lang]
    )
    for words in OF_TIME[lang]:
        assert words not in " ".join(told)
        assert words in " ".join(legend(small_report(), hand)[1])


@needs_font
def test_the_pages_of_an_instant_have_no_hours(night: Report, tmp_path: Path) -> None:
    write_report(night, tmp_path / "r.pdf", lang="zh-CN")
    text = "".join(page.text for page in pages(tmp_path / "r.pdf")).replace(" ", "")
    assert "在周三03:20也开放" in text
    assert "最严重的十处缺口" in text
    assert "最严重" not in text.replace("最严重的十处缺口", "")
    assert "×小时" not in text
