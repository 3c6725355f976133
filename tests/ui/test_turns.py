from __future__ import annotations

from threading import Event, Thread

import pytest

from ui.turns import Turns


def test_as_many_as_may_work_at_once_and_the_next_is_told_when_it_starts():
    turns, told, waits, released = Turns(1), [], Event(), Event()
    order: list[str] = []

    def progress(sentence: str) -> None:
        told.append(sentence)
        waits.set()

    def second() -> None:
        with turns.turn(progress):
            order.append("second")

    with turns.turn(progress):
        waiting = Thread(target=second)
        waiting.start()
        assert waits.wait(20)
        order.append("first")
        released.set()
    waiting.join(20)
    assert order == ["first", "second"]
    assert told[0] == "1 analyses are running; yours starts next"


def test_who_gives_up_leaves_the_queue_and_who_fails_gives_the_turn_back():
    turns = Turns(1)

    def leave(_sentence: str) -> None:
        raise InterruptedError

    with turns.turn(print), pytest.raises(InterruptedError), turns.turn(leave):
        pytest.fail("it was not its turn")
    with pytest.raises(ZeroDivisionError), turns.turn(leave):
        _ = 1 / 0
    with turns.turn(leave):
        pass
