import pytest

from geodata.tables import header_word
from geodata.tables.sheets.headers import find_header, is_known, unique_names

KNOWN = frozenset({"名称", "地址", "经度", "lon"})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("经度", "经度"),
        (" 经 度*: ", "经度"),
        ("ＬＯＮ", "lon"),
        ("站点_名称", "站点名称"),
        ("—", ""),
    ],
)
def test_headers_are_compared_by_letters_and_digits(text: str, word: str) -> None:
    assert header_word(text) == word


@pytest.mark.parametrize("text", ["经度", "经度(GCJ-02)", "* 经度（必填）", "Lon [deg]"])
def test_a_remark_in_brackets_does_not_hide_a_header(text: str) -> None:
    assert is_known(text, KNOWN)


@pytest.mark.parametrize("text", ["", "*", "(经度)之外", "名称" * 30])
def test_other_text_is_no_header(text: str) -> None:
    assert not is_known(text, KNOWN)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["名称", "地址"], ["甲", "乙"]], 0),
        ([["一览表", ""], ["名称", "地址"], ["名称", "地址"]], 1),
        ([["地址", ""], ["名称", "地址"], ["甲", "乙"]], 1),
        ([["站点清单", "", ""], ["单位:示例", "", "2026"], ["甲", "乙", "丙"], ["1", "2", "3"]], 2),
        ([["名称", "2024", "2025"], ["甲", "1", "2"]], 0),
        ([["名称"], ["甲"]], 0),
        ([["1", "2"], ["3", "4"]], None),
        ([["甲", "甲"], ["2026-01-01", "9:30"]], None),
        ([["说明"], ["请填写"]], None),
        ([[""] * 3] * 40 + [["名称", "地址", "经度"]], None),
        ([], None),
    ],
)
def test_the_header_row_is_found(rows: list[list[str]], place: int | None) -> None:
    assert find_header(rows, KNOWN) == place


def test_names_are_unique_and_in_one_line() -> None:
    names = unique_names(["a", "b\n c", "a", "", "a", "a (2)", ""])
    assert names == ["a", "b c", "a (2)", "", "a (3)", "a (2) (2)", ""]
