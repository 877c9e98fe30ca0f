"""A clerk's list as offices have it: title rows, merged cells, two sheets, GCJ-02, mistakes."""

from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from locator.datum import from_wgs84
from locator.vocabulary import Datum

HEADER = ("序号", "所属区", "驿站名称", "详细地址", "经度", "纬度", "开放时间", "联系电话")
SHEETS = ("城东片", "城西片")
IN_ONE = 20  # rows of a sheet
DISTRICTS = (("沙盘区", 123.505, 31.510), ("样板区", 123.462, 31.500))
HOURS = ("8:00-20:00", "24小时", "周一至周五 9:00-17:00", "以门口告示为准")
# row → column → what stands there instead of what should
BROKEN = {
    3: {"驿站名称": ""},
    9: {"经度": "待补"},
    14: {"纬度": "95.4"},
    22: {"驿站名称": ""},
    27: {"纬度": ""},
    35: {"经度": "1235.07"},
}
UNPLACED = (5, 12, 18, 30, 38)


@dataclass(frozen=True)
class Station:
    """A row of the list as it should be.

    Parameters
    ----------
    cells : dict
        Column → cell, before anything was broken.
    lon, lat : float
        Where it is, in WGS-84.
    wrong : dict
        Column → what stands there instead.
    """

    cells: dict[str, str]
    lon: float
    lat: float
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called."""
        return self.cells["驿站名称"]


def stations() -> list[Station]:
    """Return the 40 stations of the list."""
    return [_station(number) for number in range(2 * IN_ONE)]


def _station(number: int) -> Station:
    district, west, south = DISTRICTS[number // IN_ONE]
    place = number % IN_ONE
    lon, lat = west + 0.002 * (place % 5), south + 0.002 * (place // 5)
    given = from_wgs84(lon, lat, Datum.GCJ02)
    told = () if number in UNPLACED else (f"{float(each):.6f}" for each in given)
    position = dict(zip(("经度", "纬度"), told, strict=False))
    cells = {
        "序号": str(place + 1),
        "所属区": district,
        "驿站名称": f"导入第{number + 1}驿站",
        "详细地址": f"导入路{number + 1}号",
        "开放时间": HOURS[number % len(HOURS)],
        "联系电话": f"0000-{8000 + number}",
        **position,
    }
    return Station(cells, lon, lat, BROKEN.get(number, {}))


def write_list(path: Path) -> Path:
    """Write the list with its mistakes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, name in enumerate(SHEETS):
        sheet = book.create_sheet(name)
        sheet.append(["示例市户外劳动者驿站一览表"])
        sheet.append(["填报单位:示例市总工会", *[""] * 5, "坐标取自手机地图"])
        sheet.append(HEADER)
        rows = stations()[number * IN_ONE : (number + 1) * IN_ONE]
        for place, station in enumerate(rows):
            cells = {**station.cells, **station.wrong}
            if place:
                cells["所属区"] = ""  # it is merged with the first
            sheet.append([cells.get(column, "") or None for column in HEADER])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADER))
        sheet.merge_cells(start_row=4, start_column=2, end_row=3 + IN_ONE, end_column=2)
    book.save(path)
    return path


def write_later_list(path: Path) -> Path:
    """Write the first sheet as it is a year later: other hours, one moved, some gone."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for number, station in enumerate(stations()[:IN_ONE]):
        cells = dict(station.cells)
        if number % 4 == 1:
            cells |= {"开放时间": "7:30-21:30", "联系电话": "0000-9000"}
        if number == 10:
            cells["经度"] = f"{float(cells['经度']) + 0.003:.6f}"
        if number != 7:
            sheet.append([cells.get(column) for column in HEADER])
    book.save(path)
    return path


def mend(path: Path) -> int:
    """Put right what came back, as a clerk does in a spreadsheet; return how many rows."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    by_phone = {station.cells["联系电话"]: station for station in stations()}
    for row in range(2, sheet.max_row + 1):
        station = by_phone[sheet.cell(row, columns["联系电话"]).value]
        for column in station.wrong:
            sheet.cell(row, columns[column]).value = station.cells[column]
    book.save(path)
    return int(sheet.max_row) - 1
