import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip"}
TEXTS = ["/", "/static/yizhan.css", "/static/rider/app.js", "/static/leaflet/leaflet.js", "/sw.js"]


@pytest.mark.parametrize("path", TEXTS)
def test_texts_are_the_same_packed_and_plain(client: FlaskClient, path: str) -> None:
    with client.get(path, headers=GZIP) as packed, client.get(path) as plain:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(packed.data) == plain.data
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]


def test_each_encoding_has_a_strong_tag_of_its_own_that_is_known_again(client: FlaskClient) -> None:
    tags = []
    for headers in (GZIP, {"Accept-Encoding": "identity"}):
        with client.get("/static/yizhan.css", headers=headers) as answer:
            tags.append(answer.headers["ETag"])
        with client.get(
            "/static/yizhan.css", headers=headers | {"If-None-Match": tags[-1]}
        ) as again:
            assert (again.status_code, again.data) == (304, b"")
    assert tags[0] != tags[1]
    assert not any(tag.startswith("W/") for tag in tags)


def test_pictures_and_refusals_of_gzip_are_left_alone(client: FlaskClient) -> None:
    with client.get("/static/icon-192.png", headers=GZIP) as image:
        assert "Content-Encoding" not in image.headers
    with client.get("/", headers={"Accept-Encoding": "gzip;q=0"}) as page:
        assert "Content-Encoding" not in page.headers
