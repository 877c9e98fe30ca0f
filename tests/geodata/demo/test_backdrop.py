import json
from itertools import chain

from shapely.geometry import shape

from geodata.demo import demo_backdrop, demo_city


def test_every_theme_is_valid_geojson_within_the_city() -> None:
    themes = dict(demo_backdrop())
    assert list(themes).index("water") < list(themes).index("street-main")
    assert list(themes)[-1] == "names"
    for theme, text in themes.items():
        features = json.loads(text)["features"]
        assert features, theme
        for feature in features:
            geometry = shape(feature["geometry"])
            assert geometry.is_valid, theme
            west, south, east, north = geometry.bounds
            assert 31.4 < south <= north < 31.6
            if theme != "water":  # the river goes on beyond the city
                assert 123.4 < west <= east < 123.6


def test_every_street_is_drawn() -> None:
    themes = dict(demo_backdrop())
    edges = {"street-edge", "street-motor-edge", "footbridge"}  # what is drawn twice
    drawn = [
        feature["geometry"]["coordinates"]
        for theme, text in themes.items()
        if theme not in edges and (theme.startswith("street") or theme in ("path", "stairs"))
        for feature in json.loads(text)["features"]
    ]
    assert len(list(chain.from_iterable(drawn))) == len(demo_city().streets.ways)


def test_names_are_in_both_languages_and_never_upside_down() -> None:
    names = json.loads(dict(demo_backdrop())["names"])["features"]
    for name in names:
        facts = name["properties"]
        assert facts["zh"]
        assert facts["en"]
        assert -90 <= facts["angle"] <= 90
    assert {"样河", "示例大学", "样板区"} <= {name["properties"]["zh"] for name in names}
