"""Settings of the account by which pages may open WeChat's own map."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Final

from locator.errors import Problem, problem
from locator.words import Words
from web.settings.readers import Setting, text_of

APPIDS: Final = re.compile(r"(wx[0-9a-f]{16})?")
SECRETS: Final = re.compile(r"([0-9A-Za-z]{32})?")
PATHS: Final = re.compile(r"[^\x00-\x1f]{0,500}")
NEEDED: Final = ("wechat_appid", "wechat_secret", "wechat_sdk")
ALL_THREE: Final = Words("三项都写,或都留空", "all three, or none")


@dataclass(frozen=True, kw_only=True)
class WeChatSettings:
    """What concerns WeChat's browser."""

    wechat_appid: Annotated[
        str,
        Setting(
            text_of(APPIDS),
            Words(
                "wx 开头,后面 16 位十六进制数,或留空",
                "wx and 16 hexadecimal digits, or empty",
            ),
            Words(
                "公众号的 AppID;留空则不用微信自己的地图",
                "AppID of an official account; empty: WeChat's own map is not offered",
            ),
        ),
    ] = ""
    wechat_secret: Annotated[
        str,
        Setting(
            text_of(SECRETS),
            Words("32 个字母和数字,或留空", "32 letters and digits, or empty"),
            Words("公众号的 AppSecret", "AppSecret of that account"),
            secret=True,
        ),
    ] = field(default="", repr=False)
    wechat_sdk: Annotated[
        str,
        Setting(
            text_of(PATHS),
            Words("文件路径,或留空", "path of a file, or empty"),
            Words(
                "自己下载的 jweixin-1.6.0.js;由本站发给微信,不向别处取",
                "your own copy of jweixin-1.6.0.js, which this server sends to WeChat's browser",
            ),
        ),
    ] = ""


def lacking_wechat(settings: WeChatSettings) -> list[Problem]:
    """Return what is missing where only a part of the three is set."""
    missing = [name for name in NEEDED if not getattr(settings, name)]
    if len(missing) == len(NEEDED):
        return []
    return [_missing(f"YIZHAN_{name.upper()}") for name in missing]


def _missing(name: str) -> Problem:
    message = Words(
        f"YIZHAN_WECHAT_APPID、_SECRET、_SDK 要一起设置,缺 {name}",
        f"YIZHAN_WECHAT_APPID, _SECRET and _SDK go together: {name} is missing",
    )
    return problem(name, "", ALL_THREE, message)
