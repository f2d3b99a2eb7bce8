"""`./invoke accept`: lists the problems that may wait in content/accepted.txt, so that they stop no build."""

from pathlib import Path

from vouch.build.run import private_folder, run_pelican
from vouch.sources.accepted import ACCEPT


def accept(root: Path, output: Path) -> str:
    """Write the list and return a report. `output` stays as it is.

    Raises BuildFailed with the same report and all problems that cannot be accepted.
    """
    with private_folder(output) as private:
        site = private.folder / "site"
        report = run_pelican(root, "pelicanconf.py", site, lock=private.lock, asked_for=(), accepting=ACCEPT)
    return "\n".join(report[:-1])  # without the counts
