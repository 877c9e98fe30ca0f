"""Which encoding a text file is in, proved on the whole file rather than guessed."""

import codecs
from typing import BinaryIO

from geodata.tables.refusal import refusal
from locator.words import Words

CHUNK = 1 << 20
SAMPLE = 1 << 16
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKS = frozenset(",;\t\n\r")
ENCODINGS = Words(
    zh="UTF-8、GB18030(GBK)或 UTF-16 编码的文本", en="text in UTF-8, GB18030 (GBK) or UTF-16"
)


def detect_encoding(file: BinaryIO) -> str:
    """Return the name of the codec that reads the whole file, which is left at its start.

    A byte order mark decides. Without one, zero bytes on one side of every pair mean
    UTF-16; else the file is UTF-8 if all of it is, and GB18030 if all of it is and the
    result looks like Chinese. Damaged UTF-8 often decodes as GB18030 into other
    characters, so a file that is mostly valid UTF-8 is refused instead.

    Raises
    ------
    InvalidInput
        No encoding fits; names the first byte that does not and the encodings tried.
    """
    file.seek(0)
    sample = file.read(SAMPLE)
    marked = next((name for mark, name in BOMS if sample.startswith(mark)), None)
    if name := marked or _wide(sample):
        if (bad := _first_error(file, name)) is not None:
            raise _undecodable({name.removesuffix("-sig"): bad})
        return name
    if (bad_utf8 := _first_error(file, "utf-8")) is None:
        return "utf-8"
    bad_gb = _first_error(file, "gb18030")
    if bad_gb is not None or _damaged_utf8(file, bad_utf8) or not _chinese(file, bad_utf8):
        tried = {"utf-8": bad_utf8}
        raise _undecodable(tried if bad_gb is None else tried | {"gb18030": bad_gb})
    file.seek(0)
    return "gb18030"


def _wide(sample: bytes) -> str | None:
    """Return the UTF-16 that its delimiters and line ends betray by their zero bytes."""
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        text = sample[: len(sample) // 2 * 2].decode(name, "ignore")
        if zeros.count(0) >= 0.02 * len(text) and "\0" not in text and _MARKS & set(text):
            return name
    return None


def _first_error(file: BinaryIO, encoding: str) -> int | None:
    """Return the position of the first byte that is not in the encoding, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    fed = 0
    while True:
        chunk = file.read(CHUNK)
        fed += len(chunk)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return fed - len(error.object) + error.start
        except UnicodeError:  # utf-16 cut in the middle of a pair
            return fed
        if not chunk:
            file.seek(0)
            return None


def _around(file: BinaryIO, position: int) -> bytes:
    file.seek(max(0, position - SAMPLE))
    return file.read(2 * SAMPLE)


def _damaged_utf8(file: BinaryIO, position: int) -> bool:
    """Tell UTF-8 with a few bad bytes from another encoding.

    Two-byte Chinese forms valid UTF-8 only by accident, so whole characters that
    outnumber the bad ones mean that the file was UTF-8.
    """
    text = _around(file, position).decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(not letter.isascii() for letter in text) - bad > 2 * bad


def _chinese(file: BinaryIO, position: int) -> bool:
    """Tell Chinese from what another encoding looks like when it is read as GB18030.

    Common Chinese characters and punctuation are those of GB 2312; Big5, Shift-JIS or
    Windows-1252 come out as rare ones.
    """
    text = _around(file, position).decode("gb18030", "ignore")
    foreign = [letter for letter in text if not letter.isascii()]
    common = "".join(foreign).encode("gb2312", "ignore").decode("gb2312")
    return 2 * len(common) > len(foreign)


def _undecodable(tried: dict[str, int]) -> Exception:
    zh = "、".join(f"{name.upper()} 在第 {bad:,} 字节" for name, bad in tried.items())
    en = ", ".join(f"{name.upper()} fails at byte {bad:,}" for name, bad in tried.items())
    return refusal(
        Words(
            zh=f"文本编码无法识别或文件已损坏({zh}出错,自 0 计)。请在表格软件中另存为 UTF-8 CSV",
            en=f"the text is damaged or in an unknown encoding ({en}, counted from 0); "
            "save it again as CSV UTF-8",
        ),
        ENCODINGS,
    )
