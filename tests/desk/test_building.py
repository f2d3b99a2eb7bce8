"""An engine may do what it likes: the desk goes on."""

import threading
import time

import pytest

from desk.building import bring_up_to_date
from desk.engine import Result
from desk.news import Desk
from tests.conftest import write


class Engine:
    """Yields a result and then does what the test wants; keeps what it was told."""

    def __init__(self, *accidents: BaseException | None) -> None:
        self.accidents, self.told = list(accidents), []

    def update(self, changes):
        self.told.append(changes)
        yield Result(frozenset({"a.html"}))
        if self.accidents and (accident := self.accidents.pop(0)):
            raise accident


def until(condition) -> None:
    end = time.monotonic() + 5
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


@pytest.fixture
def run(tmp_path):
    """`run(engine)` returns a desk whose first build is done."""
    write(tmp_path, {"content/a.md": "1"})

    def begin(engine: Engine) -> Desk:
        desk = Desk(tmp_path)
        threading.Thread(target=bring_up_to_date, args=[desk, engine, "welcome"], daemon=True).start()
        until(lambda: desk.is_ready)
        return desk

    return begin


@pytest.mark.slow
@pytest.mark.parametrize("accident", [ValueError("so\nit is"), SystemExit(1), MemoryError(), GeneratorExit()])
def test_what_an_engine_raises_is_a_problem_and_the_next_save_builds_everything(run, accident, capfd):
    desk = run(engine := Engine(accident))
    until(lambda: desk.problems)
    assert "\n" not in desk.problems[0]
    assert type(accident).__name__ in desk.problems[0]
    time.sleep(0.3)  # it watches by now
    write(desk.root, {"content/a.md": "2"})
    until(lambda: not desk.problems)
    write(desk.root, {"content/a.md": "3"})
    until(lambda: len(engine.told) == 3)
    assert engine.told == [None, None, {desk.root / "content/a.md"}]
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("end", [KeyboardInterrupt(), SystemExit(143)])
def test_a_signal_ends_it(tmp_path, end):
    with pytest.raises(type(end)):
        bring_up_to_date(Desk(tmp_path), Engine(end), "welcome")


def test_the_welcome_is_said_after_the_first_build(tmp_path, capsys):
    class Talking(Engine):
        def update(self, changes):
            yield Result(report="built")
            yield Result()
            print("end")

    threading.Thread(
        target=bring_up_to_date, args=[Desk(tmp_path), Talking(), "welcome"], daemon=True
    ).start()
    time.sleep(0.2)
    assert capsys.readouterr().out == "built\nend\nwelcome\n"
