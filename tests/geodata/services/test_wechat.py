"""Signatures for WeChat's browser, against its published example and a stand-in for its service."""

import json
import logging
import threading
from hashlib import sha1

import pytest

from geodata.services.asking import ServiceError
from geodata.services.wechat import WeChatSigner, fetch_ticket, signature
from tests.geodata.services.service import Service

APPID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"
TOKEN, TICKET = "made-up-token", "made-up-ticket"
ASK_TOKEN, ASK_TICKET = "/cgi-bin/stable_token", "/cgi-bin/ticket/getticket"
PAGE = "https://yizhan.example/s/a?lang=zh-CN"


class Clock:
    """Stands still until it is moved on."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def signer(service: Service, clock: Clock) -> WeChatSigner:
    answer(service, ASK_TOKEN, access_token=TOKEN, expires_in=7200)
    answer(service, ASK_TICKET, errcode=0, errmsg="ok", ticket=TICKET, expires_in=7200)
    return WeChatSigner(APPID, SECRET, base_url=service.url, timeout_s=30, clock=clock)


def answer(service: Service, path: str, **fields: object) -> None:
    service.answers[path] = json.dumps(fields).encode()


def test_the_published_example_is_signed_as_published() -> None:
    ticket = (
        "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    )
    signed = signature(
        ticket, "Wm3WZYTPz0wzccnW", 1414587457, "http://mp.weixin.qq.com?params=value"
    )
    assert signed == "0f9de62fce790f9a083d5c99e95740ceb90c27ed"


def test_a_page_is_signed_with_the_ticket_that_the_service_gave(
    service: Service, signer: WeChatSigner
) -> None:
    signed = signer.sign(PAGE)
    assert signed
    text = f"jsapi_ticket={TICKET}&noncestr={signed.nonce}&timestamp={signed.timestamp}&url={PAGE}"
    assert signed.signature == sha1(text.encode()).hexdigest()
    assert service.asked == [
        (ASK_TOKEN, {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}),
        (ASK_TICKET, {"access_token": [TOKEN], "type": ["jsapi"]}),
    ]
    again = signer.sign(PAGE)
    assert again
    assert again.nonce != signed.nonce


def test_a_ticket_is_kept_until_five_minutes_before_its_end(
    service: Service, signer: WeChatSigner, clock: Clock
) -> None:
    for moment in (0, 1, 6899):
        clock.now = 1000.0 + moment
        assert signer.sign(PAGE)
    assert len(service.asked) == 2
    clock.now = 1000.0 + 6900
    assert signer.sign(PAGE)
    assert len(service.asked) == 4


def test_while_the_service_fails_a_ticket_serves_to_its_end(
    service: Service, signer: WeChatSigner, clock: Clock
) -> None:
    assert signer.sign(PAGE)
    service.status = 500
    for moment, signed, asked in ((6900, True, 3), (6959, True, 3), (7199, True, 4)):
        clock.now = 1000.0 + moment
        assert bool(signer.sign(PAGE)) is signed
        assert len(service.asked) == asked
    clock.now = 1000.0 + 7200
    assert signer.sign(PAGE) is None
    service.status = 200
    clock.now += 60
    assert signer.sign(PAGE)


def test_after_a_failure_the_service_is_left_alone_for_a_minute(
    service: Service, signer: WeChatSigner, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    answer(service, ASK_TOKEN, errcode=40164, errmsg="invalid ip 192.0.2.1, not in whitelist")
    with caplog.at_level(logging.WARNING, "yizhan.wechat"):
        assert [signer.sign(PAGE) for _ in range(3)] == [None] * 3
    assert len(service.asked) == 1
    (said,) = caplog.messages
    assert "invalid ip 192.0.2.1, not in whitelist (40164)" in said
    clock.now += 60
    assert signer.sign(PAGE) is None
    assert len(service.asked) == 2


def test_one_asks_while_the_others_are_told_that_there_is_no_ticket(
    service: Service, signer: WeChatSigner
) -> None:
    service.wait = threading.Event()
    signed = []
    first = threading.Thread(target=lambda: signed.append(signer.sign(PAGE)))
    first.start()
    while not service.asked:
        first.join(0.01)
    assert signer.sign(PAGE) is None  # at once, though nothing is answered yet
    service.wait.set()
    first.join()
    assert signed[0]
    assert signer.sign(PAGE)
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        (ASK_TOKEN, b'{"errcode": 40125, "errmsg": "invalid appsecret"}', "invalid appsecret"),
        (ASK_TOKEN, f'{{"errcode": 1, "errmsg": "{SECRET}"}}'.encode(), r"\*\*\*"),
        (ASK_TOKEN, b'{"expires_in": 7200}', "no access_token"),
        (ASK_TOKEN, b"<html>", "no usable answer"),
        (ASK_TICKET, f'{{"errcode": 40001, "errmsg": "bad {TOKEN}"}}'.encode(), "40001"),
        (ASK_TICKET, b'{"errcode": 0, "ticket": "", "expires_in": 7200}', "no ticket"),
        (ASK_TICKET, b'{"errcode": 0, "ticket": "t", "expires_in": "soon"}', "no ticket"),
        (ASK_TICKET, b"[1]", "not a JSON object"),
    ],
)
def test_a_refusal_says_why_and_hides_secret_and_token(
    service: Service, signer: WeChatSigner, path: str, body: bytes, words: str
) -> None:
    service.answers[path] = body
    with pytest.raises(ServiceError, match=words) as caught:
        fetch_ticket(APPID, SECRET, service.url, 2)
    for kept in (SECRET, TOKEN):
        assert kept not in str(caught.value)
    assert signer.sign(PAGE) is None
    assert SECRET not in repr(signer)


def test_a_silent_service_is_not_waited_for(service: Service) -> None:
    service.wait = threading.Event()
    try:
        with pytest.raises(ServiceError, match="timed out"):
            fetch_ticket(APPID, SECRET, service.url, 0.2)
    finally:
        service.wait.set()
