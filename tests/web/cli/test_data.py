"""Commands that bring data in, out and under inspection."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from geodata.services.geocoding import GEOCODERS, Place
from geodata.store import Store
from locator.vocabulary import Accuracy, Datum
from tests.web.cli.conftest import Run
from web.cli.data import importing

FILE = """名称,经度,纬度,地址,开放时间,服务设施
南街驿站,121.41,37.51,示例市南街1号,8:00-20:00,微波炉、饮水
北街驿站,121.42,37.52,示例市北街2号,以站点为准,
,121.43,37.53,示例市,,
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stations.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_an_import_counts_what_became_of_every_row(run: Run, file: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    result = run("import", file, "--datum", "wgs84", "--rejects", rejects, "--json")
    answer = json.loads(result.stdout)
    assert set(answer) == {"read", "new", "changed", "unchanged", "merged", "rejected", "warnings"}
    assert (answer["read"], answer["new"], answer["rejected"]) == (3, 2, 1)
    assert "经度 → lon" in result.stderr
    assert "121.43" in rejects.read_text(encoding="utf-8-sig")
    assert not (tmp_path / "stations.rejects.csv").exists()
    again = json.loads(run("import", file, "--datum", "wgs84", "--json").stdout)
    assert (again["new"], again["unchanged"]) == (0, 2)


def test_rejected_rows_are_never_lost(run: Run, file: Path, tmp_path: Path) -> None:
    assert "stations.rejects.csv" in run("import", file, "--datum", "wgs84").stderr
    assert "121.43" in (tmp_path / "stations.rejects.csv").read_text(encoding="utf-8-sig")


def test_rejected_rows_are_named_by_sheet_and_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with Workbook(path) as book:
        for name in ("东片", "西片"):
            book.add_worksheet(name).write_row(0, 0, ["名称", "经度", "纬度"])
        book.worksheets()[1].write_row(1, 0, ["甲", 900, 1])
    output = run("import", path, "--datum", "wgs84", "--dry-run").stdout
    assert "rejected row 西片!2: longitude" in output


def test_a_dry_run_shows_the_difference_and_writes_nothing(run: Run, file: Path) -> None:
    output = run("import", file, "--datum", "wgs84", "--dry-run").output
    assert "+ 南街驿站" in output
    assert json.loads(run("check", "--json").stdout)["checked"] == 0


def test_a_datum_that_nobody_told_is_never_guessed(run: Run, file: Path) -> None:
    result = run("import", file, code=1)
    assert "datum" in result.stderr
    assert "gcj02" in result.stderr
    assert json.loads(run("check", "--json").stdout)["checked"] == 0


def test_a_person_at_the_terminal_is_asked_for_the_datum(
    run: Run, file: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "somebody_is_there", lambda: True)
    run("import", file, text="somewhere\ngcj02\n")
    sites = {site.name: site for site in store.load().sites}
    position = sites["南街驿站"].position
    assert position
    assert position.datum is Datum.GCJ02
    assert (position.given_lon, position.given_lat) == (121.41, 37.51)


def test_a_mapping_is_given_column_by_column(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙,丙\n南街驿站,121.41,37.51\n", encoding="utf-8")
    maps = ("--map", "甲=name", "--map", "乙=lon", "--map", "丙=lat")
    assert "1" in run("import", path, "--datum", "gcj02", *maps, "--json").stdout
    assert "--map" in run("import", path, "--map", "甲", code=2).stderr


def test_a_file_that_cannot_be_read_is_said_without_a_traceback(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 this is no workbook")
    result = run("import", path, code=1)
    assert "Traceback" not in result.output
    assert result.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson", "gpkg"])
def test_what_is_exported_can_be_imported(filled: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"sites.{ending}"
    assert "10 sites" in filled("export", path).stdout
    answer = json.loads(filled("import", path, "--json").stdout)
    assert (answer["new"], answer["changed"], answer["rejected"]) == (0, 0, 0)


def test_an_export_may_be_of_some_kinds(filled: Run, tmp_path: Path) -> None:
    filled("export", tmp_path / "some.csv", "--kind", "venue", "--kind", "remote")
    with (tmp_path / "some.csv").open(encoding="utf-8-sig") as written:
        assert len(list(csv.reader(written))) == 3
    assert "docx" in filled("export", tmp_path / "some.docx", code=1).stderr


def test_check_reports_as_lines_json_and_workbook(filled: Run, tmp_path: Path) -> None:
    answer = json.loads(filled("check", "--json", "-o", tmp_path / "report.xlsx").stdout)
    assert answer["counts"]["hours_unknown"] >= 1
    assert {"s2"} <= {row["id"] for row in answer["findings"] if row["check"] == "hours_unknown"}
    assert len(load_workbook(tmp_path / "report.xlsx").sheetnames) == 2
    assert "示例2号驿站" in filled("check").output


def test_a_year_of_holidays_is_added(run: Run, tmp_path: Path, store: Store) -> None:
    path = tmp_path / "2031.csv"
    path.write_text("日期,类型\n2031-01-01至2031-01-20,休\n", encoding="utf-8")
    assert "2031" in run("holidays", path).stdout
    assert 2031 in store.load().calendar.years
    broken = tmp_path / "broken.csv"
    broken.write_text("日期,类型\nsoon,休\n", encoding="utf-8")
    run("holidays", broken, code=1)


def test_jurisdictions_are_loaded(run: Run, tmp_path: Path, store: Store) -> None:
    path = tmp_path / "unions.csv"
    path.write_text(
        "name,level,adcode,phone\n示例市总工会,city,999900,0000\n甲区总工会,district,999901,0001\n",
        encoding="utf-8",
    )
    assert "2 unions" in run("jurisdictions", path).stdout
    assert {union.name for union in store.load().unions} == {"示例市总工会", "甲区总工会"}


def test_the_demo_city_is_put_into_an_empty_store_only(run: Run) -> None:
    assert "372" in run("demo").stdout
    assert run("demo", "--if-empty").stdout == ""
    run("demo")


def test_the_demo_city_is_not_mixed_with_real_data(filled: Run) -> None:
    assert filled("demo", "--if-empty").stdout == ""
    assert "made-up" in filled("demo", code=1).stderr


def test_a_backup_brings_back_what_was_there(filled: Run, tmp_path: Path, store: Store) -> None:
    before = store.load().sites
    filled("backup", tmp_path / "kept.db")
    (tmp_path / "more.csv").write_text("名称,地址\n多出来的驿站,示例市\n", encoding="utf-8")
    filled("import", tmp_path / "more.csv", "--datum", "wgs84")
    assert len(store.load().sites) == len(before) + 1
    filled("restore", tmp_path / "kept.db")
    restored = {site.id: site for site in store.load().sites if site.active}
    assert restored == {site.id: site for site in before if site.active}


def test_codes_for_doors(filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL")
    result = filled("qr", "-o", tmp_path / "codes.pdf", "--site", "s1", "--site", "s2")
    assert "2 codes" in result.stdout
    assert "YIZHAN_PUBLIC_URL" in result.stderr
    assert (tmp_path / "codes.pdf").read_bytes().startswith(b"%PDF")
    monkeypatch.setenv("YIZHAN_PUBLIC_URL", "https://yizhan.example")
    assert filled("qr", "--street", "示例街道").stderr == ""
    assert "s99" in filled("qr", "--site", "s99", code=1).stderr
    nowhere = filled("qr", "-o", tmp_path / "none" / "codes.pdf", code=1).stderr
    assert "it cannot be written" in nowhere
    assert "示例街道" in filled("qr", "--street", "别的街道", code=1).stderr


class OneStreet:
    """A geocoder that knows one address."""

    def __init__(self, key: str) -> None:
        assert key == "k3y"

    def locate(self, address: str, city: str) -> Place | None:
        assert city == ""
        known = Place(121.44, 37.54, Datum.GCJ02, Accuracy.STREET)
        return known if address == "示例市南街1号" else None


PLACELESS = (
    "名称,地址,经度,纬度\n甲,示例市南街1号,,\n乙,示例市无街1号,无,无\n丙,示例市,121.4,37.5\n"
)


def test_an_import_asks_the_operators_geocoder_when_told_to(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(PLACELESS, encoding="utf-8")
    refused = run("import", path, "--datum", "wgs84", "--geocode", code=1).stderr
    assert "YIZHAN_GEOCODER_KEY" in refused
    monkeypatch.setitem(GEOCODERS, "amap", OneStreet)
    monkeypatch.setenv("YIZHAN_GEOCODER", "amap")
    monkeypatch.setenv("YIZHAN_GEOCODER_KEY", "k3y")
    silent = json.loads(run("import", path, "--datum", "wgs84", "--dry-run", "--json").stdout)
    assert "geocoded" not in silent
    shown = run("import", path, "--datum", "wgs84", "--geocode", "--dry-run").stdout
    assert "placed by the geocoder 1" in shown
    told = json.loads(run("import", path, "--datum", "wgs84", "--geocode", "--json").stdout)
    assert (told["new"], told["geocoded"]) == (3, 1)
    assert any("示例市无街1号" in warning for warning in told["warnings"])
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
        found = {site.name: site.position for site in store.load().sites}
    assert found["甲"]
    assert (found["甲"].given_lon, found["甲"].accuracy) == (121.44, Accuracy.STREET)
    assert found["乙"] is None


def test_a_file_without_names_is_told_how_to_name_a_column(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert "甲=name, 乙=name" in run("import", path, code=1).stderr


def test_the_mapping_shows_the_datum_and_why(run: Run, tmp_path: Path) -> None:
    vector = tmp_path / "list.geojson"
    point = {"type": "Point", "coordinates": [121.4, 37.5]}
    feature = {"type": "Feature", "geometry": point, "properties": {"name": "甲"}}
    vector.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    shown = run("import", vector, "--dry-run").stderr
    assert "lon → lon (geometry; wgs84: " in shown
    assert "--datum gcj02" in shown
    asked = run("import", vector, "--dry-run", "--datum", "gcj02").stderr
    assert "lon → lon (geometry; gcj02: --datum)" in asked
    table = tmp_path / "list.csv"
    table.write_text("名称,经度(百度),纬度(百度)\n甲,121.4,37.5\n", encoding="utf-8")
    headed = run("import", table, "--dry-run").stderr
    assert "经度(百度) → lon (synonym; bd09: its header)" in headed
    assert "名称 → name (synonym)" in headed


def test_the_mapping_is_shown_in_chinese(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_LANG", "zh-CN")
    shown = run("import", file, "--dry-run", "--datum", "wgs84", "--map", "地址=note")
    assert "名称 → name (表头)" in shown.stderr
    assert "地址 → note (按 --map)" in shown.stderr
    assert "拒收第 4 行:没有名称" in shown.stdout


def test_a_long_difference_tells_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名称,地址\n" + "".join(f"甲{i},{i}号\n" for i in range(50)), "utf-8")
    assert "+ … and 30 more" in run("import", path, "--dry-run").stdout
    run("import", path)
    path.write_text("名称,地址\n乙,1号\n", "utf-8")
    assert run("import", path).stdout.count("no longer in the file (kept)") == 50


def test_the_report_of_a_check_is_a_workbook_only(run: Run, tmp_path: Path) -> None:
    assert "only XLSX is written" in run("check", "-o", tmp_path / "q.txt", code=2).stderr
    run("check", "-o", tmp_path / "q.xlsx")
    assert load_workbook(tmp_path / "q.xlsx").worksheets
