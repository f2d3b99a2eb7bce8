"""Publishes built sites in processes that can be killed.

All that is imported is imported once. Each line read is a list of jobs, for each of which a process is
forked that publishes and ends as the command does. Answers with a line of their ids, then of their exit
statuses (negative: a signal).
"""

import json
import os
import resource
import sys
from pathlib import Path

from vouch.publish.changes import Allowed
from vouch.publish.command import end
from vouch.publish.grace_assets import keep_assets
from vouch.publish.rollback import rollback
from vouch.publish.session import session
from vouch.publish.transaction import Options, name_commit, put


def transact(job: dict, interruption) -> None:
    """The second half of a publish: all but the build."""
    root, site = Path(job["root"]), Path(job["site"])
    if job.get("rollback"):
        report = rollback(root, job["remote"], job["to"], timeout=job["timeout"], interruption=interruption)
        print(report, flush=True)
        return
    options = Options(
        job["remote"],
        allowed=Allowed(tuple(job["allowed"]), job.get("cname", False)),
        timeout=job["timeout"],
    )
    with session(root, options.remote, options.timeout, interruption) as held:
        held.repository.refuse_unfit()
        source, live = held.repository.head(), held.branch.tree(held.branch.fetch())
        name_commit(site, source, keep_assets(held.branch, live, site))
        print(put(held, live, site, "https://nadia.example/", source, options).report, flush=True)


def work(job: dict) -> None:
    os.setsid()
    os.environ.update(job["environment"] | {"PUBLISHER": str(os.getpid())})
    for number, kind in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{job['words']}.{kind}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
    if limit := job.get("longest_file"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    end(lambda interruption: transact(job, interruption))


def forked(job: dict) -> int:
    if not (child := os.fork()):
        work(job)
    return child


for line in sys.stdin:
    children = [forked(job) for job in json.loads(line)]
    print(json.dumps(children), flush=True)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    print(json.dumps(statuses), flush=True)
