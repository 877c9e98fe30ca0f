from pathlib import Path

import openpyxl
import pytest

from geodata.rows import undo_defuse
from geodata.tables import REJECT_COLUMNS, Reject, read_tables, write_rejects
from locator.errors import InvalidInput
from locator.words import Words
from tests.geodata.tables.making import KNOWN, rows_of

REASON = Words(zh="没有名称", en="it has no name")
REJECTS = [
    Reject("东区", 7, ("名称", "地址"), ("", "示例路1号"), REASON),
    Reject("东区", 9, ("名称", "地址"), ("=HYPERLINK()", '甲\n乙,"丙"'), REASON),
    Reject("西区", 2, ("地址", "电话"), ("-1", "013800000000"), REASON),
]
TOLD = "没有名称 / it has no name"


@pytest.mark.parametrize("name", ["退回.csv", "退回.xlsx"])
def test_rejected_rows_read_back_under_their_own_columns(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_rejects(path, REJECTS)
    (table,) = read_tables(path, known_headers=KNOWN)
    assert table.columns == ("名称", "地址", "电话", *REJECT_COLUMNS)
    row, sheet, reason = REJECT_COLUMNS
    expected = [
        {"地址": "示例路1号", row: "7", sheet: "东区", reason: TOLD},
        {"名称": "=HYPERLINK()", "地址": '甲\n乙,"丙"', row: "9", sheet: "东区", reason: TOLD},
        {"地址": "-1", "电话": "013800000000", row: "2", sheet: "西区", reason: TOLD},
    ]
    found = [{name: undo_defuse(cell) for name, cell in row.items()} for row in rows_of(table)]
    assert found == expected


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_rejects(tmp_path / "a.csv", REJECTS)
    write_rejects(tmp_path / "a.xlsx", REJECTS)
    assert "'=HYPERLINK()" in (tmp_path / "a.csv").read_text("utf-8-sig")
    cells = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows())
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    assert cells[2][0].value == "'=HYPERLINK()"


def test_spreadsheets_are_told_the_encoding(tmp_path: Path) -> None:
    write_rejects(tmp_path / "a.csv", REJECTS)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_rejects_of_rejects_replace_what_was_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_rejects(path, REJECTS[:1])
    (table,) = read_tables(path, known_headers=KNOWN)
    again = Reject("", 2, table.columns, table.rows[0], Words(zh="乙", en="b"))
    write_rejects(path, [again])
    (table,) = read_tables(path, known_headers=KNOWN)
    assert table.columns == ("名称", "地址", *REJECT_COLUMNS)
    assert table.rows[0] == ("", "示例路1号", "2", "", "乙 / b")


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("as it was", "utf-8")
    broken = Reject("", 1, ("a",), ("\ud800",), REASON)
    with pytest.raises(UnicodeEncodeError):
        write_rejects(path, [broken])
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [("a.csv", "as it was")]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be written"):
        write_rejects(tmp_path / "missing" / "a.csv", REJECTS)


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        write_rejects(tmp_path / "a.txt", REJECTS)
    assert caught.value.problems[0].field == "rejects"
    assert list(tmp_path.iterdir()) == []
