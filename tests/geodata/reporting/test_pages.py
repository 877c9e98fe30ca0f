"""Pages for a meeting: text that can be copied, in glyphs that are there, in both languages."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from geodata import fonts
from geodata.reporting import Report, write_report
from geodata.reporting.printing.lettering import Lettering
from geodata.reporting.printing.typesetting import Setting
from locator.errors import InvalidInput
from locator.words import Lang
from tests.geodata.reporting.pdf_text import pages
from tests.geodata.reporting.reports import small_report
from tests.shared import ROOT

needs_font = pytest.mark.skipif(
    not any(fonts.font_files()), reason="no Chinese font on this machine: sh .ci/browser gets one"
)
HOSTILE = "驿站\u202e<b>&amp;</b>\U0001f600\U00020000 ${x}"
LANGS: tuple[Lang, ...] = ("zh-CN", "en")


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report(["旧样街道驿站", HOSTILE])


@needs_font
def test_every_character_is_there_and_drawn_in_both_languages(
    report: Report, tmp_path: Path
) -> None:
    for lang in LANGS:  # in one process: a font cut for one must not serve the other
        path = tmp_path / f"{lang}.pdf"
        write_report(report, path, lang=lang)
        read = list(pages(path))
        assert 3 <= len(read) <= 5
        assert [page.undrawn for page in read] == [set()] * len(read)
        text = "".join(page.text for page in read).replace(" ", "")
        for words in (report.definition, report.gaps[0].remedy, report.reasons["closed"]):
            assert words.say(lang).replace(" ", "") in text
        assert report.gaps[0].nearest_name.replace(" ", "") in text
        for page in read:  # the definition stands under every page
            assert report.definition.say(lang) in page.text


@needs_font
def test_a_name_is_text_and_what_cannot_be_shown_is_a_question_mark(
    report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "r.pdf"
    write_report(report, path, lang="zh-CN")
    text = "".join(page.text for page in pages(path))
    assert "驿站<b>&amp;</b>?" in text.replace(" ", "")
    assert "\u202e" not in text


@needs_font
def test_the_same_report_makes_the_same_pages(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_report(small_report(), tmp_path / name, lang="zh-CN")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@needs_font
def test_the_picture_has_a_map_and_a_title(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "r.png", lang="zh-CN")
    with Image.open(tmp_path / "r.png") as picture:
        assert picture.size == (1920, 1536)
        colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 100


@needs_font
def test_a_cut_font_has_what_it_was_cut_for() -> None:
    lettering = Lettering(["示例市 A1"])
    assert lettering.settable("示例市\u200b 😀") == "示例市 ?"
    assert len(lettering.data) < 20_000
    assert lettering.name != Lettering(["示例市 A2"]).name


def test_without_a_font_it_says_how_to_get_one(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    for ending in (".pdf", ".png"):
        with pytest.raises(InvalidInput) as caught:
            write_report(report, tmp_path / f"r{ending}", lang="zh-CN")
        assert "fonts-noto-cjk" in caught.value.problems[0].message.zh
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_is_refused(report: Report, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        write_report(report, tmp_path / "r.docx", lang="en")
    assert ".gpkg" in caught.value.problems[0].allowed.en


WRITER = """
import sys
from pathlib import Path
from geodata.reporting import write_report
from tests.geodata.reporting.reports import small_report
report = small_report()
print("ready", flush=True)
while True:
    for ending in (".gpkg", ".xlsx", ".json"):
        write_report(report, Path(sys.argv[1]) / f"r{ending}", lang="en")
"""


@pytest.mark.slow
def test_a_kill_leaves_whole_files(tmp_path: Path) -> None:
    report = small_report()
    whole = {}
    for ending in (".xlsx", ".json"):
        write_report(report, tmp_path / f"r{ending}", lang="en")
        whole[ending] = (tmp_path / f"r{ending}").read_bytes()
    write_report(report, tmp_path / "r.gpkg", lang="en")
    size = (tmp_path / "r.gpkg").stat().st_size
    for delay_s in (0.05, 0.3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay_s)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for ending, text in whole.items():
            assert (tmp_path / f"r{ending}").read_bytes() == text
        assert (tmp_path / "r.gpkg").stat().st_size == size


@pytest.mark.parametrize("count", [3, 5, 12])
def test_no_row_of_a_table_is_alone_on_a_page(count: int) -> None:
    rows = [[f"row {number}", "1"] for number in range(count)]
    for height in range(30, 400, 4):
        table = Setting("en").table(("area", "sites"), rows, (60, 20))
        parts = table.split(500, height)
        assert sum(len(part._cellvalues) - 1 for part in parts) in {0, count}
        assert all(len(part._cellvalues) - 1 >= 3 for part in parts)
