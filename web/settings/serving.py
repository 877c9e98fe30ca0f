"""Settings of the server as a whole."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from locator.words import LANGS, Lang, Words, same
from web.settings.readers import AN_ADDRESS, Setting, number_between, one_of, text_of, web_address

CHINESE: Final[Lang] = "zh-CN"
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
STORES: Final = re.compile(r"(sqlite:///|postgresql\+psycopg://).+")
TOKENS: Final = re.compile(r"([!-~]{16,200})?")
HOSTS: Final = re.compile(r"[0-9A-Za-z.:_-]+")


@dataclass(frozen=True, kw_only=True)
class ServingSettings:
    """What concerns serving as a whole."""

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
            AN_ADDRESS,
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
    metrics_token: Annotated[
        str,
        Setting(
            text_of(TOKENS),
            Words(
                "16–200 个字母、数字、符号,不含空格,或留空",
                "16–200 letters, digits and signs without a space, or empty",
            ),
            Words(
                "读取 /metrics 要带的 Bearer 令牌;留空则只有本机可读",
                "bearer token that /metrics asks for; empty: this machine alone may read it",
            ),
            secret=True,
        ),
    ] = ""

    @property
    def address(self) -> str:
        """Where the pages are, for people and for QR codes."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"
