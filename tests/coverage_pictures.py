"""What coverage reports of the made-up city look like: the page, the picture and the pages."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.shared import ROOT
from tests.web.browser import chromium
from web.cli import main as command

WEEK = "2026-11-23"
NIGHT = 71  # Wednesday 23:00
LANGS = ("zh-CN", "en")
DOTS = 90  # an inch


def take_reports(browser: Browser, folder: Path) -> None:
    """Write the reports in both languages and take pictures of them."""
    with tempfile.TemporaryDirectory() as made:
        os.environ["YIZHAN_STORE"] = f"sqlite:///{made}/yizhan.db"
        command(["demo"], standalone_mode=False)
        for lang in LANGS:
            os.environ["YIZHAN_LANG"] = lang
            files = [Path(made) / f"coverage-{lang}.{ending}" for ending in ("html", "png", "pdf")]
            outputs = [part for file in files for part in ("-o", str(file))]
            asked = ["coverage", "--week", WEEK, "--minutes", "10", *outputs]
            command(asked, standalone_mode=False)
            page, picture, pages = files
            shutil.copy(picture, folder)
            picture_page(browser, page, folder, dark=lang == "en")
            picture_pages(pages, folder)


def picture_page(browser: Browser, path: Path, folder: Path, *, dark: bool) -> None:
    """Take the page as it opens, at night with a gap opened, and on a phone."""
    scheme = "dark" if dark else "light"
    for name, width, height in (("desktop", 1440, 900), ("phone", 390, 844)):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        page = context.new_page()
        page.goto(path.as_uri())
        page.locator("html[data-ready]").wait_for(state="attached")
        page.wait_for_timeout(300)
        stem = f"{path.stem}-{name}-{scheme}"
        page.screenshot(path=folder / f"{stem}.png")
        page.locator(f'.strip [data-slot="{NIGHT}"]').dispatch_event("click")
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{stem}-night.png")
        page.locator("button[data-gap]").first.dispatch_event("click")
        page.wait_for_timeout(600)
        page.screenshot(path=folder / f"{stem}-gap.png")
        context.close()


def picture_pages(path: Path, folder: Path) -> None:
    """Draw the pages of a PDF, where the program for it is there."""
    if shutil.which("pdftoppm") is None:
        sys.stderr.write("no pictures of PDF pages: apt install poppler-utils\n")
        return
    subprocess.run(
        ["pdftoppm", "-r", str(DOTS), "-png", path, folder / f"{path.stem}-page"], check=True
    )


if __name__ == "__main__":
    place = ROOT / "screenshots"
    place.mkdir(exist_ok=True)
    with chromium() as started:
        take_reports(started, place)
