import json
import re

from flask.testing import FlaskClient

from web.installing import STATIC, release


def fetched(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as answer:
        assert answer.status_code == 200, address
        return bytes(answer.data)


def test_the_manifest_speaks_the_language_and_its_icons_are_there(client: FlaskClient) -> None:
    for lang, name in (("zh-CN", "驿站"), ("en", "Yizhan")):
        answer = client.get("/manifest.webmanifest", query_string={"lang": lang})
        manifest = json.loads(answer.data)
        assert answer.mimetype == "application/manifest+json"
        assert (manifest["name"], manifest["lang"]) == (name, lang)
        for icon in manifest["icons"]:
            side = int(icon["sizes"].partition("x")[0])
            image = fetched(client, icon["src"])
            assert image[:8] == b"\x89PNG\r\n\x1a\n"
            assert int.from_bytes(image[16:20], "big") == side


def test_the_worker_keeps_every_script_of_the_page(client: FlaskClient) -> None:
    text = client.get("/sw.js").get_data(as_text=True)
    kept = json.loads(re.search(r"^const SHELL = (.*);$", text, re.MULTILINE)[1])  # type: ignore[index]  # the line is there
    assert f'const RELEASE = "{release()}";' in text
    scripts = {path.name for path in (STATIC / "rider").glob("*.js")} - {"worker.js"}
    assert {address.rpartition("/")[2] for address in kept} >= scripts
    assert all(fetched(client, address) for address in kept)


def test_the_worker_is_asked_for_anew_each_time(client: FlaskClient) -> None:
    assert client.get("/sw.js").headers["Cache-Control"] == "no-cache"
