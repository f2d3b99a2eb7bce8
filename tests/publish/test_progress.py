"""A publish shows its stages on a terminal, and nowhere else."""

import io
import re

from rich.console import Console

from vouch.publish.session import Progress


def shown(*, terminal: bool, doing: str) -> str:
    progress, output = Progress(), io.StringIO()
    progress.is_shown = terminal
    progress.console = Console(file=output, force_terminal=terminal, highlight=False, width=200)
    with progress.stage(doing):
        pass
    return output.getvalue()


def test_a_terminal_shows_each_stage_with_its_time():
    assert "building [red]a[/red] :smile:" in shown(terminal=True, doing="building [red]a[/red] :smile:")
    assert re.search(r" \d+\.\d s", shown(terminal=True, doing="building"))


def test_nothing_is_shown_without_a_terminal():
    assert shown(terminal=False, doing="building") == ""
