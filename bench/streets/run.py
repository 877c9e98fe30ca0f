"""All tables about streets, from one run."""

from bench.streets.agreement import print_agreement
from bench.streets.areas import print_areas
from bench.streets.night import print_night
from bench.streets.peer import Skipped, Valhalla, valhalla
from bench.streets.searching import print_searching
from bench.streets.trial import EXTRACT, Trial, make_trial


def main() -> None:
    """Print who is nearest, how fast it is found, and what is within reach."""
    if not EXTRACT.exists():
        print(f"{EXTRACT.name} is not here: nothing to measure")
        return
    trial = make_trial()
    try:
        with valhalla() as peer:
            print(f"Valhalla {peer.version} on the same extract")
            _print_tables(trial, peer)
    except Skipped as reason:
        print(f"Valhalla was not asked: {reason}")
        _print_tables(trial, None)


def _print_tables(trial: Trial, peer: Valhalla | None) -> None:
    answers = {mode: peer.ways(trial, mode) for mode in trial.streets} if peer else {}
    if answers:
        print_agreement(trial, answers)
    print_searching(trial, answers)
    print_night()
    print_areas(trial, peer)
