"""The page that the QR code on a door leads to."""

from flask.testing import FlaskClient


def test_it_tells_what_is_known_of_the_site(client: FlaskClient) -> None:
    page = client.get("/s/s1")
    assert page.status_code == 200
    known = (
        *("示例1号驿站", "8:00-22:00", "微信扫码", "谁都能进", "微波炉", "0000-1234567"),
        *("示例市示例路1号", "T-0001", "示例区总工会", "示例市总工会", "uri.amap.com"),
    )
    for text in known:
        assert text in page.text, text
    assert page.headers["Cache-Control"] == "no-store"


def test_it_speaks_english_to_those_who_ask(client: FlaskClient) -> None:
    page = client.get("/s/s1?lang=en")
    assert '<html lang="en">' in page.text
    assert "scan with WeChat" in page.text
    assert "Unions responsible here" in page.text


def test_what_is_personal_is_not_on_it(client: FlaskClient) -> None:
    page = client.get("/s/s1").text
    assert "某某" not in page
    assert "内部备注" not in page


def test_a_deactivated_site_still_has_its_page_and_is_never_open(client: FlaskClient) -> None:
    page = client.get("/s/s7")
    assert page.status_code == 200
    assert "is-closed" in page.text
    assert "is-open" not in page.text


def test_a_site_without_a_position_has_a_page(client: FlaskClient) -> None:
    page = client.get("/s/s10")
    assert page.status_code == 200
    assert "tel:00000" in page.text


def test_an_id_that_nobody_has_is_not_found(client: FlaskClient) -> None:
    page = client.get("/s/none")
    assert page.status_code == 404
    assert page.mimetype == "text/html"
    assert "没有这个编号的站点" in page.text
