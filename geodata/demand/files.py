"""The demand of a store, kept in one file beside it."""

import json
import zipfile
import zlib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from geodata.atomic import written_whole
from geodata.tables.refusal import refusal
from locator.errors import InvalidInput
from locator.planning.demand import Demand, DemandAbout
from locator.vocabulary import Datum
from locator.words import Words, same

ENDING: Final = ".demand.npz"
SQLITE: Final = "sqlite:///"
OF_A_SERVER: Final = Path("var") / f"yizhan{ENDING}"
VERSION: Final = 1  # of the form in which a demand is kept
DAMAGED: Final = (
    *(OSError, ValueError, TypeError, KeyError, EOFError),
    *(InvalidInput, zipfile.BadZipFile, zlib.error, NotImplementedError),
)


def demand_path(store_url: str) -> Path:
    """Return where the demand of a store is kept: beside it, or in ``var`` for a server."""
    if not store_url.startswith(SQLITE):
        return OF_A_SERVER
    store = Path(store_url.removeprefix(SQLITE))
    return store.with_name(store.stem + ENDING)


def save_demand(demand: Demand, path: Path) -> None:
    """Write a demand; the file holds the old one or the new one, whole.

    Raises
    ------
    InvalidInput
        It cannot be written there.
    """
    about = asdict(demand.about) | {"made_at": demand.about.made_at.isoformat()}
    told = {"version": VERSION, "kind": demand.kind, "about": about}
    arrays: dict[str, Any] = {
        "about": _bytes(json.dumps(told)),
        "cells": _bytes("\n".join(demand.cells)),
        "lons": demand.lons,
        "lats": demand.lats,
        "weights": demand.weights,
    }
    if demand.hourly is not None:
        arrays["hourly"] = demand.hourly
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as beside, beside.open("wb") as file:
        np.savez_compressed(file, **arrays)


def load_demand(path: Path) -> Demand | None:
    """Return the demand of a file; None where there is no file.

    Raises
    ------
    InvalidInput
        The file is damaged or of another version.
    """
    if not path.exists():
        return None
    try:
        return _loaded(path)
    except DAMAGED:
        raise refusal(
            Words(
                zh="需求文件已损坏或版本不同，请重新运行 yizhan demand",
                en="the demand is damaged or of another version: run yizhan demand again",
            ),
            same(f"*{ENDING}, {VERSION}"),
            name=path.name,
        ) from None


def _loaded(path: Path) -> Demand:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        told = json.loads(arrays["about"].tobytes())
        if told["version"] != VERSION:
            raise ValueError("of another version")
        about = told["about"]
        about |= {
            "datum": Datum(about["datum"]),
            "made_at": datetime.fromisoformat(about["made_at"]),
        }
        text = arrays["cells"].tobytes().decode()
        return Demand(
            cells=tuple(text.split("\n")) if text else (),
            lons=arrays["lons"],
            lats=arrays["lats"],
            weights=arrays["weights"],
            hourly=arrays.get("hourly"),
            kind=told["kind"],
            about=DemandAbout(**about),
        )


def _bytes(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode(), dtype=np.uint8)
