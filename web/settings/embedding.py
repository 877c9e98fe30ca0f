"""Settings of what others put on their own pages."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from locator.words import Words
from web.settings.readers import Setting

ORIGIN: Final = re.compile(r"https?://(\*\.)?[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*(:[0-9]+)?")


def origins(text: str) -> tuple[str, ...]:
    """Return origins written with spaces or commas between them."""
    found = tuple(text.replace(",", " ").split())
    if not all(ORIGIN.fullmatch(origin) for origin in found):
        raise ValueError
    return found


@dataclass(frozen=True, kw_only=True)
class EmbedSettings:
    """What concerns pages of others."""

    embed_origins: Annotated[
        tuple[str, ...],
        Setting(
            origins,
            Words(
                "以空格分隔的来源,如 https://gh.example https://*.gh.example,或留空",
                "origins with spaces between, such as https://gh.example https://*.gh.example, "
                "or empty",
            ),
            Words(
                "哪些网站可以嵌入 /embed;留空为任何网站",
                "whose pages may frame /embed; empty: anybody's",
            ),
        ),
    ] = ()
