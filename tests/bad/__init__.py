"""Bad input as files, and beside it in NAME.txt what each must be told, line by line.

A file of messages has the path of each bad file and, set in below it, the messages of a build
without the path, as `3: what is wrong; what to write instead`. Written anew by
`BAD_MESSAGES=write pytest tests/bad`; read what has changed before it is committed.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

PROBLEM = re.compile(r"content/(?P<path>.*?):(?P<told>\d+: .+; .+)")


def told_of(problems: tuple[str, ...]) -> dict[str, list[str]]:
    """What is told of each file below content/, where the build was made beside it."""
    told: dict[str, list[str]] = defaultdict(list)
    for each in problems:
        problem = PROBLEM.fullmatch(each)
        assert problem, f"this names no file of content/ and its line: {each}"
        told[problem["path"]].append(problem["told"])
    return dict(told)


def expected(file: Path, told: dict[str, list[str]]) -> dict[str, list[str]]:
    """The messages that `file` lists, in which `told` are written if that is asked for."""
    if os.environ.get("BAD_MESSAGES") == "write":
        lines = (f"{path}\n" + "".join(f"    {each}\n" for each in told[path]) for path in sorted(told))
        file.write_text("\n".join(lines), "utf-8")
    messages, path = {}, ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("    "):
            messages[path].append(line.strip())
        elif line:
            path = line
            messages[path] = []
    return messages
