"""An export brought into an empty store makes the same store."""

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from geodata.exporting import export_sites
from geodata.importing import import_file
from geodata.store import Store
from locator.datum import position
from locator.model import AccessHours, OpeningHours, Position, ServiceOffer, Site
from locator.vocabulary import (
    AMENITIES,
    SERVICES,
    Access,
    Accuracy,
    Datum,
    Kind,
    Operation,
    Tier,
    Welcome,
)
from locator.words import Lang
from tests.geodata.anysite import PATIENT, sites
from tests.geodata.importing.making import NOW, UNIONS

HERE = position(121.0553127, 36.0512349, Datum.GCJ02)
FULL = Site(
    id="r-1",
    name='=HYPERLINK("x")驿站',
    kind=Kind.VENUE,
    code="-007",
    host="'=甲公司",
    address="示例市望海区迎春街道1号",
    adcode="990101",
    district="望海区",
    street="迎春街道",
    position=HERE,
    entrance=position(121.0554, 36.0513, Datum.BD09),
    hours=OpeningHours(
        "工作日 9:00—17:30\n(节假日另行通知)", "Mo-Fr 09:00-17:30; PH unknown", workdays=True
    ),
    access=(AccessHours(Access.SCAN, "22:00-08:00"), AccessHours(Access.STAFFED)),
    welcome=Welcome.MEMBERS,
    amenities=("ac", "water"),
    services=(
        ServiceOffer("legal"),
        ServiceOffer("meals", OpeningHours("周四@下午|晚", "Th 14:00-17:00")),
    ),
    tier=Tier.POINT,
    parent_id="r-2",
    members=("甲;乙公司", "丙公司"),
    phone="+86 535 1234567",
    manager="@某",
    level="五星",
    awards=(),
    capacity=12,
    photos=("https://a.example/x,y.jpg",),
    operation=Operation.UNDER_REPAIR,
    note="none",
    source="市总工会 2026",
    source_date=date(2026, 5, 1),
    verified_on=date(2026, 10, 1),
    active=False,
    extra=(("是否=验收", "是;否"), ("负责人手机", "=13900000000")),
)
SITES = (
    FULL,
    Site(id="r-2", name="只有名称"),
    Site(id="r-3", name="同名驿站", position=HERE, source="甲"),
    Site(id="r-4", name="同名驿站", position=HERE, source="甲"),  # another id, another site
    Site(id="r-5", name="示例热线", kind=Kind.REMOTE, phone="12351", adcode="990101"),
    Site(
        id="r-6",
        name="在街道中心",
        address="示例市望海区迎春街道9号",
        position=position(121.05, 36.05, Datum.WGS84, Accuracy.STREET),
        hours=OpeningHours("以站点为准"),
        access=(),
        amenities=(),
        services=(),
    ),
    Site(id="r-7", name="合计", address="填表人:甲", phone="1.38E+10", district="990101"),
    *(Site(id=f"k-{kind}", name=kind.value, kind=kind) for kind in Kind),
)


@cache
def fresh_store() -> bytes:
    """Return the file of a store with districts and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "y.db")
        with Store.open(f"sqlite:///{file}") as store:
            store.apply((), source="test", actor="test", at=NOW, unions=UNIONS)
        return file.read_bytes()


def back(path: Path, *, before: tuple[Site, ...] = ()) -> tuple[Site, ...]:
    """Return the sites of a store after importing a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "y.db")
        file.write_bytes(fresh_store())
        with Store.open(f"sqlite:///{file}") as store:
            store.apply(before, source="test", actor="test", at=NOW)
            import_file(path, store, at=NOW, actor="test")
            return store.load().sites


@pytest.mark.parametrize(
    ("ending", "lang"),
    [
        *(("csv", "zh-CN"), ("csv", "en"), ("xlsx", "zh-CN"), ("xlsx", "en")),
        *(("geojson", "en"), ("gpkg", "en"), ("fgb", "en"), ("parquet", "en")),
    ],
)
def test_an_export_makes_the_same_store(tmp_path: Path, ending: str, lang: Lang) -> None:
    path = tmp_path / f"sites.{ending}"
    export_sites(SITES, path, lang=lang)
    assert back(path) == tuple(sorted(SITES, key=lambda site: site.id))


PLACES = st.builds(
    Position,
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    given_lon=st.floats(-180, 180),
    given_lat=st.floats(-90, 90),
    datum=st.sampled_from(Datum),
)


@st.composite
def importable(draw: st.DrawFn) -> Site:
    """Return any site that a store may hold: it has a name, a place on earth, known codes."""
    site = draw(sites())
    codes = draw(st.none() | st.sets(st.sampled_from(sorted(AMENITIES)), max_size=3).map(sorted))
    offered = [ServiceOffer(code) for code in draw(st.sets(st.sampled_from(sorted(SERVICES))))]
    return replace(
        site,
        name=draw(st.text("驿站abc", min_size=1)),
        position=draw(st.none() | PLACES),
        entrance=draw(st.none() | PLACES),
        amenities=None if codes is None else tuple(codes),
        services=None if site.services is None else tuple(offered),
    )


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson", "gpkg"])
@settings(PATIENT, max_examples=2, phases=[Phase.explicit, Phase.generate])  # files are slow
@given(drawn=st.lists(importable(), min_size=20, max_size=60))
def test_any_site_comes_back(ending: str, drawn: list[Site]) -> None:
    named = tuple(replace(site, id=f"s{number:02d}") for number, site in enumerate(drawn))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"sites.{ending}")
        export_sites(named, path)
        assert back(path) == named


# --- exports that somebody worked on -----------------------------------------------


def edited(tmp_path: Path, was: str, becomes: str) -> Path:
    path = tmp_path / "sites.csv"
    export_sites(SITES, path, lang="zh-CN")
    text = path.read_text("utf-8-sig")
    assert was in text
    path.write_text(text.replace(was, becomes), "utf-8-sig")
    return path


def changed(path: Path) -> dict[str, Site]:
    known = {site.id: site for site in SITES}
    return {s.id: s for s in back(path, before=SITES) if s != known.get(s.id)}


def test_an_export_of_the_store_itself_changes_nothing(tmp_path: Path) -> None:
    assert changed(edited(tmp_path, "五星", "五星")) == {}


def test_an_edited_cell_changes_that_field(tmp_path: Path) -> None:
    assert changed(edited(tmp_path, "五星", "四星")) == {"r-1": replace(FULL, level="四星")}


def test_hours_edited_as_text_are_read_again(tmp_path: Path) -> None:
    sites = changed(edited(tmp_path, "以站点为准", "周一至周日8:00-18:00"))
    assert sites["r-6"].hours == OpeningHours("周一至周日8:00-18:00", "08:00-18:00")


def test_facilities_typed_in_words_are_understood(tmp_path: Path) -> None:
    assert changed(edited(tmp_path, "ac;water", "空调、微波炉"))["r-1"].amenities == (
        *("ac", "microwave"),
    )


def test_a_row_added_without_an_id_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    export_sites(SITES[:1], path)
    header, *_ = path.read_text("utf-8-sig").splitlines()
    columns = header.split(",")
    line = ["" for _ in columns]
    line[columns.index("name")] = "新驿站"
    line[columns.index("hours")] = "24小时开放"
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join(line) + "\r\n")
    (site,) = changed(path).values()
    assert (site.name, site.hours.osm) == ("新驿站", "24/7")
    assert len(site.id) == 13


def test_a_cell_that_no_export_would_write_is_rejected(tmp_path: Path) -> None:
    path = edited(tmp_path, "under_repair", "maybe")
    with Store.open(f"sqlite:///{tmp_path}/y.db") as store:
        result = import_file(path, store, at=NOW, actor="test")
    assert result.counts["rejected"] == 1
    assert "under_repair" not in result.plan.rejected[0].reason.en
    assert "maybe" in result.plan.rejected[0].reason.en


@pytest.mark.parametrize(
    "cell", ["2026/5/1", "2026/05/01", "2026-5-1", "2026年5月1日", "2026-05-01 00:00:00", "46143"]
)
def test_a_day_is_read_as_a_spreadsheet_saves_it_again(tmp_path: Path, cell: str) -> None:
    dated = replace(FULL, verified_on=date(2026, 5, 1), source_date=None)
    path = tmp_path / "sites.csv"
    export_sites([dated], path)
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("2026-05-01", cell), "utf-8-sig")
    assert back(path) == (dated,)


def test_a_day_that_could_be_two_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    export_sites([replace(FULL, verified_on=date(2026, 5, 1), source_date=None)], path)
    path.write_text(path.read_text("utf-8-sig").replace("2026-05-01", "1/5/2026"), "utf-8-sig")
    with Store.open(f"sqlite:///{tmp_path}/y.db") as store:
        (rejected,) = import_file(path, store, at=NOW, actor="test").plan.rejected
    assert "verified_on" in rejected.reason.en
