"""What is kept for all threads: made once, and forgotten when others were used since."""

import threading

import pytest

from planner.keeping import Kept


def test_threads_that_ask_at_once_wait_for_the_one_that_makes_it() -> None:
    store: Kept[str, object] = Kept(2)
    made, got, begin = list[str](), list[object](), threading.Barrier(4)

    def make() -> object:
        made.append("made")
        return object()

    def ask() -> None:
        begin.wait(10)
        got.append(store.get("a", make))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(made) == 1 and len(got) == 4 and len(set(map(id, got))) == 1
    for key in ("b", "c"):
        store.get(key, make)
    store.get("a", make)
    assert len(made) == 4, "only the last two are kept"


def test_what_cannot_be_made_is_made_when_asked_again() -> None:
    store: Kept[str, int] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        store.get("a", lambda: 1 // 0)
    assert store.get("a", lambda: 1) == 1
