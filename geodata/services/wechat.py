"""Signs pages for WeChat's browser, by an operator's own account: never by default.

The scheme is that of WeChat's documentation, JS-SDK 说明文档, 附录1; tokens come from
``stable_token``, which server processes may each ask without ending those of the others.
"""

import logging
import secrets
from collections.abc import Callable
from hashlib import sha1
from threading import Lock
from time import monotonic, time
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from geodata.services.asking import ServiceError, ask

API_URL: Final = "https://api.weixin.qq.com"
TIMEOUT_S: Final = 5.0
EARLY_S: Final = 300  # before a ticket ends, another one is asked for
AGAIN_S: Final = 60  # after a failure nobody is asked for so long
HIDDEN: Final = "***"

log = logging.getLogger("yizhan.wechat")


class Signature(NamedTuple):
    """What lets a page use WeChat's functions, as ``wx.config`` takes it.

    Parameters
    ----------
    timestamp : int
        Seconds since 1970.
    nonce : str
        Drawn anew for each signature.
    signature : str
        40 hexadecimal digits.
    """

    timestamp: int
    nonce: str
    signature: str


class WeChatSigner:
    """Signs addresses with a ticket that it keeps in memory.

    While nobody has a ticket, one caller at a time asks for it and the others are told
    that there is none: a slow service holds up one thread, not the server.

    Parameters
    ----------
    appid, secret : str
        Of the operator's official account.
    base_url : str
        Where WeChat's service is.
    timeout_s : float
        Seconds to wait for each of the two answers.
    clock : callable
        Seconds that only go forward.
    """

    def __init__(
        self,
        appid: str,
        secret: str,
        *,
        base_url: str = API_URL,
        timeout_s: float = TIMEOUT_S,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._appid, self._secret = appid, secret
        self._base_url, self._timeout_s, self._clock = base_url, timeout_s, clock
        self._asking = Lock()
        self._ticket = ""
        self._ends_at = self._renew_at = clock()

    def sign(self, url: str) -> Signature | None:
        """Return what lets a page use WeChat's functions; None while there is no ticket.

        Parameters
        ----------
        url : str
            Address of the page, with its query and without its fragment.
        """
        ticket = self._current_ticket()
        if not ticket:
            return None
        nonce, timestamp = secrets.token_hex(8), int(time())
        return Signature(timestamp, nonce, signature(ticket, nonce, timestamp, url))

    def _current_ticket(self) -> str:
        if self._clock() >= self._renew_at and self._asking.acquire(blocking=False):
            try:
                self._renew()
            except ServiceError as error:
                self._renew_at = self._clock() + AGAIN_S
                log.warning("no ticket from WeChat: %s", error)
            finally:
                self._asking.release()
        return self._ticket if self._clock() < self._ends_at else ""

    def _renew(self) -> None:
        ticket, lasts_s = fetch_ticket(self._appid, self._secret, self._base_url, self._timeout_s)
        now = self._clock()
        self._ticket, self._ends_at = ticket, now + lasts_s
        self._renew_at = now + max(lasts_s - EARLY_S, AGAIN_S)


def fetch_ticket(appid: str, secret: str, base_url: str, timeout_s: float) -> tuple[str, int]:
    """Return a ticket that pages are signed with, and for how many seconds it lasts.

    Raises
    ------
    ServiceError
        WeChat's service did not answer, or refused; without the secret or the token.
    """
    told = {"grant_type": "client_credential", "appid": appid, "secret": secret}
    token = ""
    try:
        token, _ = _given(ask(f"{base_url}/cgi-bin/stable_token", timeout_s, told), "access_token")
        query = urlencode({"access_token": token, "type": "jsapi"})
        return _given(ask(f"{base_url}/cgi-bin/ticket/getticket?{query}", timeout_s), "ticket")
    except ServiceError as error:
        message = str(error).replace(secret, HIDDEN)
        raise ServiceError(message.replace(token or secret, HIDDEN)) from None


def _given(answer: dict[str, Any], name: str) -> tuple[str, int]:
    """Return what is called so in an answer, and for how many seconds it lasts."""
    if answer.get("errcode"):
        raise ServiceError(f"WeChat: {answer.get('errmsg')} ({answer['errcode']})")
    text, lasts_s = answer.get(name), answer.get("expires_in")
    if not isinstance(text, str) or not text or not isinstance(lasts_s, int):
        raise ServiceError(f"no usable answer: no {name}")
    return text, lasts_s


def signature(ticket: str, nonce: str, timestamp: int, url: str) -> str:
    """Return the signature of a page, in hexadecimal digits.

    Parameters
    ----------
    ticket : str
        As WeChat's service gave it.
    nonce : str
        Any text.
    timestamp : int
        Seconds since 1970.
    url : str
        Address of the page, with its query and without its fragment.
    """
    text = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={url}"
    return sha1(text.encode(), usedforsecurity=False).hexdigest()  # SHA-1 is WeChat's choice
