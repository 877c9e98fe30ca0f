"""QR sheets: every code is drawn as segno has it, and every character of a name is drawn."""

import re
import zlib
from base64 import a85decode
from pathlib import Path

import pytest
import segno
from PIL import ImageFont
from reportlab.lib.pagesizes import A4

from geodata import fonts
from locator.errors import InvalidInput
from web.door_codes import DoorCode, Shelf, broken, has_all, write_door_codes

HAS_CHINESE = any(fonts.font_files())
needs_font = pytest.mark.skipif(
    not HAS_CHINESE, reason="no Chinese font on this machine: apt install fonts-noto-cjk"
)


def pages(path: Path) -> list[str]:
    """Return the drawing instructions of each page, as reportlab packs them."""
    streams = re.findall(rb"stream\r?\n(.*?)~>endstream", path.read_bytes(), re.DOTALL)
    texts = (zlib.decompress(a85decode(stream.strip())) for stream in streams)
    return [text.decode("latin-1") for text in texts if b" Do\n" in text]


def drawn_matrices(page: str) -> list[list[list[int]]]:
    """Return the codes on a page as matrices of modules, read back from their rectangles."""
    found = []
    for path in re.findall(r"n ((?:\S+ \S+ \S+ \S+ re\s)+)f", page):
        boxes = [
            tuple(float(figure) for figure in box)
            for box in re.findall(r"(\S+) (\S+) (\S+) (\S+) re", path)
        ]
        side = boxes[0][3]
        left = min(x for x, _, _, _ in boxes)
        bottom = min(y for _, y, _, _ in boxes)
        size = round((max(x + w for x, _, w, _ in boxes) - left) / side)
        matrix = [[0] * size for _ in range(size)]
        for x, y, width, _ in boxes:
            row = size - 1 - round((y - bottom) / side)
            for step in range(round(width / side)):
                matrix[row][round((x - left) / side) + step] = 1
        found.append(matrix)
    return found


@needs_font
def test_every_code_on_the_sheets_is_the_link_it_was_made_for(tmp_path: Path) -> None:
    codes = [
        DoorCode(f"示例市第{n}驿站", f"BZ-{n:04}", f"https://yizhan.example/s/a{n}")
        for n in range(8)
    ]
    path = tmp_path / "codes.pdf"
    write_door_codes(path, codes, lang="zh-CN")
    sheets = pages(path)
    assert len(sheets) == 2
    drawn = [matrix for sheet in sheets for matrix in drawn_matrices(sheet)]
    expected = [[list(row) for row in segno.make_qr(code.link, error="q").matrix] for code in codes]
    assert drawn == expected


@needs_font
def test_the_same_sites_give_the_same_file(tmp_path: Path) -> None:
    codes = [DoorCode("暖心驿站", "", "https://yizhan.example/s/1")]
    for name in ("one.pdf", "two.pdf"):
        write_door_codes(tmp_path / name, codes, lang="en")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@needs_font
def test_nothing_is_drawn_off_the_sheet(tmp_path: Path) -> None:
    long_name = "示例市南虹街道户外劳动者综合服务站" * 4
    path = tmp_path / "codes.pdf"
    write_door_codes(
        path, [DoorCode(long_name, "C" * 60, "https://x.example/s/" + "9" * 60)] * 6, lang="en"
    )
    for page in pages(path):
        for matrix in re.findall(r"(\S+) 0 0 (\S+) (\S+) (\S+) cm", page):
            width, height, x, y = (float(figure) for figure in matrix)
            assert x >= 0
            assert y >= 0
            assert x + width <= A4[0]
            assert y + height <= A4[1]


def test_a_text_that_no_font_can_show_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    with pytest.raises(InvalidInput) as caught:
        write_door_codes(
            tmp_path / "codes.pdf", [DoorCode("驿站", "", "https://x.example/s/1")], lang="en"
        )
    assert "fonts-noto-cjk" in caught.value.problems[0].message.en
    assert not (tmp_path / "codes.pdf").exists()


@needs_font
def test_a_font_is_taken_only_where_it_has_every_character() -> None:
    font = Shelf().font_for("示例市驿站 A1", 12)
    assert has_all(font, "驿站")
    # Sans has no CJK at all: what it draws for a character is its empty box.
    assert not has_all(ImageFont.load_default(12), "驿站")  # type: ignore[arg-type]  # a FreeType font where FreeType is built in


@needs_font
def test_lines_hold_all_characters_and_fit() -> None:
    font = Shelf().font_for("驿站", 12)
    text = "示例市南虹街道户外劳动者综合服务站"
    lines = broken(text, font, 200)
    assert "".join(lines) == text
    assert all(font.getlength(line) <= 200 for line in lines)


@needs_font
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Stations in this area", ["Stations", "in this", "area"]),
        ("Stations in 南虹街道", ["Stations", "in 南虹街", "道"]),
        ("Unbreakable", ["Unbrea", "kable"]),
    ],
)
def test_words_stay_whole_where_they_fit(text: str, lines: list[str]) -> None:
    font = Shelf().font_for(text, 12)
    longest = max(font.getlength(line) for line in lines)
    assert broken(text, font, longest) == lines
