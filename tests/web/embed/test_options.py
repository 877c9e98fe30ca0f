"""What an address asks for is read, checked and written the same way."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from locator.errors import InvalidInput
from locator.vocabulary import AMENITIES, SERVICES, Kind, Welcome
from web.embed.options import EmbedOptions, read_options

CODES = sorted(AMENITIES)
TEXTS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters=","), max_size=40
).map(str.strip)
PLACES: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"area": TEXTS}),
    st.fixed_dictionaries({"jurisdiction": TEXTS}),
    st.just({"bbox": (121.3, 37.41234567, 121.5, 37.6)}),
)
OPTIONS = st.builds(
    lambda place, **rest: EmbedOptions(**place, **rest),
    PLACES,
    kinds=st.frozensets(st.sampled_from(sorted(Kind))),
    amenities=st.frozensets(st.sampled_from(CODES), max_size=4),
    service=st.none() | st.sampled_from(sorted(SERVICES)),
    welcome=st.none() | st.sampled_from(sorted(Welcome)),
    open_now=st.booleans(),
    view=st.sampled_from(["list", "map", "both"]),
    theme=st.sampled_from(["auto", "light", "dark"]),
    color=st.from_regex("[0-9a-f]{6}", fullmatch=True),
    lang=st.sampled_from([None, "zh-CN", "en"]),
    height=st.just(0) | st.integers(200, 4000),
    approval=TEXTS,
    attribution=TEXTS,
)


@given(OPTIONS)
def test_what_is_written_is_read_back(options: EmbedOptions) -> None:
    query = parse_qs(options.query().removeprefix("?"))
    assert read_options(MultiDict(query)) == options


def test_forms_send_boxes_one_by_one_and_fields_left_empty() -> None:
    sent = MultiDict([("kind", "station"), ("kind", "venue"), ("area", ""), ("color", "#0B6757")])
    read = read_options(sent)
    assert read == EmbedOptions(kinds=frozenset({Kind.STATION, Kind.VENUE}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "stations"),
        ("amenity", "water,beer"),
        ("bbox", "121,37,120,38"),
        ("bbox", "1,2,3"),
        ("bbox", "nan,nan,nan,nan"),
        ("color", "red"),
        ("height", "100"),
        ("height", "high"),
        ("lang", "fr"),
        ("view", "globe"),
        ("approval", "号" * 61),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_options(MultiDict({name: value}))
    assert [problem.field for problem in refused.value.problems] == [name]


def test_a_name_that_is_misspelt_is_told() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_options(MultiDict({"colour": "0b6757"}))
    assert "color" in refused.value.problems[0].message.en


def test_one_place_at_a_time() -> None:
    with pytest.raises(InvalidInput):
        read_options(MultiDict({"area": "a", "jurisdiction": "b"}))
