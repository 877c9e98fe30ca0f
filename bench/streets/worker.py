"""Asks Valhalla; runs in an environment of its own, with nothing but pyvalhalla.

Usage: python worker.py TILES

Each line read is a question in JSON, each line written its answer. {"mode", "sites",
"riders", "near"} asks for the seconds from every rider to the sites named for it, and how
many milliseconds each took; {"mode", "site", "minutes"} for the milliseconds of processor
time that the area within so many minutes took.
"""

import json
import sys
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

import valhalla  # type: ignore[import-not-found]  # only in this worker's environment

Answer = dict[str, Any]

COSTING: dict[str, Answer] = {
    "walk": {"costing": "pedestrian", "costing_options": {"pedestrian": {"walking_speed": 4.8}}},
    "ebike": {"costing": "bicycle", "costing_options": {"bicycle": {"cycling_speed": 20}}},
}


def main(tiles: str) -> None:
    actor = valhalla.Actor(valhalla.get_config(tile_extract="", tile_dir=tiles))
    for line in sys.stdin:
        asked = json.loads(line)
        answer = ways(actor, asked) if "riders" in asked else area(actor, asked)
        print(json.dumps(answer), flush=True)


def ways(actor: Any, asked: Answer) -> Answer:  # noqa: ANN401 -- untyped elsewhere
    sites = [place(site) for site in asked["sites"]]
    taken, seconds = [], []
    for rider, near in zip(asked["riders"], asked["near"], strict=True):
        targets = [sites[number] for number in near]
        question = {"sources": [place(rider)], "targets": targets, **COSTING[asked["mode"]]}
        ms, answer = timed(actor.matrix, question, perf_counter)
        taken.append(ms)
        seconds.append([cell["time"] for cell in answer["sources_to_targets"][0]])
    return {"ms": taken, "seconds": seconds}


def area(actor: Any, asked: Answer) -> Answer:  # noqa: ANN401 -- untyped elsewhere
    question = {
        "locations": [place(asked["site"])],
        "contours": [{"time": asked["minutes"]}],
        "polygons": True,
        "reverse": True,
        **COSTING[asked["mode"]],
    }
    return {"ms": timed(actor.isochrone, question, process_time)[0]}


def timed(
    ask: Callable[[str], str], question: Answer, clock: Callable[[], float]
) -> tuple[float, Answer]:
    text = json.dumps(question)
    started = clock()
    answer = ask(text)
    return (clock() - started) * 1e3, json.loads(answer)


def place(lonlat: list[float]) -> Answer:
    return {"lon": lonlat[0], "lat": lonlat[1]}


if __name__ == "__main__":
    main(*sys.argv[1:])
