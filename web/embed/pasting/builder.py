"""The page on which an editor chooses, looks and copies."""

from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from locator.errors import InvalidInput
from locator.snapshot import Snapshot
from locator.vocabulary import WELCOMES, Welcome
from locator.words import Lang, Words
from web.embed.options import EmbedOptions, read_options
from web.embed.pasting.snippets import snippets
from web.embed.scope import scope_of
from web.pages.asking import ANY, KIND_CHOICES, SERVICE_CHOICES, WANTED, Options, area_groups

VIEWS: Final[Options] = (
    ("list", Words("列表", "List")),
    ("map", Words("地图", "Map")),
    ("both", Words("地图和列表", "Map and list")),
)
THEMES: Final[Options] = (
    ("auto", Words("跟随访客的系统", "As the visitor's system")),
    ("light", Words("浅色", "Light")),
    ("dark", Words("深色", "Dark")),
)
LANGS: Final[Options] = (
    ("", Words("跟随访客的浏览器", "As the visitor's browser")),
    ("zh-CN", Words("中文", "Chinese")),
    ("en", Words("英文", "English")),
)
WELCOME_CHOICES: Final[Options] = (
    ANY,
    *((each.value, WELCOMES[each]) for each in Welcome if each is not Welcome.UNKNOWN),
)
DETAILS: Final = frozenset(
    {"kind", "amenity", "service", "welcome", "bbox", "height", "attribution", "approval"}
)
UI: Final = "ui"  # the language of this page, which is not that of the frame


def builder(args: MultiDict[str, str], snapshot: Snapshot, lang: Lang) -> dict[str, Any]:
    """Return what the page shows for a form as it was sent: snippets, or what is wrong."""
    sent = MultiDict((name, value) for name, value in args.items(multi=True) if name != UI)
    other = MultiDict(sent)
    other[UI] = "en" if lang == "zh-CN" else "zh-CN"
    form: dict[str, Any] = {
        "sent": sent,
        "chosen": lambda name: ",".join(sent.getlist(name)).split(","),
        "detailed": not DETAILS.isdisjoint(name for name, value in sent.items() if value),
        "other_query": urlencode(list(other.items(multi=True))),
        "areas": area_groups(snapshot.jurisdictions),
        "kinds": KIND_CHOICES[1:],
        "amenities": WANTED,
        "services": SERVICE_CHOICES,
        "welcomes": WELCOME_CHOICES,
        "views": VIEWS,
        "themes": THEMES,
        "langs": LANGS,
    }
    try:
        options = read_options(sent)
        scope = scope_of(options, snapshot)
    except InvalidInput as error:
        return {**form, "o": EmbedOptions(), "problems": {p.field: p for p in error.problems}}
    made = snippets(options, scope.title.say(options.lang or lang))
    return {**form, "o": options, "problems": {}, "snippets": made}
