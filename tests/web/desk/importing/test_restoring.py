"""An import is looked at, applied and taken back: what is exported is what it was, byte by byte."""

from pathlib import Path

import pytest
from flask import Flask

from geodata.exporting import export_sites
from geodata.rows import to_row
from geodata.store import Store
from tests.web.desk.importing.test_pages import applied, dropped, listed, row, sent
from tests.web.desk.staff import mark_on, sign_in


def exported(store: Store, folder: Path) -> dict[str, bytes]:
    """Return what is exported now, in formats whose files hold no time of writing."""
    files = {}
    for ending in (".csv", ".geojson", ".kml"):
        path = folder / f"export{ending}"
        export_sites(store.load().sites, path, lang="zh-CN")
        files[ending] = path.read_bytes()
    return files


@pytest.mark.parametrize("who", ["editor here", "administrator"])
def test_what_an_import_did_is_undone_whole(
    desk_app: Flask, desk_store: Store, tmp_path: Path, who: str
) -> None:
    client = sign_in(desk_app, who)
    first = dropped(client, listed(row("甲"), row("乙"), row("丙")))
    sent(client, first, "plan", datum="gcj02")
    applied(client, first)
    before, revision = exported(desk_store, tmp_path), desk_store.revision()
    rows = {site.name: to_row(site) for site in desk_store.load().sites}

    page = dropped(client, listed(row("甲", "999"), row("丁")))
    sent(client, page, "plan", datum="gcj02")
    shown = client.get(f"{page}?show=changed").text
    assert "<dt>phone</dt><dd><del>1</del> → <ins>999</ins></dd>" in shown
    assert exported(desk_store, tmp_path) == before  # to look changes nothing
    applied(client, page, deactivate="on")
    now = {site.name: to_row(site) for site in desk_store.load().sites}
    assert {name for name in now if rows.get(name) != now[name]} == {"甲", "乙", "丙", "丁"}
    assert exported(desk_store, tmp_path) != before
    assert desk_store.revision() == revision + 1

    form = {"csrf": mark_on(client, "/desk"), "seen": revision + 1}
    undone = client.post(f"/desk/history/{revision + 1}", data=form)
    assert undone.status_code == 303, undone.text
    assert exported(desk_store, tmp_path) == before
