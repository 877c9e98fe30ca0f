from datetime import UTC, datetime, timedelta
from pathlib import Path

from geodata.demo import demo_city, load_demo
from geodata.store import Store

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_the_city_goes_into_a_store_in_one_revision_and_comes_out_equal(tmp_path: Path) -> None:
    city = demo_city()
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
        before = store.revision()
        assert load_demo(store, at=AT) == before + 1
        loaded = store.load()
        assert loaded.sites == city.sites
        assert {union.id: union for union in loaded.unions}.keys() == {u.id for u in city.unions}
        assert store.history("demo-s001")[0].at == AT


def test_loading_it_again_changes_nothing(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
        revision = load_demo(store, at=AT)
        assert load_demo(store, at=AT + timedelta(days=1)) == revision
        assert len(store.history("demo-s001")) == 1
