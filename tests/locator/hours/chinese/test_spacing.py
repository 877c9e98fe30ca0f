"""Spaces and English words change nothing that is said."""

import pytest

from locator.hours import read_hours


@pytest.mark.parametrize(
    ("phrase", "osm"),
    [
        ("周一 至 周五 9:00 - 17:00", "Mo-Fr 09:00-17:00"),
        ("星期二 到 星期日 9:00 至 17:00", "Tu-Su 09:00-17:00"),
        ("周一 、 周三 、 周五 9:00-17:00", "Mo,We,Fr 09:00-17:00"),
        ("周六 、 日 9:00-17:00", "Sa,Su 09:00-17:00"),
        (
            "5月 至 9月 8:00-20:00 10月 至 次年4月 9:00-18:00",
            "May-Sep 08:00-20:00; Oct-Apr 09:00-18:00",
        ),
        (
            "5 月 1 日 至 9 月 30 日 8:00-20:00 ， 10 月 1 日 至 4 月 30 日 9:00-18:00",
            "May-Sep 08:00-20:00; Oct-Apr 09:00-18:00",
        ),
        ("上午 9 点 至 下午 5 点", "09:00-17:00"),
        ("Monday to Friday 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mon-Fri 9am-6pm", "Mo-Fr 09:00-18:00"),
        ("Mon, Wed & Fri 9:00-12:00", "Mo,We,Fr 09:00-12:00"),
        ("周一至周五 Mon-Fri 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("营业时间 Business Hours 10:00-22:00", "10:00-22:00"),
        ("Daily 8:00-20:00 except public holidays", "08:00-20:00; PH off"),
        ("周一至周五9:00-17:00 (weekends closed)", "Mo-Fr 09:00-17:00"),
    ],
)
def test_read_alike(phrase: str, osm: str) -> None:
    assert read_hours(phrase).hours.osm == osm


@pytest.mark.parametrize(
    "phrase",
    [
        "Mon-Fri 9-5",
        "sunrise to sunset",
        "closed on Monday, 9:00-17:00",
        "Mon-Fri 9:00-17:00 by rota",
    ],
)
def test_what_may_be_meant_otherwise_is_unknown(phrase: str) -> None:
    assert read_hours(phrase).hours.osm is None
