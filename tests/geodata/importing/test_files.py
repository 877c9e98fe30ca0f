"""Real lists, and files as people save them, from the file to the store."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from geodata.importing import ImportOptions, ImportResult, import_file
from geodata.store import Store
from locator.datum import from_wgs84
from locator.errors import InvalidInput
from locator.geodesy import GEOD
from locator.hours import CHINA, service_state
from locator.model import Site
from locator.vocabulary import Access, Datum, Status
from tests.geodata.importing.making import NOW, UNIONS, write_csv
from tests.shared import shared_path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as opened:
        opened.apply([], source="test", actor="test", at=NOW, unions=UNIONS)
        yield opened


def imported(store: Store, path: Path, datum: Datum | None = None) -> ImportResult:
    return import_file(path, store, at=NOW, actor="test", options=ImportOptions(datum=datum))


def by_name(store: Store) -> dict[str, Site]:
    return {site.name: site for site in store.load().sites}


# --- real lists --------------------------------------------------------------------


def test_every_place_named_in_the_press_is_in_the_store(store: Store) -> None:
    path = shared_path("stations/press.csv")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    result = imported(store, path)
    assert result.counts == {
        **dict.fromkeys(("changed", "unchanged", "merged", "rejected"), 0),
        "read": len(rows),
        "new": len(rows),
    }
    sites = by_name(store)
    for row in rows:
        site = sites[row["站点名称"]]
        assert (site.address, site.source) == (row["地址"], row["来源"])
        assert site.hours.text == row["开放时间"]
        assert site.position is None
    assert imported(store, path).counts["unchanged"] == len(rows)


def test_real_hours_mean_what_people_say_they_do(store: Store) -> None:
    imported(store, shared_path("stations/press.csv"))
    lines = shared_path("hours/phrases.tsv").read_text("utf-8").splitlines()[1:]
    meanings = {phrase: osm for _, _, phrase, osm in (line.split("\t") for line in lines)}
    told = {s.hours.text: s.hours.osm for s in store.load().sites if s.hours.text in meanings}
    assert len(told) >= 5
    for text, osm in told.items():
        assert (osm or "").replace("; ", ";") == meanings[text].replace("; ", ";"), text


def test_real_ways_in_are_known_by_the_hour(store: Store) -> None:
    imported(store, shared_path("stations/press.csv"))
    site = by_name(store)["海沧工会驿站"]
    assert site.hours.osm == "24/7"
    assert {way.access: way.during for way in site.access or ()} == {
        Access.STAFFED: "08:00-22:00",
        Access.SCAN: "22:00-08:00",
    }


def test_counselling_on_an_afternoon_without_clock_times(store: Store) -> None:
    imported(store, shared_path("stations/press.csv"))
    site = by_name(store)["温馨驿站"]
    calendar = store.load().calendar
    thursday = datetime(2026, 3, 12, 15, 0, tzinfo=CHINA)
    friday = datetime(2026, 3, 13, 15, 0, tzinfo=CHINA)
    states = [service_state(site, "counselling", at, calendar) for at in (thursday, friday)]
    assert [state and state.status for state in states] == [Status.UNKNOWN, Status.CLOSED]


def test_real_positions_are_right_to_the_datum(store: Store) -> None:
    path = shared_path("stations/zhaoqing.csv")
    result = imported(store, path)
    assert result.counts["new"] == result.counts["read"] == 4
    check_positions(by_name(store), path)


def check_positions(sites: dict[str, Site], path: Path) -> None:
    for row in csv.DictReader(path.read_text("gb18030").splitlines()):
        position = sites[row["名称"]].position
        assert position
        given = float(row["经度"]), float(row["纬度"])
        assert (position.given_lon, position.given_lat) == given
        assert position.datum is Datum.GCJ02
        assert 100 < GEOD.inv(position.lon, position.lat, *given)[2] < 1000
        forth = from_wgs84(position.lon, position.lat, Datum.GCJ02)
        assert GEOD.inv(*forth, *given)[2] < 0.001


# --- files as people save them -----------------------------------------------------

LIST = [
    ("名称", "地址", "经度", "纬度", "坐标系"),
    ("迎春驿站", "示例市望海区迎春街道1号", "121.055312", "36.051234", "GCJ-02"),
    ("潮声驿站", "示例市听涛区潮声路2号", "121.355312", "36.151234", "GCJ-02"),
]


def test_a_list_in_gb18030_is_right_to_the_datum(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", LIST, encoding="gb18030")
    assert imported(store, path).counts["new"] == 2
    check_positions(by_name(store), path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_make_no_difference(store: Store, tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "list.csv", LIST, encoding=encoding)
    imported(store, path)
    assert by_name(store)["迎春驿站"].address == "示例市望海区迎春街道1号"


def test_a_workbook_with_titles_and_several_sheets(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for district in ("望海区", "听涛区"):
            sheet = book.add_worksheet(district)
            sheet.merge_range(0, 0, 0, 3, f"示例市{district}工会驿站一览表(2026年)")
            sheet.write_row(2, 0, ["序号", "驿站名称", "所在区", "更新时间"])
            sheet.write_row(3, 0, [1, f"{district}驿站", district])
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_datetime(3, 3, date(2026, 3, 1), day)
    result = imported(store, path)
    assert [columns.sheet for columns in result.plan.columns] == ["望海区", "听涛区"]
    site = by_name(store)["听涛区驿站"]
    assert site.district == "听涛区"
    assert site.verified_on == date(2026, 3, 1)
    assert site.position
    assert site.position.lon == pytest.approx(121.3)


def test_an_old_workbook(store: Store, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for number, row in enumerate(LIST):
        for place, cell in enumerate(row):
            sheet.write(number, place, float(cell) if cell[:1].isdigit() else cell)
    path = tmp_path / "list.xls"
    book.save(str(path))
    imported(store, path)
    position = by_name(store)["迎春驿站"].position
    assert position
    assert (position.given_lon, position.datum) == (121.055312, Datum.GCJ02)


def test_rows_at_a_centre_are_written_with_that_accuracy(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", [row[:2] for row in LIST])
    imported(store, path)
    accuracies = {n: s.position and s.position.accuracy for n, s in by_name(store).items()}
    assert accuracies == {"迎春驿站": "street", "潮声驿站": "district"}


def test_nothing_is_written_when_the_datum_is_missing(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", [row[:4] for row in LIST])
    with pytest.raises(InvalidInput, match="datum"):
        imported(store, path)
    assert store.load().sites == ()


def test_a_file_that_is_none_is_refused_by_its_name(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"")
    with pytest.raises(InvalidInput) as caught:
        imported(store, path)
    (problem,) = caught.value.problems
    assert (problem.field, problem.value) == ("file", "list.csv")
