import codecs
import csv
import io

import pytest

from geodata.tables import Limits, read_tables
from locator.errors import InvalidInput
from tests.geodata.tables.making import KNOWN, read_here, refusal_of, rows_of
from tests.shared import shared_path

TEXT = "名称,地址,备注\n南街驿站,示例区南街1号,“茶、水”\n北街驿站,示例区北街2号,\n"
ROWS = [
    {"名称": "南街驿站", "地址": "示例区南街1号", "备注": "“茶、水”"},
    {"名称": "北街驿站", "地址": "示例区北街2号"},
]


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "utf-16-be-bom", "utf-16-le", "utf-16-be"],
)
def test_every_encoding_gives_the_same_table(raw: bytes) -> None:
    (table,) = read_here(raw)
    assert table.columns == ("名称", "地址", "备注")
    assert rows_of(table) == ROWS
    assert table.first_row == 2


def test_characters_beyond_gbk_are_read() -> None:
    (table,) = read_here("名称,地址\n𬭛街驿站㙍,示例区\n".encode("gb18030"))
    assert table.rows[0][0] == "𬭛街驿站㙍"


def test_a_long_file_is_proved_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.tables.sheets.encodings.CHUNK", 64)
    raw = ("名称,地址\n" + "a,b\n" * 60_000 + "南街驿站,示例区\n").encode("gb18030")
    (table,) = read_here(raw)
    assert table.rows[-1] == ("南街驿站", "示例区")


def test_damaged_utf8_is_refused_and_not_read_as_other_characters() -> None:
    raw = bytearray((TEXT * 5).encode())
    place = raw.index(b",", 100)
    raw[place] = 0xFF
    with pytest.raises(InvalidInput) as caught:
        read_here(bytes(raw))
    assert f"UTF-8 fails at byte {place}" in refusal_of(caught.value)


def test_utf8_cut_inside_a_character_is_refused() -> None:
    raw = TEXT.encode()[:-5]
    cut = raw[: raw.rindex(b"2")] + "号".encode()[:2]
    with pytest.raises(InvalidInput, match=f"UTF-8 fails at byte {len(cut) - 2}"):
        read_here(cut)


@pytest.mark.parametrize("encoding", ["big5", "shift-jis", "cp1252"])
def test_another_encoding_is_refused_instead_of_giving_wrong_characters(encoding: str) -> None:
    text = {
        "big5": "名稱,地址\n勞動者驛站,臺北市信義區\n",
        "shift-jis": "なまえ,じゅうしょ\nひろばのえき,とうきょうと\n",
        "cp1252": "name,address\nCafé Müller,Straße 1\n",
    }[encoding]
    with pytest.raises(InvalidInput) as caught:
        read_here((text * 3).encode(encoding))
    assert "unknown encoding" in refusal_of(caught.value)


def test_bytes_that_are_no_text_name_every_encoding_tried() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_here("名称,地址\n".encode("gb18030") + b"\xff\xff\xfe,x\n" * 9)
    assert "UTF-8 fails at byte 0" in refusal_of(caught.value)
    assert "GB18030 fails at byte 10" in refusal_of(caught.value)


def test_odd_utf16_is_refused() -> None:
    with pytest.raises(InvalidInput, match="UTF-16"):
        read_here(TEXT.encode("utf-16")[:-1])


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([["名称", "经度", "设施"], ["甲", "121,4", "空调;水|茶"], ["乙", "", "a\nb"]])
    (table,) = read_here(text.getvalue().encode())
    assert list(table.rows) == [("甲", "121,4", "空调;水|茶"), ("乙", "", "a\nb")]


def test_commas_inside_one_column_do_not_make_the_delimiter() -> None:
    (table,) = read_here(b"foo;bar\na,b,c;1\nd,e,f;2\n")
    assert table.columns == ("foo", "bar")


def test_excels_note_of_the_delimiter_is_heeded() -> None:
    (table,) = read_here("sep=;\r\n名称;地址\r\n甲;a,b\r\n".encode())
    assert table.columns == ("名称", "地址")
    assert table.first_row == 3


def test_title_rows_stand_above_the_header() -> None:
    text = (
        "示例市户外劳动者驿站一览表,,\n填报单位:,示例区总工会,\n序号,名称,地址\n1,甲,乙\n合计,1,\n"
    )
    (table,) = read_here(text.encode())
    assert table.columns == ("序号", "名称", "地址")
    assert table.first_row == 4
    assert list(table.rows) == [("1", "甲", "乙"), ("合计", "1", "")]


def test_numbers_stay_as_written() -> None:
    (table,) = read_here("名称,经度\n甲,37.40\n乙,013800000000\n".encode())
    assert [row[1] for row in table.rows] == ["37.40", "013800000000"]


def test_row_numbers_count_blank_lines_and_leave_none_at_the_end() -> None:
    (table,) = read_here("名称,地址\n甲,1\n\n,\n乙,2\n\n\n,\n".encode())
    assert list(table.rows) == [("甲", "1"), ("", ""), ("", ""), ("乙", "2")]


def test_rows_longer_or_shorter_than_the_header_are_kept() -> None:
    (table,) = read_here("名称,地址,\n甲\n乙,2,,x\n".encode())
    assert table.columns == ("名称", "地址", "#4")
    assert list(table.rows) == [("甲", "", ""), ("乙", "2", "x")]


def test_repeated_headers_are_told_apart() -> None:
    (table,) = read_here("名称,电话,电话,电话 (2)\n甲,1,2,3\n".encode())
    assert table.columns == ("名称", "电话", "电话 (2)", "电话 (2) (2)")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"name,address\na\0b,2\n", 'row 2, column "name": holds a NUL'),
        (b"name,address\n1,2\nx," + b"y" * 40_000, 'row 3, column "address": a cell of 40,000'),
        (b'name,address\nx,"' + b"y,1\n" * 10_000, "row 2: a quote is not closed"),
        (b"name,address" + b",c" * 500 + b"\n1,2\n", "too many columns"),
        (b"name,address\n" + b"1," * 600 + b"2\n", "too many columns"),
        (b"name,address," + b"c" * 40_000 + b"\n1,2\n", "column 3 has no usable header"),
        (b"na\0me,address,name\n1,2\n", "column 1 has no usable header"),
        (b"1,2\n3,4\n", "no header"),
        (b"\n\n \n", "no header"),
        ("说明:请按要求填写\n".encode(), "no header"),
    ],
    ids=[
        "nul",
        "cell",
        "quote",
        "columns",
        "row",
        "header",
        "nul header",
        "numbers",
        "blank",
        "one cell",
    ],
)
def test_what_no_table_holds_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_here(raw)
    assert message in refusal_of(caught.value)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('名称,地址\n甲,1\n乙,"2\n丙,3\n', 3),
        ('名称,地址\n甲,"1\n乙,"2"\n丙,3\n', 2),
    ],
    ids=["never", "at the next quote"],
)
def test_a_quote_that_swallows_the_rows_below_is_refused_with_its_row(text: str, row: int) -> None:
    with pytest.raises(InvalidInput, match=f"row {row}: a quote is not closed"):
        read_here(text.encode())


def test_a_stray_quote_within_a_line_is_taken_as_it_stands() -> None:
    (table,) = read_here('名称,地址\n甲,"一路"A座,5"屏\n乙,"两\n行"\n丙,"三'.encode())
    assert [*table.rows] == [("甲", "一路A座", '5"屏'), ("乙", "两\n行", ""), ("丙", "三", "")]


def test_rows_beyond_the_limit_are_refused() -> None:
    raw = b"name,address\n" + b"a,b\n" * 11
    assert len(read_here(raw, Limits(rows=11))[0].rows) == 11
    with pytest.raises(InvalidInput, match="too many rows"):
        read_here(raw, Limits(rows=10))


def test_real_lists_are_read_as_another_reader_reads_them() -> None:
    for name, encoding in (("press", "utf-8-sig"), ("zhaoqing", "gb18030")):
        path = shared_path(f"stations/{name}.csv")
        with path.open(encoding=encoding, newline="") as file:
            header, *rows = csv.reader(file)
        (table,) = read_tables(path, known_headers=KNOWN)
        assert table.columns == tuple(header)
        assert [list(row) for row in table.rows] == rows
        assert table.geometry is None
        assert table.datum_hint is None
