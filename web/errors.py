"""What goes wrong, as RFC 9457 problem details for programs and as a page for people."""

from http import HTTPStatus
from typing import Final

import msgspec
from flask import Flask, Request, Response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from locator.errors import InvalidInput, NotFound, Stale
from locator.words import Lang, Words
from web.language import asked_language

PROBLEM_TYPE: Final = "application/problem+json"
PROGRAM_PATHS: Final = (
    "/api/",
    "/data/",
    "/ogc",
    "/oembed",
    "/healthz",
    "/metrics",
    "/desk/me",
    "/wechat/",
)  # errors are JSON
FILE_PATHS: Final = ("/plan/coverage.",)  # errors are JSON, save for browsers

STATUS_OF: Final[dict[type[Exception], int]] = {InvalidInput: 400, NotFound: 404, Stale: 409}

TITLES: Final[dict[int, Words]] = {
    400: Words("请求有误", "Bad request"),
    401: Words("请先登录", "Sign in first"),
    403: Words("没有这项权限", "Not allowed"),
    404: Words("没有找到", "Not found"),
    405: Words("此处不支持该请求方法", "Method not allowed here"),
    409: Words("已被别人改过,请刷新后再试", "Changed by somebody else: look again"),
    413: Words("请求内容过大", "Request too large"),
    415: Words("请以 application/json 发送", "Send application/json"),
    429: Words("反映得太频繁,请过几分钟再试", "Too many reports: try again in some minutes"),
    500: Words("服务器出错", "Server error"),
    501: Words("不支持这种格式", "Not made in this format"),
    503: Words("还没有准备好,请稍后再来", "Not ready yet: come back in a moment"),
}
OF_ERRORS: Final = ("Retry-After", "WWW-Authenticate")
NO_SUCH_PATH: Final = Words("没有这个地址", "there is nothing at this address")


class FieldError(msgspec.Struct, frozen=True):
    """One thing wrong with one field."""

    field: str
    value: str
    allowed: str
    message: str


class ProblemDetails(msgspec.Struct, frozen=True):
    """An error as RFC 9457 has it, with each wrong field."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError]


def problem_details(error: Exception, lang: Lang) -> ProblemDetails:
    """Return the problem details of an exception; nothing of an unexpected one is told."""
    status = status_of(error)
    wrong = error.problems if isinstance(error, InvalidInput) else ()
    return ProblemDetails(
        type="about:blank",
        title=title_of(status).say(lang),
        status=status,
        detail=detail_of(error, status, lang),
        errors=[
            FieldError(p.field, p.value, p.allowed.say(lang), p.message.say(lang)) for p in wrong
        ],
    )


def status_of(error: Exception) -> int:
    """Return the HTTP status of an exception."""
    if isinstance(error, HTTPException):
        return error.code or 500
    return next((code for kind, code in STATUS_OF.items() if isinstance(error, kind)), 500)


def title_of(status: int) -> Words:
    """Return what a status is called."""
    phrase = HTTPStatus(status).phrase
    return TITLES.get(status, Words(phrase, phrase))


def detail_of(error: Exception, status: int, lang: Lang) -> str:
    """Return one sentence about this very error."""
    if isinstance(error, InvalidInput):
        return " ".join(p.message.say(lang) for p in error.problems)
    if isinstance(error, NotFound):
        return error.message.say(lang)
    return (NO_SUCH_PATH if status == 404 else title_of(status)).say(lang)


def answer_error(error: Exception) -> Response:
    """Answer a request that failed, in the form its path is read in."""
    lang = asked_language(request)
    details = problem_details(error, lang)
    if wants_json(request):
        response = Response(msgspec.json.encode(details), mimetype=PROBLEM_TYPE)
    else:
        response = Response(render_template("error.html", problem=details, lang=lang))
    response.status_code = details.status
    response.content_language.add(lang)
    response.vary.add("Accept-Language")
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    if isinstance(error, HTTPException):
        response.headers.extend((n, v) for n, v in error.get_headers() if n in OF_ERRORS)
    return response


def wants_json(asked: Request) -> bool:
    """Tell whether a program asks, which reads no page."""
    return (
        asked.path.startswith(PROGRAM_PATHS)
        or "Authorization" in asked.headers
        or (asked.path.startswith(FILE_PATHS) and not takes_page(asked))
    )


def takes_page(asked: Request) -> bool:
    """Tell whether whoever asks names HTML among what they take, as browsers do."""
    return asked.accept_mimetypes.best_match([PROBLEM_TYPE, "text/html"]) == "text/html"


def handle_errors(app: Flask) -> None:
    """Answer every expected exception and every HTTP error of an application."""
    for kind in (*STATUS_OF, HTTPException):
        app.register_error_handler(kind, answer_error)
