"""Why an archive of tiles is not shown, said so that an operator can mend it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from locator.basemap import LAYERS, NEVER_WIDER
from locator.errors import InvalidInput, problem
from locator.words import Words

FIELD: Final = "YIZHAN_TILES_FILE"
ALLOWED: Final = Words(
    "PMTiles 第 3 版的文件;瓦片为 png、jpg、webp、avif 或 mvt,以 gzip 压缩",
    "a file in PMTiles format, version 3; its tiles png, jpg, webp, avif or mvt, packed by gzip",
)
SHOWN: Final = 8  # names of layers

NO_FILE: Final = Words("没有这个文件", "there is no such file")
NO_ARCHIVE: Final = Words("不是 PMTiles 文件", "it is no PMTiles file")
OTHER_VERSION: Final = Words(
    "不是 PMTiles 第 3 版;可用 pmtiles convert 转换",
    "it is not version 3 of PMTiles; `pmtiles convert` turns it into that",
)
OTHER_PACKING: Final = Words("压缩方式不是 gzip", "it is packed otherwise than by gzip")
CUT_SHORT: Final = Words("文件不完整,请重新复制", "the file is cut short: copy it once more")
DAMAGED: Final = Words("文件已损坏", "the file is damaged")


class Refused(Exception):
    """An archive that cannot be shown.

    Parameters
    ----------
    words : Words
        Why.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def unreadable(error: OSError) -> Words:
    """Say that the system does not let the file be read."""
    why = error.strerror or type(error).__name__
    return Words(f"读不了这个文件({why})", f"the file cannot be read ({why})")


def other_tiles(name: str) -> Words:
    """Say that tiles are of a type that is not shown."""
    kind = name.lower()
    return Words(f"瓦片类型 {kind} 不能显示", f"tiles of the type {kind} cannot be shown")


def too_wide(max_zoom: int) -> Words:
    """Say that an archive shows countries only."""
    return Words(
        f"最大级别是 {max_zoom};地图从 {NEVER_WIDER} 级起,不显示全国",
        f"its largest zoom is {max_zoom}; maps begin at {NEVER_WIDER} and show no country",
    )


def other_layers(named: Iterable[str]) -> Words:
    """Say that nothing is drawn of any layer."""
    has, known = (", ".join(sorted(names)[:SHOWN]) for names in (named, LAYERS))
    return Words(
        f"矢量瓦片里没有认识的图层:有 {has},认识 {known} 等",
        f"no layer of its vector tiles is known: it has {has}; known are {known} and more",
    )


def refusal(path: Path, why: Words) -> InvalidInput:
    """Return what is told of an archive that is refused."""
    message = Words(f"不能用作底图:{why.zh}", f"cannot be used as a base map: {why.en}")
    return InvalidInput(problem(FIELD, str(path), ALLOWED, message))
