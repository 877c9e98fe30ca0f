import re

import pytest
from flask.testing import FlaskClient

from tests.web.pages.asking import ids_on


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "place"),
        ({"place": "月球背面"}, "place"),
        ({"place": "181,95"}, "place"),
        ({"area": "demo-street-99"}, "area"),
        ({"place": "旧样街道", "mode": "teleport"}, "mode"),
        ({"place": "旧样街道", "datum": "mars"}, "datum"),
        ({"place": "旧样街道", "kind": "castle"}, "kind"),
        ({"place": "旧样街道", "service": "magic"}, "service"),
        ({"place": "旧样街道", "amenity": "throne"}, "amenity"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(
    demo: FlaskClient, data: dict[str, str], field: str
) -> None:
    page = demo.post("/?lang=en", data=data)
    assert page.status_code == 400
    assert f'id="{field}-wrong"' in page.text
    assert re.search(r'<p class="wrong" id="[^"]+">[^<]+Allowed: [^<]+</p>', page.text)
    assert 'role="alert"' in page.text
    assert ids_on(page.text) == []
    if data.get("place"):
        assert f'value="{data["place"]}"' in page.text
