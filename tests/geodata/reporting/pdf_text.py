"""Reads the text of our PDFs back, glyph by glyph, from the fonts that they embed."""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # has no stubs

ESCAPED = re.compile(rb"\\(\d{3}|.)", re.DOTALL)


class Font(NamedTuple):
    """What the codes of an embedded font mean, and which of them are drawn as nothing or a box."""

    texts: dict[int, str]
    drawn: frozenset[int]


class Read(NamedTuple):
    """The text of a page, and the characters that its font does not draw."""

    text: str
    undrawn: set[str]


def objects(path: Path) -> dict[int, tuple[bytes, bytes]]:
    found = {}
    for match in re.finditer(rb"(\d+) 0 obj\s(.*?)endobj", path.read_bytes(), re.DOTALL):
        head, _, rest = match[2].partition(b"stream")
        body = rest.partition(b"endstream")[0].removeprefix(b"\r").removeprefix(b"\n")
        if b"ASCII85Decode" in head:
            body = a85decode(body.strip().removesuffix(b"~>"))
        if b"FlateDecode" in head:  # its last byte may look like the line's end after it
            body = zlib.decompressobj().decompress(body)
        found[int(match[1])] = head, body
    return found


def fonts(parts: dict[int, tuple[bytes, bytes]]) -> dict[bytes, Font]:
    found = {}
    for head, _ in parts.values():
        if b"/ToUnicode" not in head:
            continue
        name, texts, about = (
            re.search(pattern, head)
            for pattern in (rb"/Name /(\S+)", rb"/ToUnicode (\d+)", rb"/FontDescriptor (\d+)")
        )
        assert name
        assert texts
        assert about
        file = re.search(rb"/FontFile2 (\d+)", parts[int(about[1])][0])
        assert file
        found[name[1]] = Font(
            texts_of(parts[int(texts[1])][1]), drawn_codes(parts[int(file[1])][1])
        )
    return found


def texts_of(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]+)> <([0-9A-F]+)>", cmap)
    return {int(code, 16): chr(int(text, 16)) for code, text in pairs}


def drawn_codes(file: bytes) -> frozenset[int]:
    font = TTFont(BytesIO(file))
    outlines = font["glyf"]
    names = font["cmap"].tables[0].cmap
    return frozenset(
        code
        for code, name in names.items()
        if name != ".notdef" and outlines[name].numberOfContours != 0  # composites have -1
    )


def pages(path: Path) -> Iterator[Read]:
    parts = objects(path)
    known = fonts(parts)
    for _, body in parts.values():
        if b" Tj" not in body:
            continue
        text, undrawn, font = "", set(), None
        for name, said in re.findall(rb"/(F\S+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", body):
            if name:
                font = known.get(name)
                continue
            codes = ESCAPED.sub(unescaped, said)
            assert font is not None, "text in a font that is not embedded"
            text += "".join(font.texts[code] for code in codes)
            undrawn |= {font.texts[c] for c in codes if c not in font.drawn}
        yield Read(text, undrawn - {" ", "\xa0"})


def unescaped(match: re.Match[bytes]) -> bytes:
    told = match[1]
    return bytes([int(told, 8)]) if told.isdigit() else told
