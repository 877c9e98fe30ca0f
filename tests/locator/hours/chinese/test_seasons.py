"""Days told beside two seasons: in both where that is plain, and never in one by accident."""

import pytest

from locator.hours import read_hours

BOTH = "夏季(5月-10月)8:00-20:00{between}冬季(11月-4月)9:00-18:00"
SATURDAYS = (
    "May-Oct Mo-Fr,Su 08:00-20:00; May-Oct Sa 09:00-12:00; "
    "Nov-Apr Mo-Fr,Su 09:00-18:00; Nov-Apr Sa 09:00-12:00"
)


@pytest.mark.parametrize("between", [",", ";", "。"])
@pytest.mark.parametrize("end", [";", "。", "\n"])
def test_days_of_a_sentence_of_their_own_hold_all_year(between: str, end: str) -> None:
    reading = read_hours(BOTH.format(between=between) + end + "周六9:00-12:00")
    assert reading.hours.osm == SATURDAYS


@pytest.mark.parametrize(
    ("phrase", "osm"),
    [
        (
            "周一至周五：夏季(5-9月)8:00-18:00，冬季(10-4月)8:30-17:30。周六9:00-12:00",
            (
                "May-Sep Mo-Fr 08:00-18:00; May-Sep Sa 09:00-12:00; "
                "Oct-Apr Mo-Fr 08:30-17:30; Oct-Apr Sa 09:00-12:00"
            ),
        ),
        (
            "夏季(5-9月)8:00-18:00；冬季(10-4月)9:00-17:00；周五、周六延长至21:00",
            (
                "May-Sep Mo-Th,Su 08:00-18:00; May-Sep Fr,Sa 08:00-21:00; "
                "Oct-Apr Mo-Th,Su 09:00-17:00; Oct-Apr Fr,Sa 09:00-21:00"
            ),
        ),
        (
            (
                "夏季(5-9月)周一至周五8:00-18:00，周六9:00-12:00；"
                "冬季(10-4月)周一至周五9:00-17:00，周六10:00-12:00"
            ),
            (
                "May-Sep Mo-Fr 08:00-18:00; May-Sep Sa 09:00-12:00; "
                "Oct-Apr Mo-Fr 09:00-17:00; Oct-Apr Sa 10:00-12:00"
            ),
        ),
        (
            "夏季(5-9月)8:00-18:00；冬季(10-4月)周一至周五9:00-17:00，周六10:00-12:00",
            "May-Sep 08:00-18:00; Oct-Apr Mo-Fr 09:00-17:00; Oct-Apr Sa 10:00-12:00",
        ),
        ("3月-11月8:00-18:00，周一闭馆；12月-2月闭馆", "Mar-Nov Tu-Su 08:00-18:00"),
    ],
)
def test_days_beside_seasons(phrase: str, osm: str) -> None:
    assert read_hours(phrase).hours.osm == osm


@pytest.mark.parametrize(
    "phrase",
    [
        BOTH.format(between="，") + "，周六9:00-12:00",
        BOTH.format(between="；") + "（周六9:00-12:00）",
        BOTH.format(between="；") + "，周五延长至21:00",
        BOTH.format(between="；") + "；周一至周五9:00-17:00",
        "周六9:00-12:00；" + BOTH.format(between="；"),
        "周一至周五9:00-17:00；" + BOTH.format(between="；"),
        "周一至周五：夏季(5-9月)8:00-18:00，冬季(10-4月)8:30-17:30，周六9:00-12:00",
        "夏季(5-9月)周一至周五8:00-18:00；冬季(10-4月)周一至周五9:00-17:00，周六9:00-12:00",
        "夏季(5-9月)周一至周日8:00-18:00；冬季(10-4月)周一至周五9:00-17:00；周六9:00-12:00",
        "夏季(5-9月)周一至周日8:00-18:00；冬季(10-4月)周二至周日9:00-17:00，周一闭馆",
    ],
)
def test_days_that_may_belong_to_one_season_or_the_year_are_unknown(phrase: str) -> None:
    assert read_hours(phrase).hours.osm is None
