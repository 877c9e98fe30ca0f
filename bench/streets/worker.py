"""Asks Valhalla; runs in an environment of its own, with nothing but pyvalhalla.

Usage: python worker.py TILES QUESTIONS ANSWERS

The questions name places and, for each rider, the sites to be asked about. The answers
hold seconds to each of those, and how many milliseconds each question took.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import valhalla  # type: ignore[import-not-found]  # only in this worker's environment

Answer = dict[str, Any]

COSTING: dict[str, Answer] = {
    "walk": {"costing": "pedestrian", "costing_options": {"pedestrian": {"walking_speed": 4.8}}},
    "ebike": {"costing": "bicycle", "costing_options": {"bicycle": {"cycling_speed": 20}}},
}


def main(tiles: str, questions: str, answers: str) -> None:
    actor = valhalla.Actor(valhalla.get_config(tile_extract="", tile_dir=tiles))
    asked = json.loads(Path(questions).read_text())
    found = {mode: ways(actor, mode, asked) | areas(actor, mode, asked) for mode in COSTING}
    Path(answers).write_text(json.dumps(found))


def ways(actor: Any, mode: str, asked: Answer) -> Answer:  # noqa: ANN401 -- untyped elsewhere
    sites = [place(site) for site in asked["sites"]]
    taken, seconds = [], []
    for rider, near in zip(asked["riders"], asked["near"], strict=True):
        targets = [sites[number] for number in near]
        question = {"sources": [place(rider)], "targets": targets, **COSTING[mode]}
        ms, answer = timed(actor.matrix, question)
        taken.append(ms)
        seconds.append([cell["time"] for cell in answer["sources_to_targets"][0]])
    return {"ms": taken, "seconds": seconds}


def areas(actor: Any, mode: str, asked: Answer) -> Answer:  # noqa: ANN401 -- untyped elsewhere
    found = []
    for minutes in asked["minutes"]:
        contours = {"contours": [{"time": minutes}], "polygons": True, "reverse": True}
        questions = (
            {"locations": [place(site)], **contours, **COSTING[mode]}
            for site in asked["sites"][: asked["areas"]]
        )
        found.append([timed(actor.isochrone, question)[0] for question in questions])
    return {"areas": found}


def timed(ask: Callable[[str], str], question: Answer) -> tuple[float, Answer]:
    text = json.dumps(question)
    started = perf_counter()
    answer = ask(text)
    return (perf_counter() - started) * 1e3, json.loads(answer)


def place(lonlat: list[float]) -> Answer:
    return {"lon": lonlat[0], "lat": lonlat[1]}


if __name__ == "__main__":
    main(*sys.argv[1:])
