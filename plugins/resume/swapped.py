"""Jobs that name the company first, `**Acme Corp** — Engineer`: nobody can know, so the author is told."""

import re
from collections.abc import Iterator

from plugins.resume.model import Resume

# How a role's title ends, and seldom a company's name.
ROLE = re.compile(
    r"\b(?:engineer|developer|programmer|architect|manager|consultant|intern|designer|analyst|scientist"
    r"|administrator|director|lead|[Cc][TE]O)$",
    re.IGNORECASE,
)


def swapped_names(resume: Resume) -> Iterator[tuple[int, str, str]]:
    """The line of the job, what may be wrong, and what to write instead."""
    for employer in resume.employers:
        title = employer.roles[0].title
        if ROLE.search(employer.name) and not ROLE.search(title):
            what = f"the company seems to be called {employer.name!r} and the role {title!r}"
            yield employer.line, what, f"write `**{employer.name}** at {title}`"
