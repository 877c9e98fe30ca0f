"""The web application, put together from its parts."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from locator.basemap import TileArchive
from web.api.direct import DirectNearest
from web.api.routes import api
from web.compressing import compress
from web.data import data
from web.data.dumps import dumps
from web.desk import desk
from web.desk.accounts.throttle import Throttle
from web.desk.placing.geocoding import Locate
from web.embed import embed
from web.embed.policy import FRAMED
from web.errors import handle_errors
from web.installing import installing
from web.logs import log_failure, log_requests
from web.metrics import Metrics, count_requests, metrics_page
from web.ogc import ogc
from web.pages import pages
from web.pages.tiles import tiles_of
from web.plan.areas import AreaDesk
from web.plan.desk import PlanDesk
from web.plan.routes import plan
from web.reports import Reporters, reporters_here
from web.settings import Settings
from web.site import site_page
from web.state import State
from web.wechat import Account, wechat

if TYPE_CHECKING:  # names of types only
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PARTS: Final = (
    *(api, pages, site_page, data, dumps, ogc, installing, embed, plan, wechat),
    *(desk, metrics_page),
)
LARGEST_BODY: Final = 64 * 1024  # bytes; a nearest query takes a few hundred

# Addresses of pages may hold where a rider is: no page sends its own on.
PRIVACY: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "geolocation=(self)"),
)
NO_FRAME: Final = ("X-Frame-Options", "DENY")  # for browsers that know no frame-ancestors
POLICY: Final = "Content-Security-Policy"  # pages that need another bring their own
STRICT: Final = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ANYBODY: Final = ("Access-Control-Allow-Origin", "*")
OPEN_DATA: Final = (
    ANYBODY,
    ("Access-Control-Expose-Headers", "ETag, Content-Language"),
)
OPEN: Final = ("/api/", "/data/", "/ogc", "/oembed")  # read by scripts of any page
PREFLIGHT: Final = (
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type, Accept-Language, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)
Links = Callable[[str, dict[str, Any]], str]
HeaderList = list[tuple[str, str]]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class Yizhan(Flask):
    """The application: Flask, with guarded answers and failures that tell no path."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.direct = DirectNearest(self)

    def wsgi_app(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request with the headers that keep pages private and data open."""

        def start(status: str, headers: HeaderList, *exc_info: Any) -> Callable[[bytes], object]:  # noqa: ANN401 -- WSGI's own, passed on
            return start_response(status, headers + guards(environ, headers), *exc_info)

        try:
            return self.direct.answer(environ, start) or super().wsgi_app(environ, start)
        except Exception as error:  # noqa: BLE001 -- the server would print its message
            log_failure(error)
            start(f"500 {HTTPStatus(500).phrase}", [("Content-Type", "text/plain")])
            return [b"500\n"]

    def url_for(self, endpoint: str, **values: Any) -> str:  # noqa: ANN401 -- Flask's own
        """Return an address: ours, or that of the file it becomes where pages are published."""
        links: Links | None = self.extensions.get("yizhan.links")
        return links(endpoint, values) if links else super().url_for(endpoint, **values)

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log an exception nobody expected by its type and place."""
        log_failure(exc_info[1])


def create_app(
    settings: Settings,
    state: State,
    reporters: Reporters | None = None,
    metrics: Metrics | None = None,
    locate: Locate | None = None,
    *,
    wechat_account: Account | None = None,
    archive: TileArchive | None = None,
) -> Flask:
    """Return the application that serves a state.

    Parameters
    ----------
    settings : Settings
        What the operator set.
    state : State
        Holds the snapshot; ``app.extensions["yizhan"]`` afterwards.
    reporters : Reporters, optional
        Who has reported lately, where several processes share that.
    metrics : Metrics, optional
        What is counted, where several processes share that.
    locate : callable, optional
        The service that tells staff where an address is.
    wechat_account : Account, optional
        By which pages may open WeChat's own map.
    archive : TileArchive, optional
        The map tiles that we serve ourselves, where the operator chose that.
    """
    app = Yizhan("web")
    app.config.update(
        LANG=settings.lang,
        TILES=tiles_of(settings, archive),
        PUBLIC_URL=settings.public_url,
        LICENCE=(settings.licence, settings.licence_url, settings.attribution),
        EMBED_ORIGINS=settings.embed_origins,
        MAP_APPROVAL=settings.map_approval,
        METRICS_TOKEN=settings.metrics_token,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        PROPAGATE_EXCEPTIONS=False,
        PUBLISHED=None,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True  # a page weighs on a phone
    app.extensions["yizhan"] = state
    app.extensions["yizhan.plans"] = PlanDesk(state)
    app.extensions["yizhan.areas"] = AreaDesk(state)
    app.extensions["yizhan.reporters"] = reporters or reporters_here()
    app.extensions["yizhan.sign_ins"] = Throttle()
    app.extensions["yizhan.locate"] = locate
    app.extensions["yizhan.wechat"] = wechat_account
    app.extensions["yizhan.archive"] = archive
    trust_proxies(app, settings.proxies)
    log_requests(app)
    count_requests(app, metrics or Metrics())
    handle_errors(app)
    app.after_request(compress)
    for blueprint in PARTS:
        app.register_blueprint(blueprint)
    return app


def trust_proxies(app: Flask, count: int) -> None:
    """Take the visitor's address from that many proxies of the operator's own."""
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask itself advises
            app.wsgi_app, x_for=count, x_proto=0, x_host=0
        )


def guards(environ: "WSGIEnvironment", headers: HeaderList) -> HeaderList:
    """Return the headers that an answer still needs."""
    more = list(PRIVACY)
    if not any(name == POLICY for name, _ in headers):
        more.append((POLICY, STRICT))
    if environ["PATH_INFO"] != FRAMED:
        more.append(NO_FRAME)
    if environ["PATH_INFO"].startswith("/static/"):
        more.append(ANYBODY)  # scripts are fetched so from a frame that is sandboxed
    if environ["PATH_INFO"].startswith(OPEN):
        more += OPEN_DATA
        if environ["REQUEST_METHOD"] == "OPTIONS":
            more += PREFLIGHT
    return more
