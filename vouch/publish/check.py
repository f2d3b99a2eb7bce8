"""`./invoke check`: the public site of the working tree, built aside and checked as publish checks it."""

import tempfile
from pathlib import Path

from vouch.build.run import build
from vouch.checks import check as check_built
from vouch.publish.outcomes import Refused


def check(root: Path) -> str:
    """Returns what to say. Raises BuildFailed, or Refused with a line for each problem."""
    with tempfile.TemporaryDirectory() as private:
        folder = Path(private, "public")
        report = build(root, "publishconf.py", folder)
        if problems := check_built(folder, root):
            raise Refused("\n".join(map(str, problems)))
        return f"{report}, OK"
