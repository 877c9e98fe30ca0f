"""Settings are read from the environment, checked at once, and listed."""

from dataclasses import fields

import pytest

from locator.errors import InvalidInput
from web.settings import Settings, language_named, listed, misspelt, terminal_language


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_env({})
    assert settings.store == "sqlite:///var/yizhan.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.address == "http://127.0.0.1:8000"


def test_values_are_typed() -> None:
    settings = Settings.from_env(
        {
            "YIZHAN_PORT": "9000",
            "YIZHAN_LANG": "en",
            "YIZHAN_PUBLIC_URL": "https://yizhan.example/",
            "OTHER": "left alone",
        }
    )
    assert settings.port == 9000
    assert settings.lang == "en"
    assert settings.address == "https://yizhan.example"


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert Settings.from_env({"YIZHAN_HOST": "::1"}).address == "http://[::1]:8000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YIZHAN_PORT", "http"),
        ("YIZHAN_PORT", "0"),
        ("YIZHAN_PORT", "90_00"),
        ("YIZHAN_PORT", "65536"),
        ("YIZHAN_WORKERS", "0"),
        ("YIZHAN_THREADS", "2.5"),
        ("YIZHAN_LANG", "fr"),
        ("YIZHAN_LOG_LEVEL", "loud"),
        ("YIZHAN_STORE", "var/yizhan.db"),
        ("YIZHAN_HOST", ""),
        ("YIZHAN_PUBLIC_URL", "yizhan.example"),
        ("YIZHAN_PUBLIC_URL", "https://yizhan.example/?a=1"),
        ("YIZHAN_WALK_SPEEDS", "moving_walkway=5"),
        ("YIZHAN_EBIKE_SPEEDS", "cycleway=fast"),
    ],
)
def test_a_bad_value_is_named_with_what_is_allowed(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_env({name: value})
    (problem,) = caught.value.problems
    assert (problem.field, problem.value) == (name, value)
    assert problem.allowed.zh
    assert name in problem.message.zh
    assert name in problem.message.en


def test_all_bad_values_are_named_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_env({"YIZHAN_PORT": "x", "YIZHAN_LANG": "fr", "YIZHAN_WORKERS": "many"})
    assert {problem.field for problem in caught.value.problems} == {
        "YIZHAN_PORT",
        "YIZHAN_LANG",
        "YIZHAN_WORKERS",
    }


def test_every_setting_is_listed_with_its_meaning() -> None:
    rows = listed(Settings.from_env({"YIZHAN_PORT": "9000"}))
    assert [row[0] for row in rows] == [f"YIZHAN_{f.name.upper()}" for f in fields(Settings)]
    assert ("YIZHAN_PORT", 9000, 8000) in {row[:3] for row in rows}
    assert all(meaning.zh and meaning.en for _, _, _, meaning in rows)


def test_a_setting_is_listed_as_it_can_be_set() -> None:
    value = "https://a.example https://b.example"
    origins = {"YIZHAN_EMBED_ORIGINS": value}
    assert next(row for row in listed(Settings.from_env({})) if row[0] in origins)[1:3] == ("", "")
    assert next(row for row in listed(Settings.from_env(origins)) if row[0] in origins)[1] == value


def test_an_unknown_variable_is_warned_of_with_the_nearest_known() -> None:
    (warning,) = misspelt({"YIZHAN_PROT": "1", "YIZHAN_PORT": "1", "PATH": "/bin"})
    assert "YIZHAN_PROT" in warning.en
    assert "YIZHAN_PORT" in warning.en
    assert "YIZHAN_PORT" in warning.zh


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "zh-CN"),
        ({"LANG": "C.UTF-8"}, "zh-CN"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "YIZHAN_LANG": "en"}, "en"),
    ],
)
def test_the_terminal_speaks_the_language_of_its_environment(
    environ: dict[str, str], lang: str
) -> None:
    assert terminal_language(environ) == lang


def test_a_language_nobody_speaks_here_is_none() -> None:
    assert language_named("fr-FR") is None


def test_a_secret_is_neither_listed_nor_quoted() -> None:
    secret = "made-up-token-of-the-operator"
    settings = Settings.from_env({"YIZHAN_METRICS_TOKEN": secret})
    assert settings.metrics_token == secret
    assert secret not in str(listed(settings))
    with pytest.raises(InvalidInput) as caught:
        Settings.from_env({"YIZHAN_METRICS_TOKEN": f"{secret} "})
    assert secret not in str(caught.value.problems)


def test_the_password_of_a_store_is_not_listed() -> None:
    place = "postgresql+psycopg://yizhan:made-up@db:5432/yizhan"
    shown = str(listed(Settings.from_env({"YIZHAN_STORE": place})))
    assert "made-up" not in shown
    assert "postgresql+psycopg://yizhan:***@db:5432/yizhan" in shown


def test_a_geocoder_needs_a_key_that_is_not_listed() -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_env({"YIZHAN_GEOCODER": "amap"})
    assert [problem.field for problem in caught.value.problems] == ["YIZHAN_GEOCODER_KEY"]
    given = {"YIZHAN_GEOCODER": "amap", "YIZHAN_GEOCODER_KEY": "abcdef"}
    settings = Settings.from_env(given)
    assert (settings.geocoder, settings.geocoder_key) == ("amap", "abcdef")
    assert "abcdef" not in str(listed(settings))
