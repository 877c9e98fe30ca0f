"""What an editor pastes: for pages that keep scripts, frames, or pictures only."""

from typing import Final, NamedTuple

from flask import url_for
from markupsafe import Markup

from locator.words import Words
from web.embed.options import EmbedOptions
from web.site.routes import origin

WIDTH, HEIGHT = 640, 600  # px, of a frame that cannot follow its content
CARD_WIDTH: Final = 600  # px, as it is shown; it is drawn twice as large

FRAME: Final = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy" '
    'allow="geolocation"></iframe>'
)
ELEMENT: Final = Markup(
    '<yizhan-map{fixed}>{frame}</yizhan-map>\n<script src="{script}" async></script>'
)
SCRIPT: Final = Markup('<script src="{script}"{data} async></script>')
PICTURE: Final = Markup(
    '<a href="{page}"><img src="{src}" alt="{title}" width="{width}" height="{height}"></a>'
)


# Each with when to choose it, the best first.
NAMES: Final = {
    "element": (
        Words("网页组件", "Web component"),
        Words(
            "推荐:高度随内容;脚本被去掉时仍是框架",
            "Best: as high as its content, and still a frame where scripts are taken out",
        ),
    ),
    "frame": (
        Words("框架(iframe)", "Frame (iframe)"),
        Words("网站不许放脚本时", "Where no scripts are allowed"),
    ),
    "script": (
        Words("一行脚本", "One line of script"),
        Words("只能放一个脚本时", "Where one script is all that fits"),
    ),
    "picture": (
        Words("带二维码的图片", "Picture with a QR code"),
        Words(
            "公众号、信息发布系统去掉框架时;点开或扫码到网页,图片随资料更新",
            "Where frames are taken out: it leads to the page, and is kept up to date",
        ),
    ),
    "address": (
        Words("网址(支持 oEmbed)", "Address (oEmbed)"),
        Words("WordPress 等会自动展开网址的系统", "For systems that unfold addresses"),
    ),
}


class Snippet(NamedTuple):
    """Something to paste: its name, when to choose it, and the text."""

    id: str
    name: Words
    when: Words
    text: str


def address_of(options: EmbedOptions) -> str:
    """Return the address of the framed page."""
    return origin() + url_for("embed.frame") + options.query()


def whole_page(options: EmbedOptions) -> str:
    """Return the address of the rider's page for the same place."""
    area = options.area or options.jurisdiction or None
    return origin() + url_for("pages.nearest", area=area, lang=options.lang)


def card_of(options: EmbedOptions) -> str:
    """Return the address of the linked picture: of a place, whatever is shown of it."""
    return origin() + url_for("embed.card") + options.of_place().query()


def snippets(options: EmbedOptions, title: str) -> tuple[Snippet, ...]:
    """Return everything that can be pasted, the best first."""
    made = texts(options, title)
    return tuple(Snippet(each, *said, made[each]) for each, said in NAMES.items())


def texts(options: EmbedOptions, title: str) -> dict[str, str]:
    """Return the text of each snippet."""
    height = options.height or HEIGHT
    frame = FRAME.format(src=address_of(options), title=title, width="100%", height=height)
    script = origin() + url_for("embed.script")
    fixed = Markup(' height="{}"').format(options.height) if options.height else ""
    given = options.texts() or {"view": options.view}
    data = Markup("").join(Markup(' data-{}="{}"').format(*pair) for pair in given.items())
    picture = PICTURE.format(
        page=whole_page(options),
        src=card_of(options),
        title=title,
        width=CARD_WIDTH,
        height=CARD_WIDTH * 2 // 3,
    )
    return {
        "element": str(ELEMENT.format(fixed=fixed, frame=frame, script=script)),
        "frame": str(frame),
        "script": str(SCRIPT.format(script=script, data=data)),
        "picture": str(picture),
        "address": address_of(options),
    }
