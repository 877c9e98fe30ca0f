"""Settings: environment variables ``YIZHAN_…``, typed and checked before anything starts."""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, Final, NamedTuple, Self, get_type_hints
from urllib.parse import urlsplit

from locator.errors import InvalidInput, Problem, problem
from locator.words import LANGS, Lang, Words, same

CHINESE: Final[Lang] = "zh-CN"
ENGLISH: Final[Lang] = "en"
PREFIX: Final = "YIZHAN_"
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
STORES: Final = re.compile(r"(sqlite:///|postgresql\+psycopg://).+")
HOSTS: Final = re.compile(r"[0-9A-Za-z.:_-]+")


class Setting(NamedTuple):
    """How one setting is read (ValueError: it cannot be), what is allowed, what it means."""

    read: Callable[[str], object]
    allowed: Words
    meaning: Words


def text_of(pattern: re.Pattern[str]) -> Callable[[str], str]:
    """Return a reader of texts that match as a whole."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError
        return text

    return read


def number_between(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds."""

    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError
        return number

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader of a choice."""
    return lambda text: choices[choices.index(text)]


def web_address(text: str) -> str:
    """Return an address without its last slash, or the empty text."""
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query):
        raise ValueError
    return text.rstrip("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an operator can set; each field is the variable ``YIZHAN_<FIELD>``."""

    store: Annotated[
        str,
        Setting(
            text_of(STORES),
            same("sqlite:///… | postgresql+psycopg://…"),
            Words("数据库在哪里", "where the store is"),
        ),
    ] = "sqlite:///var/yizhan.db"
    host: Annotated[
        str,
        Setting(
            text_of(HOSTS),
            Words("IP 地址或主机名", "an IP address or a host name"),
            Words("监听的地址", "address to listen on"),
        ),
    ] = "127.0.0.1"
    port: Annotated[
        int,
        Setting(
            number_between(1, 65535),
            same("1–65535"),
            Words("监听的端口", "port to listen on"),
        ),
    ] = 8000
    workers: Annotated[
        int,
        Setting(
            number_between(1, 64),
            same("1–64"),
            Words("工作进程数,各载入一份数据", "worker processes, each with its own snapshot"),
        ),
    ] = 2
    threads: Annotated[
        int,
        Setting(
            number_between(1, 64),
            same("1–64"),
            Words("每个进程的线程数", "threads of each worker process"),
        ),
    ] = 2
    lang: Annotated[
        Lang,
        Setting(
            one_of(*LANGS),
            same(" | ".join(LANGS)),
            Words(
                "请求没有说明语言时使用的语言,也用于命令行",
                "language where a request names none, and of the command line",
            ),
        ),
    ] = CHINESE
    log_level: Annotated[
        str,
        Setting(
            one_of(*LOG_LEVELS),
            same(" | ".join(LOG_LEVELS)),
            Words("日志的最低级别", "least severity that is logged"),
        ),
    ] = "info"
    public_url: Annotated[
        str,
        Setting(
            web_address,
            Words(
                "http:// 或 https:// 开头的地址,或留空",
                "an address that begins with http:// or https://, or empty",
            ),
            Words(
                "别人访问本站的地址,印在二维码里;留空则为 http://HOST:PORT",
                "address others reach this server by, printed in QR codes; empty: http://HOST:PORT",
            ),
        ),
    ] = ""
    proxies: Annotated[
        int,
        Setting(
            number_between(0, 8),
            same("0–8"),
            Words(
                "前面有几层自己的反向代理;据此从 X-Forwarded-For 取访客地址,只用于反映限次",
                "own reverse proxies in front; tells which address in X-Forwarded-For is the "
                "visitor's, used to limit reports and for nothing else",
            ),
        ),
    ] = 0

    @property
    def address(self) -> str:
        """Where the pages are, for people and for QR codes."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the settings.

        Raises
        ------
        InvalidInput
            Naming at once every variable that cannot be used.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for field, setting in declared().items():
            text = environ.get(variable(field))
            if text is None:
                continue
            try:
                values[field] = setting.read(text)
            except ValueError:
                problems.append(unusable(variable(field), text, setting.allowed))
        if problems:
            raise InvalidInput(*problems)
        return cls(**values)


def declared() -> dict[str, Setting]:
    """Return how each field of the settings is read."""
    hints = get_type_hints(Settings, include_extras=True)
    return {field: hint.__metadata__[0] for field, hint in hints.items()}


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return PREFIX + field.upper()


def unusable(name: str, text: str, allowed: Words) -> Problem:
    """Say that a variable holds what it cannot hold."""
    message = Words(
        f"环境变量 {name} 的值不能用", f"environment variable {name} has a value it cannot have"
    )
    return problem(name, text, allowed, message)


def listed(settings: Settings) -> list[tuple[str, object, object, Words]]:
    """Return variable, value, default and meaning of every setting."""
    meanings = declared()
    return [
        (
            variable(each.name),
            getattr(settings, each.name),
            each.default,
            meanings[each.name].meaning,
        )
        for each in fields(settings)
    ]


def misspelt(environ: Mapping[str, str]) -> list[Words]:
    """Return a warning for each ``YIZHAN_…`` variable that is none of ours."""
    known = [variable(field) for field in declared()]
    warnings = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            warnings.append(
                Words(
                    f"环境变量 {name} 不起作用,是否想写 {near}?",
                    f"environment variable {name} means nothing; did you mean {near}?",
                )
            )
    return warnings


def language_named(text: str) -> Lang | None:
    """Return the language a tag means (``zh``, ``zh_CN.UTF-8``, ``en-GB``), or None."""
    tag = text.strip().lower()
    if tag.startswith("zh"):
        return CHINESE
    return ENGLISH if tag.startswith("en") else None


def terminal_language(environ: Mapping[str, str]) -> Lang:
    """Return the language of the command line: YIZHAN_LANG, else LANG, else Chinese."""
    named = (language_named(environ.get(name, "")) for name in ("YIZHAN_LANG", "LANG"))
    return next((lang for lang in named if lang is not None), CHINESE)
