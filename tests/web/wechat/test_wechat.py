"""Pages are signed for WeChat's browser only where the operator has set it up."""

import json
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.services.wechat import signature
from locator.errors import InvalidInput
from tests.geodata.services.service import running_service
from tests.web.live import live_server
from web.app import create_app
from web.server import wechat_of
from web.settings import Settings, listed
from web.state import State
from web.wechat import Account

APPID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"
SCRIPT = b"window.wx = {}; // stands in for WeChat's\n"
ASK = "/wechat/signature"
AGENT = {"User-Agent": "Mozilla/5.0 MicroMessenger/8.0.50"}


def sign(url: str) -> tuple[int, str, str]:
    return 1414587457, "nonce", signature("ticket", "nonce", 1414587457, url)


def client_of(state: State, account: Account | None) -> FlaskClient:
    settings = Settings(public_url="https://yizhan.example")
    return create_app(settings, state, wechat_account=account).test_client()


@pytest.fixture
def signing(state: State) -> FlaskClient:
    return client_of(state, Account(APPID, sign, SCRIPT))


def ask(client: FlaskClient, url: object, **headers: str) -> TestResponse:
    return client.post(ASK, json={"url": url}, headers=headers)


@pytest.mark.parametrize(
    "url",
    [
        "https://yizhan.example/",
        "http://localhost/s/s1?lang=zh-CN&from=singlemessage",
        "http://localhost/?area=%E7%A4%BA",
    ],
)
def test_a_page_of_ours_is_signed_as_it_stands(signing: FlaskClient, url: str) -> None:
    response = ask(signing, url)
    text = f"jsapi_ticket=ticket&noncestr=nonce&timestamp=1414587457&url={url}"
    assert response.json == {
        "appId": APPID,
        "timestamp": 1414587457,
        "nonceStr": "nonce",
        "signature": sha1(text.encode()).hexdigest(),
        "script": "/wechat/jweixin.js",
    }
    assert response.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/",
        "https://yizhan.example.elsewhere.example/",
        "https://yizhan.example@elsewhere.example/",
        "https://elsewhere.example/?https://yizhan.example/",
        "//yizhan.example/",
        "javascript://yizhan.example/%0a",
        "https://yizhan.example/#part",
        "https://[",
        "",
        None,
        7,
        {"https": "yizhan.example"},
    ],
)
def test_what_is_no_page_of_ours_is_refused(signing: FlaskClient, url: object) -> None:
    response = ask(signing, url, **{"Accept-Language": "en"})
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    (wrong,) = response.get_json()["errors"]
    assert wrong["field"] == "url"
    assert wrong["value"] == str(url)
    assert "a page of this server" in wrong["allowed"]


def test_only_json_is_read_so_no_page_of_others_can_ask(signing: FlaskClient) -> None:
    told = json.dumps({"url": "https://yizhan.example/"})
    assert signing.post(ASK, data=told, content_type="text/plain").status_code == 415
    assert signing.get(ASK).status_code == 405
    preflight = signing.options(ASK, headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in preflight.headers


def test_the_script_is_the_operators_file(signing: FlaskClient) -> None:
    response = signing.get("/wechat/jweixin.js")
    assert response.data == SCRIPT
    assert response.mimetype == "text/javascript"
    assert "Access-Control-Allow-Origin" not in response.headers
    again = signing.get("/wechat/jweixin.js", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_without_an_account_there_is_nothing(state: State) -> None:
    client = client_of(state, None)
    assert ask(client, "https://yizhan.example/").status_code == 404
    assert client.get("/wechat/jweixin.js").status_code == 404
    assert "wechat" not in client.get("/", headers=AGENT).text
    page = client.get("/s/s1", headers=AGENT).text
    assert "data-goal" not in page
    assert "wechat/" not in page


def test_pages_offer_it_to_wechat_alone(signing: FlaskClient) -> None:
    assert " data-wechat>" in signing.get("/").text
    page = signing.get("/s/s1?lang=en", headers=AGENT).text
    assert page.index("Open in WeChat&#39;s map") < page.index("Copy the address")
    assert "wechat/site.js" in page
    assert "wechat/site.js" not in signing.get("/s/s1").text


def test_while_there_is_no_ticket_it_says_when_to_ask_again(state: State) -> None:
    client = client_of(state, Account(APPID, lambda _url: None, SCRIPT))
    response = ask(client, "https://yizhan.example/")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.mimetype == "application/problem+json"


def given(folder: Path, **changed: str) -> dict[str, str]:
    file = folder / "jweixin.js"
    file.write_bytes(SCRIPT)
    whole = {"APPID": APPID, "SECRET": SECRET, "SDK": str(file)} | changed
    return {f"YIZHAN_WECHAT_{name}": value for name, value in whole.items() if value}


def test_all_three_settings_make_an_account(tmp_path: Path) -> None:
    settings = Settings.from_env(given(tmp_path))
    account = wechat_of(settings)
    assert account
    assert (account.appid, account.script) == (APPID, SCRIPT)
    for said in (repr(settings), repr(account), str(listed(settings))):
        assert SECRET not in said
    assert wechat_of(Settings()) is None


@pytest.mark.parametrize("missing", [("APPID",), ("SECRET",), ("SDK",), ("SECRET", "SDK")])
def test_a_part_of_the_settings_is_refused(tmp_path: Path, missing: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_env(given(tmp_path, **dict.fromkeys(missing, "")))
    wrong = caught.value.problems
    assert [each.field for each in wrong] == [f"YIZHAN_WECHAT_{name}" for name in missing]
    assert SECRET not in str(wrong)


@pytest.mark.parametrize(
    ("name", "value"), [("APPID", "gh_0123456789ab"), ("SECRET", f"{SECRET}x"), ("SDK", "a\nb")]
)
def test_what_cannot_be_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_env(given(tmp_path, **{name: value}))
    (wrong,) = caught.value.problems
    assert wrong.field == f"YIZHAN_WECHAT_{name}"
    assert SECRET not in str(wrong)


@pytest.mark.parametrize("content", [None, b"", b"x" * 1_000_001])
def test_a_script_that_cannot_be_sent_is_refused_at_the_start(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "other.js"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        wechat_of(Settings.from_env(given(tmp_path, SDK=str(file))))
    (wrong,) = caught.value.problems
    assert (wrong.field, wrong.message.en.endswith(str(file))) == ("YIZHAN_WECHAT_SDK", True)


# The server as it is started, but for where WeChat's service is.
ELSEWHERE = """
from functools import partial
from geodata.services.wechat import WeChatSigner
import web.server
from web.cli import main

web.server.WeChatSigner = partial(WeChatSigner, base_url={url!r})
main(["serve"])
"""


def test_a_server_signs_and_logs_neither_secret_nor_page(tmp_path: Path) -> None:
    page = "https://yizhan.example/?area=47382910"
    asked: dict[str, Any] = {"body": json.dumps({"url": page}).encode()}
    asked["headers"] = {"Content-Type": "application/json"}
    settings = given(tmp_path) | {"YIZHAN_PUBLIC_URL": "https://yizhan.example"}
    with running_service() as service:
        token = {"access_token": "made-up-token", "expires_in": 7200}
        refusal = {"errcode": 40164, "errmsg": "invalid ip 192.0.2.1, not in whitelist"}
        service.answers["/cgi-bin/stable_token"] = json.dumps(token).encode()
        service.answers["/cgi-bin/ticket/getticket"] = json.dumps(refusal).encode()
        code = ELSEWHERE.format(url=service.url)
        with live_server(tmp_path, code=code, **settings) as live:
            assert live.request("POST", ASK, **asked)[0] == 503
            said = live.said()
    assert "invalid ip 192.0.2.1" in said
    assert "/wechat/signature" in said
    for kept in (SECRET, "made-up-token", "47382910"):
        assert kept not in said
