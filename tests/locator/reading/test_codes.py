import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.reading import Codes, read_amenities, read_services, says_none
from locator.vocabulary import AMENITIES, SERVICES
from tests.shared import shared_path


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("空调、微波炉、饮水机", {"ac", "microwave", "water"}),
        (
            "空调,微波炉；饮水机/冰柜|雨伞\n桌椅",
            {"ac", "microwave", "water", "fridge", "umbrella", "seats"},
        ),
        ("空调 微波炉　热水", {"ac", "microwave", "water"}),
        ("ac,water;microwave", {"ac", "water", "microwave"}),
        ("phone charging, drinking water", {"charging", "water"}),
        ("手机充电、充电宝、电动车充电", {"charging", "powerbank", "ebike_charging"}),
        ("应急药品、维修工具、针线包", {"first_aid", "tools", "sewing"}),
        ("Wi-Fi、WIFI、无线网络", {"wifi"}),
        ("AED除颤仪、血压计", {"aed", "blood_pressure"}),
        ("直饮水 冷热饮水机", {"water"}),
        ("配备空调(2台)", {"ac"}),
        ("无障碍通道", {"wheelchair"}),
        ("职工书屋", {"books"}),
    ],
)
def test_facilities(text: str, codes: set[str]) -> None:
    read = read_amenities(text)
    assert set(read.codes) == codes
    assert read.codes == tuple(sorted(codes))
    assert read.unread == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("法律咨询;律师代书", {"legal"}),
        ("心理咨询/心理沙盘", {"counselling"}),
        ("欠薪投诉;法律援助", {"wage_claims", "legal"}),
        ("培训、入会、义诊、理发、招聘", {"training", "membership", "health", "haircut", "jobs"}),
        ("爱心餐,快递代收", {"meals", "parcel"}),
        ("legal, wage claims", {"legal", "wage_claims"}),
    ],
)
def test_services(text: str, codes: set[str]) -> None:
    read = read_services(text)
    assert set(read.codes) == codes
    assert read.unread == ()


def test_what_is_not_understood_is_kept() -> None:
    assert read_amenities("空调、魔法阵,法律咨询").unread == ("魔法阵", "法律咨询")
    assert read_services("法律咨询;帮扶救助") == Codes(("legal",), ("帮扶救助",))
    # a code inside another word is none
    assert read_amenities("place").codes == ()


@pytest.mark.parametrize("text", ["无空调", "没有微波炉", "不提供热水", "暂无饮水机"])
def test_what_is_denied_is_not_there(text: str) -> None:
    assert read_amenities(text).codes == ()
    assert read_amenities(text).unread == (text,)


@pytest.mark.parametrize("text", ["无", "没有", " 暂无 ", "none", "None"])
def test_none_is_said_and_not_unread(text: str) -> None:
    assert says_none(text)
    assert read_amenities(text) == read_services(text) == read_amenities("")


def test_nothing_said_is_not_none() -> None:
    assert not says_none("")
    assert not says_none("无障碍")


def test_every_code_is_read_by_its_names() -> None:
    for names, read in ((AMENITIES, read_amenities), (SERVICES, read_services)):
        for code, words in names.items():
            for name in (code, code.upper(), words.zh, words.en):
                assert read(name).codes == (code,), name


def test_press_texts_are_understood() -> None:
    """Of what newspapers list, only this is neither a facility nor a service that we know."""
    with shared_path("stations/press.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row["服务设施/内容"] for row in csv.DictReader(file)]
    unread = set.union(
        *({*read_amenities(cell).unread} & {*read_services(cell).unread} for cell in cells)
    )
    assert unread == {"帮扶救助", "职工健身房", "预约服务", "微信扫码进门"}


@given(st.lists(st.sampled_from(sorted(AMENITIES)), max_size=12))
def test_codes_come_back(codes: list[str]) -> None:
    assert read_amenities(";".join(codes)).codes == tuple(sorted(set(codes)))


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = read_amenities(text)
    assert set(read.codes) <= set(AMENITIES)


@pytest.mark.parametrize("piece", ["a", "、空调", "空", " ", "无"])
def test_ten_megabytes_are_kept_as_one(piece: str) -> None:
    huge = piece * (10_000_000 // len(piece))
    read = read_amenities(huge)
    assert read.codes == ()
    assert read.unread in {(huge,), ()}
