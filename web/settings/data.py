"""Settings of the open data: what others may do with it."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from locator.words import Words
from web.settings.readers import AN_ADDRESS, Setting, text_of, web_address

LINES: Final = re.compile(r"[^\x00-\x1f\x7f]{0,200}")
ONE_LINE: Final = Words("一行文字,最多 200 字", "one line of text, at most 200 characters")


@dataclass(frozen=True, kw_only=True)
class DataSettings:
    """What concerns the data that others take."""

    licence: Annotated[
        str,
        Setting(
            text_of(LINES),
            ONE_LINE,
            Words(
                "开放数据的许可,如 CC-BY-4.0;写进数据文件",
                "licence of the open data, such as CC-BY-4.0; stands in the files",
            ),
        ),
    ] = ""
    licence_url: Annotated[
        str,
        Setting(
            web_address,
            AN_ADDRESS,
            Words("许可全文的地址", "where the licence can be read"),
        ),
    ] = ""
    attribution: Annotated[
        str,
        Setting(
            text_of(LINES),
            ONE_LINE,
            Words("使用数据时要写明的来源", "whom those who use the data have to name"),
        ),
    ] = ""
