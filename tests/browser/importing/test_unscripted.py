"""Without JavaScript a file goes in all the same, and the page of waiting asks again by itself."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from geodata.uploads.uploads import COMMAND
from tests.browser.importing.lists import write_list
from tests.browser.phones import phone
from tests.browser.test_desk import come_in, desk_served

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_list_goes_in_without_javascript(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"  # until then the work does not begin, or it might be done before
    wait = f"import os, sys, time\nwhile not os.path.exists({str(seen)!r}): time.sleep(0.05)\n"
    monkeypatch.setattr("geodata.uploads.uploads.COMMAND", [*COMMAND[:-1], wait + COMMAND[-1]])
    with (
        desk_served(tmp_path) as (_, address, invitation),
        phone(browser, locale="zh-CN", java_script_enabled=False) as page,
    ):
        come_in(page, invitation, "zh-CN")
        page.goto(f"{address}/desk/import?lang=zh-CN")
        page.locator("#file").set_input_files(write_list(tmp_path / "一览表.xlsx"))
        page.get_by_role("button", name="上传,看会改什么").press("Enter")
        expect(page.locator("main progress")).to_be_visible()
        waited_at = page.url
        seen.touch()
        # Nobody touches the page from here: it comes by itself.
        expect(page.locator(".error-box")).to_contain_text("没有说明坐标系", timeout=120_000)
        assert page.url == waited_at
        page.locator("#datum").select_option("gcj02")
        page.get_by_role("button", name="按此再看一遍").press("Enter")
        expect(page.locator(".fates")).to_be_visible(timeout=120_000)
        page.get_by_role("button", name="写入 34 处").press("Enter")
        expect(page.locator("p[role=status]")).to_contain_text("已写入", timeout=120_000)
