"""``yizhan qr``."""

from pathlib import Path
from urllib.parse import quote

import click

from geodata.store import Store
from locator.errors import NotFound
from locator.model import Site
from locator.vocabulary import Kind
from locator.words import Words
from web.cli.helping import Command
from web.cli.options import WRITABLE
from web.cli.speech import complain, here, say, settings_here, tell
from web.door_codes import DoorCode, write_door_codes

DOORLESS = (Kind.CANDIDATE, Kind.REMOTE)


@click.command(
    "qr",
    cls=Command,
    help=say(
        "生成贴在门上的二维码(A4 PDF,每页六个),扫码打开站点页面。",
        "Make sheets of QR codes for doors (A4 PDF, six to a page), which open the site's page.",
    ),
)
@click.option(
    "-o",
    "--output",
    type=WRITABLE,
    default="codes.pdf",
    show_default=True,
    help=say("结果文件", "file to write"),
)
@click.option(
    "--site",
    "ids",
    multiple=True,
    metavar="ID",
    help=say("只要这些站点,可写多次", "these sites only; may be repeated"),
)
@click.option(
    "--street",
    "streets",
    multiple=True,
    help=say("只要这些街道的站点,可写多次", "sites of these streets only; may be repeated"),
)
def qr_command(output: Path, ids: tuple[str, ...], streets: tuple[str, ...]) -> None:
    """Write the QR codes of sites as a PDF."""
    settings = settings_here()
    with Store.open(settings.store) as store:
        every = [each for each in store.load().sites if each.active and each.kind not in DOORLESS]
    chosen = of_streets(with_ids(every, ids), streets)
    if not settings.public_url:
        complain(
            Words(
                f"二维码指向 {settings.address},只有本机打得开;请先设置 YIZHAN_PUBLIC_URL",
                f"the codes lead to {settings.address}, which only this machine can open: "
                "set YIZHAN_PUBLIC_URL first",
            )
        )
    write_door_codes(output, [door_code(site, settings.address) for site in chosen], lang=here())
    tell(Words(f"{output}:{len(chosen)} 个二维码", f"{output}: {len(chosen)} codes"))


def with_ids(sites: list[Site], ids: tuple[str, ...]) -> list[Site]:
    """Return the sites with these ids, or all where none is named. NotFound: none has one."""
    if not ids:
        return sites
    by_id = {site.id: site for site in sites}
    missing = [each for each in ids if each not in by_id]
    if missing:
        names = ", ".join(missing)
        raise NotFound(Words(f"没有这样的站点:{names}", f"there is no such site: {names}"))
    return [by_id[each] for each in ids]


def of_streets(sites: list[Site], streets: tuple[str, ...]) -> list[Site]:
    """Return the sites of these streets, or all where none is named. NotFound: none is there."""
    chosen = [site for site in sites if not streets or site.street in streets]
    if not chosen:
        known = ", ".join(sorted({site.street for site in sites if site.street})) or "-"
        raise NotFound(
            Words(
                f"没有可印二维码的站点;已知的街道:{known}",
                f"there is no site to print a code for; streets known: {known}",
            )
        )
    return chosen


def door_code(site: Site, address: str) -> DoorCode:
    """Return what stands on the door of a site."""
    return DoorCode(site.name, site.code, f"{address}/s/{quote(site.id, safe='')}")
