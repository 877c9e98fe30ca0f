"""What a network must be, and how its speeds are set."""

from dataclasses import replace

import numpy as np
import pytest

from locator.errors import InvalidInput
from locator.streets import SPEEDS_KMH, STREET_MODES, StreetMode, Streets, read_speeds
from tests.locator.streets.city import City, Street, at, random_city

NETWORK = random_city(9, blocks=4).network()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"mode": "boat"}, "mode"),
        ({"edge_m": NETWORK.edge_m[:-1]}, "one value of each kind"),
        ({"edge_m": NETWORK.edge_m * 0}, "metres above 0"),
        ({"edge_to": NETWORK.edge_to + NETWORK.node_count}, "ends among the nodes"),
        ({"edge_from": NETWORK.edge_from - NETWORK.node_count}, "ends among the nodes"),
        ({"edge_name": NETWORK.edge_name + 1}, "names among the names"),
        ({"forward_s": np.zeros(NETWORK.edge_count)}, "seconds above 0"),
        ({"forward_s": np.full(NETWORK.edge_count, np.nan)}, "seconds above 0"),
        ({"forward_s": np.full(NETWORK.edge_count, np.inf)}, "a way along every edge"),
        ({"vertex_start": NETWORK.vertex_start + 1}, "lines of two vertices"),
        ({"vertex_start": NETWORK.vertex_start[1:]}, "a start of every line"),
        ({"vertex_lats": NETWORK.vertex_lats * np.nan}, "degrees"),
        ({"node_lats": NETWORK.node_lats[1:]}, "a latitude for every node"),
    ],
)
def test_arrays_that_do_not_fit_together_are_refused(change: dict[str, object], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        replace(NETWORK, **change)  # type: ignore[arg-type]  # wrong on purpose


def test_a_network_that_one_cannot_get_round_in_is_refused() -> None:
    whole = City([Street([at(0, 0), at(400, 0)]), Street([at(400, 0), at(800, 0)])]).network()
    trap = replace(whole, backward_s=np.array([np.inf, 300.0]))
    with pytest.raises(ValueError, match="reach"):
        Streets(trap)


@pytest.mark.parametrize("mode", STREET_MODES)
def test_settings_change_the_speeds_they_name(mode: StreetMode) -> None:
    assert read_speeds("", mode=mode, field="x") == SPEEDS_KMH[mode]
    speeds = read_speeds(" footway=4.5, steps = 2 ,", mode=mode, field="x")
    assert speeds == {**SPEEDS_KMH[mode], "footway": 4.5, "steps": 2.0}


@pytest.mark.parametrize(
    "text", ["stairs=2", "steps", "steps=", "steps=fast", "steps=-1", "steps=61", "steps=nan"]
)
def test_a_setting_that_cannot_be_read_names_field_value_and_what_is_allowed(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_speeds(f"footway=4.5,{text}", mode="walk", field="YIZHAN_WALK_SPEEDS")
    (problem,) = caught.value.problems
    assert problem.field == "YIZHAN_WALK_SPEEDS"
    assert problem.value == text
    assert "footway" in problem.allowed.zh
    assert text in problem.message.en


def test_both_modes_know_the_same_classes_of_road() -> None:
    assert SPEEDS_KMH["walk"].keys() == SPEEDS_KMH["ebike"].keys()
