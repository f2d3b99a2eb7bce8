"""The engine connects to Pelican's signals once, however often a process builds."""

from functools import partial

from blinker import ANY, Signal
from pelican import Pelican, signals

from tests.conftest import begun, write
from vouch import pipeline


def connected(signal: Signal) -> list[tuple]:
    """The stages of the engine that a signal runs."""
    receivers = (each for each in signal.receivers_for(ANY) if isinstance(each, partial))
    return [stages for each in receivers if each.func is pipeline._run for stages in each.args[1:]]


def test_each_stage_is_connected_once_in_a_process_that_builds_twice(tmp_path):
    content = write(tmp_path / "content", {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText.\n"})
    settings = begun(content, tmp_path / "output", "pelicanconf.py")
    for _ in range(2):
        Pelican(settings).run()
    of_pelican = [each for each in vars(signals).values() if isinstance(each, Signal)]
    assert {*pipeline.STAGES} <= {*of_pelican}
    for signal in of_pelican:
        assert connected(signal) == ([pipeline.STAGES[signal]] if signal in pipeline.STAGES else []), signal
