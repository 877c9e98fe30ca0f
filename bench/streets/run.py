"""All tables about streets, from one run."""

from bench.streets.agreement import print_agreement
from bench.streets.areas import print_areas
from bench.streets.night import print_night
from bench.streets.peer import Skipped, ask_valhalla
from bench.streets.searching import print_searching
from bench.streets.trial import EXTRACT, make_trial


def main() -> None:
    """Print who is nearest, how fast it is found, and what is within reach."""
    if not EXTRACT.exists():
        print(f"{EXTRACT.name} is not here: nothing to measure")
        return
    trial = make_trial()
    try:
        answers = ask_valhalla(trial)
        print(f"Valhalla {answers['version']} on the same extract")
        print_agreement(trial, answers)
    except Skipped as reason:
        print(f"Valhalla was not asked: {reason}")
        answers = {}
    print_searching(trial, answers)
    print_night()
    print_areas(trial, answers)
