"""Send tasks with a real Celery through a real Redis and keep the messages as they are there.

    python record.py redis://127.0.0.1:6399/0     # an empty server of its own: it is flushed

writes message/testdata/*.json, each file one element of a Redis list, byte for byte. Two further
messages come from a worker that is killed: one that it retried, and the same one restored to its queue.
What was installed:

    celery 5.7.0, kombu 5.7.0, redis (client) 8.1.0, msgpack 1.2.3, PyYAML 6.0.3, Python 3.11.7
    redis-server 7.0.15 of Debian 12
"""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
import uuid
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import redis
from celery import Celery, chain, chord, group
from kombu.exceptions import EncodeError
from kombu.utils.json import loads

BROKER = os.environ.get("BROKER", "redis://127.0.0.1:6399/0")
TESTDATA = Path(__file__).parent / "message" / "testdata"
NAIVE = dt.datetime(2026, 11, 30, 10)  # noqa: DTZ001 - a time without a zone is the point
ELEVEN = dt.datetime(2026, 11, 30, 11, tzinfo=ZoneInfo("America/Toronto"))

app = Celery("record", broker=BROKER, backend=BROKER)


@app.task(
    name="demo.flaky",
    bind=True,
    default_retry_delay=60,
    max_retries=7,
    acks_late=True,
    autoretry_for=(OSError,),
    rate_limit="5/s",
)
def flaky(self, order):
    """Fail as a service does that is away for a minute."""
    raise self.retry(args=(order,), exc=ConnectionError("away"))


def messages(server):
    """Take all messages from all lists, oldest first within a list."""
    taken = []
    for key in sorted(server.keys("celery*")):
        if server.type(key) == b"list":
            while (raw := server.rpop(key)) is not None:
                taken.append((key, raw))
    return taken


def keep(server, name):
    """Write what a call has sent to one file, or to several if it sent several."""
    taken = messages(server)
    assert taken, name
    for at, (key, raw) in enumerate(taken):
        file = TESTDATA / f"{name}{f'-{at + 1}' if len(taken) > 1 else ''}.json"
        file.write_bytes(raw)
        print(f"{file.name:28} {len(raw):6} bytes, list {key!r}")


def record_both_protocols(server):
    """What either protocol can say."""
    for protocol in (1, 2):
        app.conf.task_protocol = protocol
        app.amqp.__dict__.pop("create_task_message", None)
        app.send_task("demo.add", (2, 3))
        keep(server, f"v{protocol}-plain")
        app.send_task("demo.add", (2,), {"b": 3}, time_limit=30, soft_time_limit=20, priority=6)
        keep(server, f"v{protocol}-limits-priority-6")
        app.send_task("demo.add", (2, 3), countdown=60, expires=120)
        keep(server, f"v{protocol}-countdown")
        app.send_task("demo.add", (2, 3), eta=NAIVE, expires=ELEVEN)
        keep(server, f"v{protocol}-naive-eta")
        app.send_task("demo.add", (2, 3), compression="gzip")
        keep(server, f"v{protocol}-gzip")
        chain(*(app.signature(f"demo.{name}", (1,)) for name in "abc")).apply_async()
        keep(server, f"v{protocol}-chain")


def record_values(server):
    """Arguments that JSON has no words for."""
    for name, args in {
        "datetime": (ELEVEN,),
        "datetime-naive": (NAIVE,),
        "date": (dt.date(2026, 11, 30),),
        "decimal": (Decimal("1.10"),),
        "uuid": (uuid.UUID("6f1d3a52-6f0e-4d6e-9f5a-2b1c0d9e8f70"),),
        "bytes-text": (b"abc",),
        "bytes": (b"\xff\x00",),
        "nan": (float("nan"), float("inf")),
        "large-int": (2**53 + 1,),
        "larger-int": (2**70,),
        "float": (2.0, 3.0),
        "surrogate": ("\ud800",),
        "int-keys": ({1: "one", None: "none"},),
        "own-envelope": ({"__type__": "money", "__value__": "1.10"},),
    }.items():
        app.send_task("demo.value", args)
        keep(server, f"value-{name}")
    for unsendable in ({1, 2}, dt.timedelta(days=1), 1 + 2j):
        try:
            app.send_task("demo.value", (unsendable,))
        except EncodeError as error:
            print(f"{unsendable!r}: {type(error).__name__}: {error}")
        else:
            raise AssertionError(unsendable)


def record_the_rest(server):
    """Serializers, compressors, workflows, headers."""
    for serializer in ("pickle", "yaml", "msgpack"):
        app.send_task("demo.add", (2, 3), serializer=serializer)
        keep(server, serializer)
    for compression in ("bzip2", "lzma"):
        app.send_task("demo.add", (2, 3), compression=compression)
        keep(server, compression)
    a, b, total = (app.signature(name, (1,)) for name in ("demo.a", "demo.b", "demo.sum"))
    app.send_task("demo.add", (2, 3), link=a, link_error=b)
    keep(server, "link")
    group(a, b).apply_async()
    keep(server, "group")
    chord([a, b], total).apply_async()
    keep(server, "chord")
    stamped = app.signature("demo.add", (2, 3))
    stamped.stamp(release="v7")
    stamped.apply_async()
    keep(server, "stamped")
    app.send_task("demo.add", (2, 3), ignore_result=True, shadow="a nicer name")
    keep(server, "ignore-result-shadow")
    app.send_task("demo.add", (2, 3), headers={"ID": "request 7", "Task": "checkout"})
    keep(server, "headers-in-capitals")
    app.send_task("demo.add", ("x" * 2000, 3))
    keep(server, "long-argument")


def record_retry(server):
    """A worker retries a task and dies; what it held is restored."""
    app.send_task("demo.flaky", (7,))
    worker = subprocess.Popen([sys.executable, "-m", "celery", "-A", "record", "worker", "-P", "solo"])
    while not any(b'"retries": 1' in held for held in server.hvals("unacked")):
        time.sleep(0.1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    held = next(held for held in server.hvals("unacked") if b'"retries": 1' in held)
    (TESTDATA / "unacked-retry.json").write_bytes(held)
    print("unacked-retry.json is a value of the hash unacked:", loads(held)[1:])
    with app.connection() as connection:
        qos = connection.default_channel.qos
        for tag in server.hkeys("unacked"):
            qos.restore_by_tag(tag)
    keep(server, "restored-retry")


def main():
    """Record everything."""
    server = redis.Redis.from_url(BROKER)
    server.flushall()
    TESTDATA.mkdir(parents=True, exist_ok=True)
    record_both_protocols(server)
    record_values(server)
    record_the_rest(server)
    record_retry(server)


if __name__ == "__main__":
    main()
