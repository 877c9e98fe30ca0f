"""The list that a site came from meets it again after it was renamed at the desk."""

from flask.testing import FlaskClient

from geodata.store import Store
from tests.web.desk.facts.forms import current, filled, keep, opened
from tests.web.desk.importing.test_pages import applied, dropped, listed, row, sent


def test_a_list_shows_first_what_it_would_change_back(
    client: FlaskClient, desk_store: Store
) -> None:
    content = listed(row("甲驿站"), row("乙驿站"))
    first = dropped(client, content)
    sent(client, first, "plan", datum="gcj02")
    applied(client, first)
    (came_in,) = [site for site in desk_store.load().sites if site.name == "甲驿站"]
    typed = {"name": "丙驿站", "address": "示例路丙号", "phone": "0000-7"}
    keep(client, came_in.id, filled(opened(client, came_in.id), typed))
    mended = current(desk_store, came_in.id)
    assert (mended.name, mended.address, mended.phone) == ("丙驿站", "示例路丙号", "0000-7")

    again = dropped(client, content)
    sent(client, again, "plan", datum="gcj02")
    shown = client.get(f"{again}?show=changed").text
    for label, text in (("name", "丙驿站"), ("address", "示例路丙号"), ("phone", "0000-7")):
        assert f"<dt>{label}</dt><dd><del>{text}</del>" in shown
    assert current(desk_store, came_in.id) == mended  # shown, and not yet written
    count = len(desk_store.load().sites)
    applied(client, again)
    assert current(desk_store, came_in.id) == came_in
    assert len(desk_store.load().sites) == count
