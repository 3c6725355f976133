from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from ui import turns
from ui.turns import WAITING, a_turn


def test_the_third_waits_says_so_and_goes_on_when_one_has_finished(monkeypatch):
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(2))
    monkeypatch.setattr(turns, "_PATIENCE_SECONDS", 0.01)
    told: list[str] = []
    waiting, done = threading.Event(), threading.Event()

    def third() -> None:
        with a_turn(lambda stage: (told.append(stage), waiting.set())):
            done.set()

    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(a_turn(lambda _stage: pytest.fail("nobody has to wait yet")))
        thread = threading.Thread(target=third)
        thread.start()
        assert waiting.wait(10)
        assert not done.is_set()
    assert done.wait(10)
    thread.join(10)
    assert set(told) == {WAITING}


def test_one_that_gives_up_while_waiting_takes_no_turn_with_it(monkeypatch):
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(1))

    def tab_was_closed(_stage: str) -> None:
        raise KeyboardInterrupt

    with a_turn(lambda _stage: None), pytest.raises(KeyboardInterrupt), a_turn(tab_was_closed):
        pytest.fail("it was not its turn")
    with a_turn(lambda _stage: pytest.fail("the turn was given back")):
        pass
