"""Settings of travel by street: speeds for a network that is built, and another engine."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from locator.words import Words
from web.settings.readers import Setting, text_of

if TYPE_CHECKING:
    from locator.streets import StreetMode

PLACES: Final = re.compile(r".{0,500}")
ROAD_SPEEDS: Final = Words(
    "道路类别=公里每小时,以逗号分隔,如 footway=4.5,steps=2",
    "road_class=km/h with commas between, such as footway=4.5,steps=2",
)


def speeds_of(mode: "StreetMode") -> Callable[[str], str]:
    """Return a reader of changes to the table of speeds, which keeps them as written."""

    def read(text: str) -> str:
        from locator.streets import read_speeds  # noqa: PLC0415 -- numpy, which no help needs

        read_speeds(text, mode=mode, field="")  # what it refuses is a ValueError
        return text

    return read


@dataclass(frozen=True, kw_only=True)
class StreetSettings:
    """What concerns travel by street."""

    walk_speeds: Annotated[
        str,
        Setting(
            speeds_of("walk"),
            ROAD_SPEEDS,
            Words("生成路网时改用的步行速度", "walking speeds that a network is built with"),
        ),
    ] = ""
    ebike_speeds: Annotated[
        str,
        Setting(
            speeds_of("ebike"),
            ROAD_SPEEDS,
            Words("生成路网时改用的骑行速度", "e-bike speeds that a network is built with"),
        ),
    ] = ""
    valhalla: Annotated[
        str,
        Setting(
            text_of(PLACES),
            Words("目录、tar 文件或 http 地址", "a folder, a tar file or an http address"),
            Words(
                "Valhalla 的路网切片或运行中的服务;空为不用",
                "Valhalla's tiles, or a Valhalla server that runs; empty: not used",
            ),
        ),
    ] = ""
