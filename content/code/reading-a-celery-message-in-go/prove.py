"""What the article says of workers, tried with a real Celery and a real Redis.

    go build -o worker.bin ./cmd/worker
    python prove.py ./worker.bin > measured/prove.txt

starts a Redis server of its own and needs the packages that record.py names. CI has none of them:
the tests of this module read the recorded messages instead.
"""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from decimal import Decimal

import celery
import kombu
import redis
from celery import Celery, chord
from celery.exceptions import TaskRevokedError

PORT = os.environ.get("PORT", "6398")
BROKER = f"redis://127.0.0.1:{PORT}/0"
VISIBILITY = 4


def configured(app):
    """Workers read the same settings from the environment."""
    app.conf.broker_transport_options = {
        "visibility_timeout": VISIBILITY,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    }
    app.conf.timezone = os.environ.get("ZONE")
    app.conf.enable_utc = os.environ.get("UTC") != "no"
    return app


app = configured(Celery("prove", broker=BROKER, backend=BROKER))


@app.task(name="demo.note")
def note(key):
    """Count how often it runs."""
    server = redis.Redis.from_url(BROKER)
    server.incr(f"ran:{key}")
    server.rpush("ran", key)


@app.task(name="demo.total")
def total(values):
    """The body of a chord."""
    note(f"chord:{sum(values)}")


@app.task(name="demo.python")
def python(value):
    """Say what arrived."""
    return repr(value)


@contextmanager
def running(*command):
    """Run a program until the block ends; what it logs is its own."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        process.log = lambda: (log.seek(0), log.read().decode())[1]
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def celery_worker(name="one", queue="celery"):
    """A worker of Celery's in one process, with a queue."""
    return running(
        sys.executable,
        "-m",
        "celery",
        "-A",
        "prove",
        "worker",
        "-P",
        "solo",
        "-n",
        name,
        "-Q",
        queue,
        "-l",
        "info",
    )


def go_worker():
    """The worker of this module."""
    return running(
        sys.argv[1], "-redis", f"127.0.0.1:{PORT}", "-queue", "go", "-visibility", f"{VISIBILITY}s"
    )


def until(condition, seconds=20):
    """Wait for what has to come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError("it did not come")


def say(question, answer):
    """One line of the record."""
    print(f"{question}: {answer}", flush=True)


def go_answers(server):
    """Celery asks, Go answers."""
    with go_worker():
        for protocol in (1, 2):
            app.conf.task_protocol = protocol
            app.amqp.__dict__.pop("create_task_message", None)
            for options in ({}, {"compression": "gzip"}, {"priority": 6}, {"countdown": 2}, {"expires": 60}):
                got = app.send_task("demo.add", (2,), {"b": 3}, queue="go", **options).get(timeout=20)
                say(f"demo.add(2, b=3), protocol {protocol}, {options}, answered by Go", got)
        say("demo.add(2), b has a default in Go", app.send_task("demo.add", (2,), queue="go").get(timeout=20))
        try:
            app.send_task("demo.add", (Decimal("1.10"),), queue="go").get(timeout=20)
        except RuntimeError as error:
            say("demo.add(Decimal('1.10')) raises in Python", f"RuntimeError: {error}")
        try:
            app.send_task("demo.add", (1,), queue="go", expires=-1).get(timeout=20)
        except TaskRevokedError as error:
            say("demo.add(1), expired", f"TaskRevokedError: {error}")
        try:
            app.send_task("demo.sleep", (60,), queue="go", soft_time_limit=1).get(timeout=20)
        except RuntimeError as error:
            say("demo.sleep(60) with a limit of one second", f"RuntimeError: {error}")
        app.send_task("demo.add", (2, 3), queue="go", serializer="pickle")
        chord([app.signature("demo.add", (1, 2), queue="go")], total.s()).apply_async()
        until(lambda: server.llen("go.refused") == 2)
        say("pickle and a part of a chord", "both in the list go.refused")
        slow = app.send_task("demo.sleep", (2.5 * VISIBILITY,), queue="go")
        say(f"a task that runs for 2.5 visibility timeouts of {VISIBILITY} s", slow.get(timeout=60))


def a_killed_go_worker_loses_nothing(server):
    """Go takes, is killed, and Celery restores."""
    with go_worker() as worker:
        app.send_task("demo.sleep", (30,), queue="go")
        until(lambda: server.hlen("unacked") == 1)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    killed = time.monotonic()
    with celery_worker():
        until(lambda: server.llen("go") == 1, 60)
    say(
        "a Go worker was killed; a Celery worker put its message back after",
        f"{time.monotonic() - killed:.0f} s",
    )
    with go_worker() as worker:
        until(lambda: server.hlen("unacked") == 1)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        with go_worker():
            tag = server.hkeys("unacked")[0]
            until(lambda: not server.hexists("unacked", tag))
            until(lambda: server.hlen("unacked") == 1)
            say("a Go worker was killed; another one put its message back and took it", "yes")
    server.delete("go", "unacked", "unacked_index")


def a_popped_message_is_lost(server):
    """What a worker that only pops leaves behind when it dies."""
    note.delay("popped")
    server.brpop("celery")
    with celery_worker():
        time.sleep(3 * VISIBILITY)
    say("a message that was popped by somebody who died ran", f"{int(server.get('ran:popped') or 0)} times")


def celery_workers_run_late_tasks_twice(server):
    """An ETA beyond the visibility timeout."""
    with celery_worker("one") as one, celery_worker("two") as two:
        until(lambda: "ready" in one.log() and "ready" in two.log())
        for late in (VISIBILITY / 2, 3 * VISIBILITY):
            key = f"eta{late:.0f}"
            note.apply_async((key,), countdown=late)
            time.sleep(late + 2 * VISIBILITY)
            say(
                f"two Celery workers, visibility timeout {VISIBILITY} s, countdown {late:.0f} s: ran",
                f"{int(server.get(f'ran:{key}') or 0)} times",
            )


def go_runs_late_tasks_once():
    """The same with messages that are touched, beside another Go worker."""
    with go_worker() as one, go_worker() as two:
        app.send_task("demo.add", (2, 3), queue="go", countdown=3 * VISIBILITY)
        time.sleep(5 * VISIBILITY)
        done = sum(worker.log().count("task done") for worker in (one, two))
        say(
            f"two Go workers, visibility timeout {VISIBILITY} s, countdown {3 * VISIBILITY} s: ran",
            f"{done} times",
        )


def one_worker_holds_every_eta(server):
    """Messages with an ETA do not count as prefetched."""
    for _ in range(500):
        note.apply_async(("never",), countdown=3600)
    with celery_worker():
        until(lambda: server.hlen("unacked") == 500, 30)
        say(
            "500 tasks for in an hour, held by one Celery worker that runs one task at a time",
            server.hlen("unacked"),
        )
    server.flushdb()


def unknown_tasks_are_dropped(server):
    """Two languages at one queue."""
    app.send_task("demo.add", (2, 3))
    with celery_worker() as worker:
        until(lambda: "unregistered" in worker.log())
        until(lambda: server.hlen("unacked") == 0)
        say(
            "a Celery worker got a task that only Go has; it is then in lists and hashes",
            f"{server.llen('celery') + server.hlen('unacked')} times",
        )


def celery_answers_what_has_expired():
    """What the caller of an expired task gets from Celery."""
    with celery_worker():
        try:
            note.apply_async(("expired",), expires=-1).get(timeout=20)
        except TaskRevokedError as error:
            say("a Celery worker on a task that has expired", f"TaskRevokedError: {error}")


def celery_counts_chords_apart(server):
    """How many parts a chord has."""
    server.flushdb()
    chord([note.si("a"), note.si("b")], total.s()).apply_async()
    sizes = [(key, server.get(key)) for key in server.keys("celery-taskset-meta-*.s")]
    say(
        "the number of parts of a chord of two is not in its messages, it is in",
        f"{len(sizes)} key of Redis: {sizes[0][1].decode()}",
    )
    server.flushdb()


def naive_times_are_utc():
    """A time without an offset, and workers that are configured for other zones."""
    for zone, utc, protocol in (
        ("UTC", "yes", 2),
        ("America/Toronto", "yes", 2),
        ("Asia/Tokyo", "yes", 2),
        ("Asia/Tokyo", "no", 2),
        ("Asia/Tokyo", "yes", 1),
        ("Asia/Tokyo", "no", 1),
    ):
        os.environ.update(ZONE=zone, TZ=zone, UTC=utc)
        caller = configured(Celery("caller", broker=BROKER, backend=BROKER))
        caller.conf.task_protocol = protocol
        with celery_worker() as worker:
            until(lambda log=worker.log: "ready" in log())
            eta = (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2)).replace(tzinfo=None)
            sent = time.time()
            caller.send_task("demo.python", (1,), eta=eta).get(timeout=60)
            say(
                f"naive ETA in 2 s, protocol {protocol}, timezone {zone}, enable_utc {utc}: ran after",
                f"{time.time() - sent:.1f} s",
            )
    for name in ("ZONE", "TZ", "UTC"):
        del os.environ[name]


def kombu_takes_in_two_steps(server):
    """What a Celery worker sends to Redis for one task."""
    with server.monitor() as monitor:
        note.delay("monitored")
        with celery_worker():
            commands = []
            while not commands or not commands[-1].startswith("HDEL unacked"):
                command = monitor.next_command()["command"]
                if ("unacked" in command and "BYSCORE" not in command) or command.startswith(
                    ("LPUSH celery", "BRPOP celery", "MULTI", "EXEC")
                ):
                    commands.append(command)
    kept = [each.split(" {")[0].split(" [")[0][:70] for each in commands]
    first = max(at for at, each in enumerate(kept) if each.startswith("BRPOP"))
    say("a Celery worker takes and acknowledges by", kept[first:])


def get_waits_for_the_channel(server):
    """A result that is stored and not published."""
    for publish in (False, True):
        result = app.send_task("demo.nobody", queue="nobody")
        answer = json.dumps({"status": "SUCCESS", "result": 5, "task_id": result.id})

        def reply(key=f"celery-task-meta-{result.id}", answer=answer, publish=publish):
            server.setex(key, 86400, answer)
            if publish:
                server.publish(key, answer)

        threading.Timer(1, reply).start()
        try:
            got = result.get(timeout=10)
        except celery.exceptions.TimeoutError:
            got = "TimeoutError after 10 s"
        say(f"get() of a result that is stored a second later, published: {publish}", got)


def zero_is_first(server):
    """Priorities have four lists in Redis, and the lowest number is taken first."""
    server.flushdb()
    for priority in (9, 5, 3, 2, 0):
        note.apply_async((priority,), priority=priority)
    for key in sorted(server.keys("celery*")):
        if server.type(key) == b"list":
            say(f"list {key!r}", f"{server.llen(key)} of the priorities 0, 2, 3, 5 and 9")
    with celery_worker():
        until(lambda: server.llen("ran") == 5)
        say("they ran in this order", b", ".join(server.lrange("ran", 0, -1)).decode())
    server.flushdb()


def python_reads_its_own_envelope():
    """A dict of the caller that looks like an envelope."""
    with celery_worker() as worker:
        until(lambda: "ready" in worker.log())
        app.send_task("demo.python", ({"__type__": "money", "__value__": "1.10"},))
        until(lambda: "Unsupported type" in worker.log())
        say(
            "a Celery worker on a dict with __type__ and __value__ of its own", "ValueError: Unsupported type"
        )


def main():
    """Try everything."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running("redis-server", "--port", PORT, "--bind", "127.0.0.1", "--save", "", "--dir", folder),
    ):
        server = redis.Redis.from_url(BROKER)
        until(lambda: alive(server))
        say(
            "celery, kombu, redis-server",
            f"{celery.__version__}, {kombu.__version__}, {server.info()['redis_version']}",
        )
        go_answers(server)
        server.flushdb()
        a_killed_go_worker_loses_nothing(server)
        a_popped_message_is_lost(server)
        go_runs_late_tasks_once()
        server.flushdb()
        celery_workers_run_late_tasks_twice(server)
        server.flushdb()
        one_worker_holds_every_eta(server)
        unknown_tasks_are_dropped(server)
        python_reads_its_own_envelope()
        celery_answers_what_has_expired()
        celery_counts_chords_apart(server)
        kombu_takes_in_two_steps(server)
        get_waits_for_the_channel(server)
        naive_times_are_utc()
        zero_is_first(server)


def alive(server):
    """Whether the server answers."""
    with suppress(redis.ConnectionError):
        return server.ping()
    return False


if __name__ == "__main__":
    main()
