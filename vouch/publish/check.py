"""`./invoke check`: builds the public site of the working tree aside, and checks it as publish does."""

import tempfile
from pathlib import Path

from vouch.build.run import build
from vouch.checks import check as check_built
from vouch.publish.outcomes import Refused


def check(root: Path) -> str:
    """Returns a report. Raises BuildFailed, or Refused with one line per problem."""
    with tempfile.TemporaryDirectory() as private:
        folder = Path(private, "public")
        *warnings, made, counts = build(root, "publishconf.py", folder).splitlines()
        if problems := check_built(folder, root):
            raise Refused("\n".join(map(str, problems)))
        return "\n".join((*warnings, f"{made}, OK", counts))
