"""Whether the nearest site is the one that Valhalla finds."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.streets.trial import Trial
from locator.geodesy import Floats, Ints
from locator.streets import StreetMode


def print_agreement(trial: Trial, answers: Mapping[StreetMode, Any]) -> None:
    """Print how often ours and the straight line name Valhalla's nearest site."""
    title = f"{len(trial.riders):,} riders, {len(trial.sites)} sites"
    print(f"\n{title:38}{'agree':>8}{'where not: median':>20}{'p95':>8}{'p99 of all':>12}")
    for mode, streets in trial.streets.items():
        minutes = np.array(answers[mode]["seconds"], np.float64) / 60.0
        minutes[np.isnan(minutes)] = np.inf
        at, to = trial.placed(mode, trial.riders), trial.placed(mode, trial.sites)
        ours = streets.nearest_each(at, to=to, k=1)[0][:, 0]
        asked = np.isfinite(minutes).any(axis=1) & (ours >= 0)
        for way, picked in (("by our streets", ours), ("by the straight line", trial.near[:, 0])):
            extra = _extra_min(trial.near, minutes, picked)[asked]
            _line(f"{mode}, {way}", extra)
        print(f"  ({(~asked).sum()} riders left out, off one of the networks)")


def _extra_min(near: Ints, minutes: Floats, picked: NDArray[np.integer[Any]]) -> Floats:
    """Return how much longer Valhalla takes to the site picked than to its own."""
    own = np.where(near == picked[:, None], minutes, np.inf).min(axis=1)
    extra: Floats = own - minutes.min(axis=1)
    return extra


def _line(title: str, extra: Floats) -> None:
    other = extra[extra > 0.0]
    median, late = np.percentile(other, (50, 95))
    print(
        f"{title:38}{(extra == 0.0).mean():8.1%}{median:16.1f} min{late:5.1f} min"
        f"{np.percentile(extra, 99):9.1f} min"
    )
