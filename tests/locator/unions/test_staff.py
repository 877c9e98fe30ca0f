"""An editor changes the sites of a union and of those below it, and no others."""

from itertools import product

import pytest

from locator.datum import position
from locator.model import Site
from locator.unions import Jurisdictions, Member, Role, Union, answers_for, has_role, may_edit
from locator.vocabulary import Datum
from tests.locator.unions.samples import CITY, NANSHAN, UNIONS, WANGHAI, YINGCHUN

CHAIN = (YINGCHUN, WANGHAI, CITY)


@pytest.mark.parametrize(
    ("role", "union_id", "allowed"),
    [
        (Role.EDITOR, "yingchun", True),
        (Role.EDITOR, "wanghai", True),
        (Role.EDITOR, "city", True),
        (Role.EDITOR, "nanshan", False),
        (Role.EDITOR, "", False),
        (Role.EDITOR, "gone", False),
        (Role.READER, "yingchun", False),
        (Role.READER, "", False),
        (Role.ADMINISTRATOR, "", True),
        (Role.ADMINISTRATOR, "nanshan", True),
    ],
)
def test_who_may_edit(role: Role, union_id: str, allowed: bool) -> None:
    assert may_edit(Member(1, "a", role, union_id), CHAIN) is allowed


def test_roles_rank() -> None:
    ranks = [Role.READER, Role.EDITOR, Role.ADMINISTRATOR]
    for mine, least in product(ranks, ranks):
        assert has_role(Member(1, "a", mine), least) is (ranks.index(mine) >= ranks.index(least))


def test_who_is_bound_to_no_union_looks_after_all() -> None:
    assert answers_for(Member(1, "a", Role.READER), CHAIN)
    assert not answers_for(Member(1, "a", Role.READER, "nanshan"), CHAIN)


def test_a_site_belongs_to_its_place_then_its_code_then_the_catch_all() -> None:
    rest = Union(id="rest", name="兜底", level="district", parent_id="city", catch_all=True)
    unions = Jurisdictions((*UNIONS, rest))

    def first(**facts: object) -> str:
        return unions.chain_of_site(Site(id="a", name="a", **facts))[0].id  # type: ignore[arg-type]  # fields by name

    there = position(112.05, 28.05, Datum.WGS84)
    assert first(position=there, adcode=NANSHAN.adcode) == "yingchun"
    assert first(adcode=NANSHAN.adcode) == "nanshan"
    assert first(adcode="110101") == first() == "rest"
    assert first(position=position(100, 20, Datum.WGS84)) == "rest"
    border = position(112.1, 28.15, Datum.WGS84)
    assert first(position=border) == unions.chain(lon=112.1, lat=28.15)[0].id
    assert Jurisdictions(()).chain_of_site(Site(id="a", name="a")) == ()
