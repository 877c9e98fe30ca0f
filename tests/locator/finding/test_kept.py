import threading
from functools import partial
from time import sleep

from locator.finding.kept import Kept


def test_what_was_not_used_for_longest_goes_first() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    kept = Kept[str](3, size=lambda _: 1)
    for name in "abcadaeb":
        assert kept.get(name, partial(make, name)) == name
    assert "".join(made) == "abcdeb"


def test_large_things_push_out_several_and_the_last_is_always_kept() -> None:
    kept = Kept[range](10, size=len)
    small = [kept.get(n, lambda: range(4)) for n in range(2)]
    large = kept.get("large", lambda: range(25))
    assert kept.get("large", lambda: range(0)) is large
    assert [kept.get(n, lambda: range(1)) for n in range(2)] != small


def test_a_thing_is_made_once_however_many_ask() -> None:
    made: list[int] = []

    def make() -> int:
        sleep(0.01)
        made.append(1)
        return len(made)

    kept = Kept[int](10, size=lambda _: 1)
    threads = [threading.Thread(target=kept.get, args=("key", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
