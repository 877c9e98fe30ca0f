"""The Chinese fonts of this machine: which there are, and how to get one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from PIL import ImageFont

from locator.errors import InvalidInput, problem
from locator.words import Words

FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# The file and, in a collection, the family to take: the mainland's forms of characters.
FONTS: Final = (
    ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    ("NotoSansCJKsc-Regular.otf", ""),
    ("NotoSansSC*.[ot]tf", ""),
    ("SourceHanSans*Regular.[ot]t[cf]", ""),
    ("wqy-microhei.ttc", ""),
    ("wqy-zenhei.ttc", ""),
    ("DroidSansFallback*.ttf", ""),
    ("PingFang.ttc", "PingFang SC"),
    ("msyh.ttc", "Microsoft YaHei"),
    ("simhei.ttf", ""),
    ("uming.ttc", ""),
    ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
)
HOW_TO_GET: Final = Words(
    "安装一种中文字体,如 apt install fonts-noto-cjk 或 fonts-wqy-zenhei",
    "install a Chinese font, such as apt install fonts-noto-cjk or fonts-wqy-zenhei",
)


class FontFace(NamedTuple):
    """A font: its file, and its place there where the file is a collection."""

    file: Path
    number: int


def font_files() -> Iterator[FontFace]:
    """Yield the Chinese fonts of this machine, the best first."""
    roots = [root for folder in FOLDERS if (root := Path(folder).expanduser()).is_dir()]
    for pattern, family in FONTS:
        for root in roots:
            for file in sorted(root.rglob(pattern)):
                yield FontFace(file, index_of(file, family))


def index_of(file: Path, family: str) -> int:
    """Return the place of a family in a collection of fonts, 0 where it is not in it."""
    for index in range(16 if family else 0):
        try:
            if ImageFont.truetype(file, 10, index=index).getname()[0] == family:
                return index
        except OSError:
            break
    return 0


def no_font(text: str) -> InvalidInput:
    """Return what to say where no font can show a text."""
    return InvalidInput(
        problem(
            "font",
            text,
            HOW_TO_GET,
            Words(
                f"本机没有能显示“{text}”的字体;{HOW_TO_GET.zh}。",
                f"No font here can show “{text}”: {HOW_TO_GET.en}.",
            ),
        )
    )
