"""Runs git: without prompts, with a timeout, and with the reason of a failure in one line."""

import contextlib
import os
import re
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

SILENCE_TIMEOUT_S = 120  # without output
POLL_S = 0.2  # between checks of a running process

# Variables by which a caller, such as a git hook, points git to another repository or to more output.
REDIRECTING_VARIABLES = re.compile(
    r"GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX"
    r"|CEILING_DIRECTORIES|DEFAULT_HASH|GRAFT_FILE|SHALLOW_FILE|REPLACE_REF_BASE|NO_REPLACE_OBJECTS"
    r"|QUARANTINE_PATH|INTERNAL_SUPER_PREFIX|CONFIG|IMPLICIT_WORK_TREE|LITERAL_PATHSPECS|PAGER|EDITOR|TRACE\w*|REDIRECT\w*)"
)
QUIET = {"LC_ALL": "C.UTF-8", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
# A commit is exactly what its id names, and nothing is fetched implicitly.
EXACT = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1"}
# No hooks, no file watcher and no housekeeping.
SETTINGS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false")

PROGRESS = re.compile(r"(remote: +)?((Enumerat|Count|Compress|Writ|Resolv|Receiv|Unpack)ing|Total|Delta) ")
NOISE = re.compile(r"(remote: *$|hint:|warning:|To |Done$|Please make sure|and the repository exists)")
TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?: .*\n)*")  # of ghp-import, when git fails
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


class GitFailed(Exception):
    """Git failed. The message is its reason in one line, `words` is all of its output."""

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.words = words


@dataclass(frozen=True)
class Git:
    """Git in a folder; `environment` is added to the process's own.

    Its processes run in a session of their own: they have no terminal to prompt at, Ctrl-C does not reach
    them, and all of them end together. Setting `ended_early` ends them as well.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    timeout: float = SILENCE_TIMEOUT_S
    ended_early: threading.Event = field(default_factory=threading.Event)

    def read(self, *arguments: str | Path, given: bytes = b"") -> str:
        """What git prints, without the final newline. Raises GitFailed."""
        return os.fsdecode(self.read_bytes(*arguments, given=given)).removesuffix("\n")

    def read_bytes(self, *arguments: str | Path, given: bytes = b"") -> bytes:
        settings = (word for each in SETTINGS for word in ("-c", each))
        return self.run(["git", "--no-pager", *settings, *arguments], given)

    def blobs(self, ids: Iterable[str]) -> Iterator[bytes]:
        """The bytes of blobs, in the order of their ids. Raises GitFailed."""
        output = self.read_bytes("cat-file", "--batch", given="".join(f"{each}\n" for each in ids).encode())
        place = 0
        while place < len(output):
            start = output.index(b"\n", place) + 1
            if output[place:start].endswith(b" missing\n"):
                raise GitFailed(f"object {output[place:start].split()[0].decode()} is missing; fetch it")
            size = int(output[place:start].split()[2])
            yield output[start : start + size]
            place = start + size + 1

    def succeeds(self, *arguments: str) -> bool:
        """Whether git exits with status 0."""
        try:
            self.read_bytes(*arguments)
        except GitFailed:
            return False
        return True

    def run(self, command: list[str | Path], given: bytes = b"") -> bytes:
        """What a command that runs git prints. Raises GitFailed."""
        with _files(3) as (questions, answers, words):
            questions.write(given)
            questions.seek(0)
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env={**without_redirects(os.environ), **QUIET, **EXACT, **self.environment},
                stdin=questions,
                stdout=answers,
                stderr=words,
                start_new_session=True,
            )
            try:
                self._wait(process, (answers, words))
            except GitFailed as failure:
                raise GitFailed(str(failure), _text(words)) from None
            finally:
                _end(process)
            if process.returncode:
                silent = f"exit status {process.returncode}, no output: is {tempfile.gettempdir()} full?"
                raise GitFailed(reason(_text(words)) or silent, _text(words))
            answers.seek(0)
            return answers.read()

    def _wait(self, process: subprocess.Popen, outputs: tuple[IO[bytes], ...]) -> None:
        seen, last = 0, time.monotonic()
        while not _has_ended(process):
            now = sum(os.fstat(each.fileno()).st_size for each in outputs)
            if now != seen:
                seen, last = now, time.monotonic()
            if self.ended_early.is_set():
                raise GitFailed("interrupted")
            if time.monotonic() - last > self.timeout:
                raise GitFailed(f"no answer in {self.timeout:g} s")


def _has_ended(process: subprocess.Popen) -> bool:
    """Whether the process ends within POLL_S. On Linux its end is noticed at once."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(POLL_S)
    else:
        look = select.poll()
        look.register(descriptor, select.POLLIN)
        look.poll(POLL_S * 1000)
        os.close(descriptor)
    return process.poll() is not None


@contextlib.contextmanager
def _files(number: int) -> Iterator[list[IO[bytes]]]:
    """Files rather than pipes: a connection that ssh keeps open for reuse would hold a pipe open."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(tempfile.TemporaryFile()) for _ in range(number)]


def _end(process: subprocess.Popen) -> None:
    """Kill the process and all that it started, unless it has ended."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _text(words: IO[bytes]) -> str:
    words.seek(0)
    return words.read().decode(errors="replace")


def without_redirects(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not REDIRECTING_VARIABLES.fullmatch(name)}


def reason(words: str) -> str:
    """The line of git's output that gives the reason: a rejected ref, or the first that is not progress."""
    lines = [each.strip() for each in re.split(r"[\r\n]+", TRACEBACK.sub("", words))]
    candidates = [each for each in lines if each and not PROGRESS.match(each) and not NOISE.match(each)]
    rejected = next((each.removeprefix("! ") for each in candidates if each.startswith("! [")), "")
    first = next((each for each in candidates if not each.startswith("! [")), "")
    chosen = f"{rejected}: {first}" if rejected and first.startswith("remote:") else rejected or first
    return CREDENTIALS.sub("", re.sub(r"\s+", " ", chosen)).removeprefix("fatal: ").removeprefix("error: ")
