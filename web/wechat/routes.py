"""What pages in WeChat's browser ask for before they may open its map.

The address that is signed comes in a body, since log lines of others quote addresses.
"""

from typing import Final
from urllib.parse import urlsplit

import msgspec
from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.exceptions import ServiceUnavailable

from locator.errors import InvalidInput, NotFound, problem
from locator.words import Words
from web.api.routes import read_body
from web.caching import STARTED, kept
from web.wechat.account import Account, account

AGAIN_S: Final = 60
NOT_SET_UP: Final = Words("本站没有设置微信地图。", "WeChat's map is not set up on this server.")
OWN_PAGES: Final = Words(
    "本站页面的地址,不含 #", "the address of a page of this server, without a fragment"
)
NOT_OURS: Final = Words("不是本站页面的地址。", "This is no address of a page of this server.")

wechat = Blueprint("wechat", __name__)


@wechat.post("/wechat/signature")
def signature() -> Response:
    """Sign a page of ours."""
    ours = set_up()
    signed = ours.sign(own_page(read_body(request).get("url")))
    if signed is None:
        raise ServiceUnavailable(retry_after=AGAIN_S)
    timestamp, nonce, signature = signed
    told = {
        "appId": ours.appid,
        "timestamp": timestamp,
        "nonceStr": nonce,
        "signature": signature,
        "script": url_for("wechat.script"),
    }
    response = Response(msgspec.json.encode(told), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@wechat.get("/wechat/jweixin.js")
def script() -> Response:
    """Send the operator's copy of WeChat's script."""
    response = Response(set_up().script, mimetype="text/javascript")
    return kept(response, changed_at=STARTED)


def set_up() -> Account:
    """Return the account. NotFound: the operator has set up none."""
    found = account()
    if found is None:
        raise NotFound(NOT_SET_UP)
    return found


def own_page(given: object) -> str:
    """Return the address of a page of this server. InvalidInput: it is none."""
    url = given if isinstance(given, str) else ""
    hosts = {request.host, urlsplit(current_app.config["PUBLIC_URL"]).netloc}
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or parts.netloc not in hosts or "#" in url:
        raise InvalidInput(problem("url", given, OWN_PAGES, NOT_OURS))
    return url
