"""What a person at a terminal sees of a publish, and what nobody does elsewhere."""

import io

from rich.console import Console

from vouch.publish.progress import Progress


def shown(*, terminal: bool, doing: str) -> str:
    progress, told = Progress(), io.StringIO()
    progress.is_seen = terminal
    progress.console = Console(file=told, force_terminal=terminal, highlight=False, width=200)
    with progress.stage(doing):
        pass
    return told.getvalue()


def test_a_stage_is_told_with_its_time_as_it_is_written():
    assert "building [red]a[/red] :smile:" in shown(terminal=True, doing="building [red]a[/red] :smile:")
    assert " 0.0 s" in shown(terminal=True, doing="building")


def test_elsewhere_it_is_quiet():
    assert shown(terminal=False, doing="building") == ""
