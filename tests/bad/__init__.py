"""Bad input as files, and beside it in NAME.txt the problems of each, line by line.

A file of messages has the path of each bad file and, indented below it, the messages of a build
without the path, such as `3: what is wrong; what to write instead`. Rewritten by
`BAD_MESSAGES=write pytest tests/bad`; read what has changed before it is committed.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

PROBLEM = re.compile(r"content/(?P<path>.*?):(?P<message>\d+: .+; .+)")


def problems_by_file(problems: tuple[str, ...]) -> dict[str, list[str]]:
    """The problems of each file below content/, for a build in the folder above it."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in problems:
        problem = PROBLEM.fullmatch(each)
        assert problem, f"this names no file of content/ and its line: {each}"
        found[problem["path"]].append(problem["message"])
    return dict(found)


def expected(file: Path, found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The messages that `file` lists, which BAD_MESSAGES=write replaces by `found`."""
    if found and os.environ.get("BAD_MESSAGES") == "write":
        lines = (f"{path}\n" + "".join(f"    {each}\n" for each in found[path]) for path in sorted(found))
        file.write_text("\n".join(lines), "utf-8")
    messages, path = {}, ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("    "):
            messages[path].append(line.strip())
        elif line:
            path = line
            messages[path] = []
    return messages
