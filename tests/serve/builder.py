"""Builds projects from scratch, each in a process forked from this one, which has imported everything.

Each line read is a job, `{"root": …, "settings": {"OUTPUT_PATH": …}, "problems": …}`, of which the last is a
file for the problems of the build. Answers with a line when that is written.
"""

import json
import os
import sys
from pathlib import Path

import vouch.pipeline  # noqa: F401 (Pelican imports it in each process otherwise)
from vouch.build.pelican_process import outcome_of_run


def work(root: str, settings: dict, problems: str) -> None:
    os.chdir(root)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    Path(problems).write_text(json.dumps(outcome_of_run("pelicanconf.py", settings)[0]), "utf-8")


if __name__ == "__main__":
    for line in sys.stdin:
        if not (child := os.fork()):
            work(**json.loads(line))
            os._exit(0)
        os.waitpid(child, 0)
        print("done", flush=True)
