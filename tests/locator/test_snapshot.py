"""What riders are told, case by case; tests of the finder hold the whole against an oracle."""

from datetime import date, datetime, timedelta

import pytest

from locator.datum import position
from locator.hours import CHINA, Calendar
from locator.model import AccessHours, ServiceOffer, Site
from locator.nearest import NearestAnswer, NearestQuery, SiteFilter
from locator.snapshot import Snapshot
from locator.unions import Jurisdictions
from locator.vocabulary import Access, Accuracy, Datum, Kind, Operation, Status, Welcome
from tests.locator.oracle import WGS84
from tests.locator.street import DAY, EAST, FRIDAY_NOON, LAT, LON, NIGHT, hours, site


def snapshot(*sites: Site) -> Snapshot:
    calendar = Calendar(years=frozenset({2026}), holidays=frozenset({date(2026, 10, 1)}))
    return Snapshot(
        sites,
        calendar=calendar,
        jurisdictions=Jurisdictions(()),
        revision=7,
        changed_at=FRIDAY_NOON,
    )


def ask(snapshot: Snapshot, **how: object) -> NearestAnswer:
    given: dict[str, object] = {"lon": LON, "lat": LAT, "at": FRIDAY_NOON, **how}
    return snapshot.nearest(NearestQuery(**given))  # type: ignore[arg-type]  # named by each test


def ids(answer: NearestAnswer) -> list[str]:
    return [found.site.id for found in answer.found]


MIXED = (
    site("closed-near", 10, NIGHT),
    site("open-near", 20, DAY),
    site("unknown-near", 30, None),
    site("open-far", 2000, DAY),
    site("closed-far", 3000, NIGHT),
    site("unknown-far", 4000, None),
)


def test_any_ignores_the_status() -> None:
    assert ids(ask(snapshot(*MIXED), k=3)) == ["closed-near", "open-near", "unknown-near"]


def test_open_gives_open_ones_only() -> None:
    assert ids(ask(snapshot(*MIXED), openness="open")) == ["open-near", "open-far"]


def test_groups_have_k_each_and_are_searched_for_themselves() -> None:
    crowd = [site(f"closed-{n:03d}", 50 + n, NIGHT) for n in range(400)]
    answer = ask(snapshot(*MIXED, *crowd), openness="grouped", k=2)
    assert ids(answer) == [
        *("open-near", "open-far"),
        *("unknown-near", "unknown-far"),
        *("closed-near", "closed-000"),
    ]
    assert [found.open.status for found in answer.found[::2]] == [
        *(Status.OPEN, Status.UNKNOWN, Status.CLOSED)
    ]


@pytest.mark.parametrize("crowd", [0, 400])
def test_the_status_is_that_of_the_instant(crowd: int) -> None:
    midnight = FRIDAY_NOON + timedelta(hours=12)
    there = snapshot(*MIXED, *(site(f"unknown-{n:03d}", 50 + n, None) for n in range(crowd)))
    assert ids(ask(there, openness="open", at=midnight)) == ["closed-near", "closed-far"]
    assert ids(ask(there, openness="open")) == ["open-near", "open-far"]
    same = FRIDAY_NOON.astimezone(tz=None)
    assert ids(ask(there, openness="open", at=same)) == ["open-near", "open-far"]


def test_a_place_that_closes_before_one_gets_there_says_so() -> None:
    there = snapshot(site("near", 300, "Mo-Su 08:00-12:10"), site("far", 900, "Mo-Su 08:00-12:10"))
    answer = ask(there, openness="open")
    assert [found.closes_before_arrival for found in answer.found] == [False, True]
    assert answer.found[1].travel_min == pytest.approx(900 * 1.3 / 80, rel=1e-2)
    by_ebike = ask(there, openness="open", mode="ebike")
    assert [found.closes_before_arrival for found in by_ebike.found] == [False, False]


def test_ways_and_directions() -> None:
    there = snapshot(site("there", 1000))
    azimuth, _, metres = WGS84.inv(LON, LAT, LON + 1000 * EAST, LAT)
    for mode, detour, kmh in (("walk", 1.3, 4.8), ("ebike", 1.4, 20.0), ("straight", 1.0, 4.8)):
        answer = ask(there, mode=mode)
        found = answer.found[0]
        assert (answer.source, answer.detour) == ("straight_line", detour)
        assert (found.distance_m, found.bearing_deg) == (metres, azimuth)
        assert found.travel_m == pytest.approx(metres * detour)
        assert found.travel_min == pytest.approx(metres * detour / 1000 / kmh * 60)


def test_limits_include_what_lies_on_them() -> None:
    there = snapshot(site("a", 500), site("b", 1000), site("c", 1500))
    metres = ask(there).found[1].distance_m
    assert ids(ask(there, max_m=metres)) == ["a", "b"]
    assert ids(ask(there, max_m=metres - 1e-6)) == ["a"]
    minutes = ask(there).found[1].travel_min
    for openness in ("any", "open", "grouped"):
        assert ids(ask(there, max_min=minutes, openness=openness)) == ["a", "b"]
    assert ids(ask(there, max_m=0.0)) == []


def test_ties_go_by_id_whatever_the_order_given() -> None:
    crowd = [site(name, 100) for name in "dcabe"]
    assert ids(ask(snapshot(*crowd), k=3)) == ["a", "b", "c"]
    assert ids(ask(snapshot(*crowd), k=3, openness="grouped")) == ["a", "b", "c"]


def test_distances_are_to_the_entrance() -> None:
    behind = site("behind", 100, entrance=position(LON + 900 * EAST, LAT, Datum.WGS84))
    only_door = site("door", 0, position=None, entrance=behind.position)
    assert ids(ask(snapshot(behind, site("plain", 500), only_door))) == ["door", "plain", "behind"]


def test_coarse_positions_are_out_unless_asked_for() -> None:
    centre = position(LON, LAT, Datum.WGS84, Accuracy.DISTRICT)
    there = snapshot(site("district", 0, position=centre), site("exact", 500))
    assert ids(ask(there)) == ["exact"]
    assert ids(ask(there, where=SiteFilter(coarse=True))) == ["district", "exact"]


def test_candidates_and_inactive_sites_are_not_shown() -> None:
    candidate, gone = site("candidate", 1, kind=Kind.CANDIDATE), site("gone", 2, active=False)
    there = snapshot(candidate, gone, site("station", 3))
    assert ids(ask(there)) == ["station"]
    assert ids(ask(there, where=SiteFilter(kinds=frozenset({Kind.CANDIDATE})))) == ["candidate"]
    assert [each.id for each in there.sites] == ["candidate", "station"]
    assert there.site("gone") is gone
    assert there.site("never") is None


def test_what_is_unknown_passes_no_filter() -> None:
    there = snapshot(
        site("unknown", 1),
        site("none", 2, amenities=(), services=(), access=(), welcome=Welcome.MEMBERS),
        site("some", 3, amenities=("water",), services=(ServiceOffer("legal"),)),
        site("all", 4, amenities=("aed", "water"), welcome=Welcome.ANYONE),
    )
    assert ids(ask(there, where=SiteFilter(amenities=frozenset({"water"})))) == ["some", "all"]
    assert ids(ask(there, where=SiteFilter(amenities=frozenset({"water", "aed"})))) == ["all"]
    assert ids(ask(there, where=SiteFilter(service="legal"))) == ["some"]
    assert ids(ask(there, where=SiteFilter(welcome=Welcome.ANYONE))) == ["all"]
    assert ids(ask(there, where=SiteFilter(access=Access.SCAN))) == []


def test_a_service_is_judged_by_its_own_hours() -> None:
    offers = (ServiceOffer("counselling", hours("Th 14:00-17:00")), ServiceOffer("legal"))
    there = snapshot(site("station", 10, "24/7", services=offers))
    counselling = ask(there, where=SiteFilter(service="counselling")).found[0]
    assert counselling.open.status is Status.CLOSED
    assert counselling.open.opens == datetime(2026, 11, 26, 14, 0, tzinfo=CHINA)
    assert {code: state.status for code, state in counselling.services} == {
        "counselling": Status.CLOSED,
        "legal": Status.OPEN,
    }
    assert ask(there, where=SiteFilter(service="legal")).found[0].open.status is Status.OPEN
    thursday = FRIDAY_NOON + timedelta(days=6, hours=3)
    where = SiteFilter(service="counselling")
    assert ids(ask(there, where=where, openness="open")) == []
    assert ids(ask(there, where=where, openness="open", at=thursday)) == ["station"]


def test_access_holds_at_the_instant_for_open_ones_and_at_any_hour_else() -> None:
    ways = (AccessHours(Access.STAFFED, "08:00-20:00"), AccessHours(Access.SCAN, "20:00-08:00"))
    there = snapshot(site("station", 10, "24/7", access=ways))
    scan, night = SiteFilter(access=Access.SCAN), FRIDAY_NOON + timedelta(hours=10)
    assert ids(ask(there, where=scan)) == ["station"]
    assert ids(ask(there, where=scan, openness="grouped")) == ["station"]
    assert ids(ask(there, where=scan, openness="open")) == []
    assert ids(ask(there, where=scan, openness="open", at=night)) == ["station"]
    assert ask(there).found[0].access is Access.STAFFED
    assert ask(there, at=night).found[0].access is Access.SCAN


def test_a_site_under_repair_is_closed() -> None:
    there = snapshot(site("repair", 10, "24/7", operation=Operation.UNDER_REPAIR))
    found = ask(there, openness="grouped").found[0]
    assert found.open.status is Status.CLOSED
    assert found.open.because is not None
    assert there.state(found.site, FRIDAY_NOON) == found.open


def test_an_empty_store() -> None:
    for openness in ("any", "open", "grouped"):
        assert ask(snapshot(), openness=openness) == NearestAnswer((), (), "straight_line", 1.3)
    assert snapshot().search("驿站") == ()
    rows = snapshot().nearest_many(lons=[LON], lats=[LAT], at=FRIDAY_NOON)
    assert rows.point.size == 0


def test_search_gives_sites() -> None:
    there = snapshot(site("b", 1, name="迎春驿站"), site("a", 2, name="望海驿站"), site("c", 3))
    assert [found.name for found in there.search("望海")] == ["望海驿站"]
    assert len(there.search("驿站", k=1)) == 1
