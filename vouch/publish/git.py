"""Runs git: never asking at the terminal, never for ever, and giving its reason in one line."""

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

PATIENCE = 120  # seconds without a sign of life
STEP = 0.2  # seconds between two looks at what it does

# Variables by which a caller, such as a hook of git, leads git to another repository or to more output.
LEADING_ELSEWHERE = re.compile(
    r"GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX"
    r"|CEILING_DIRECTORIES|DEFAULT_HASH|GRAFT_FILE|SHALLOW_FILE|REPLACE_REF_BASE|NO_REPLACE_OBJECTS"
    r"|QUARANTINE_PATH|INTERNAL_SUPER_PREFIX|CONFIG|IMPLICIT_WORK_TREE|LITERAL_PATHSPECS|PAGER|EDITOR|TRACE\w*|REDIRECT\w*)"
)
QUIET = {"LC_ALL": "C.UTF-8", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
# A commit is what its id says, and nothing is fetched in passing.
EXACT = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1"}
# Neither hooks nor a watcher of files nor housekeeping are part of what we ask for.
SETTINGS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false")

PROGRESS = re.compile(r"(remote: +)?((Enumerat|Count|Compress|Writ|Resolv|Receiv|Unpack)ing|Total|Delta) ")
NOISE = re.compile(r"(remote: *$|hint:|warning:|To |Done$|Please make sure|and the repository exists)")
TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?: .*\n)*")  # of ghp-import, when git fails
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


class GitFailed(Exception):
    """Git did not do it. The message is its reason in one line, `words` is all that it said."""

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.words = words


@dataclass(frozen=True)
class Git:
    """Git in a folder; `environment` is added to the process's own.

    Its processes are a session of their own: they have no terminal to ask at, Ctrl-C does not reach
    them, and all of them end together. `ended_early` ends them as well.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    patience: float = PATIENCE
    ended_early: threading.Event = field(default_factory=threading.Event)

    def read(self, *arguments: str | Path, given: bytes = b"") -> str:
        """What git prints, without the last line end. Raises GitFailed."""
        return os.fsdecode(self.read_bytes(*arguments, given=given)).removesuffix("\n")

    def read_bytes(self, *arguments: str | Path, given: bytes = b"") -> bytes:
        settings = (word for each in SETTINGS for word in ("-c", each))
        return self.run(["git", "--no-pager", *settings, *arguments], given)

    def blobs(self, ids: Iterable[str]) -> Iterator[bytes]:
        """What stands in blobs, in the order of their ids. Raises GitFailed."""
        told = self.read_bytes("cat-file", "--batch", given="".join(f"{each}\n" for each in ids).encode())
        place = 0
        while place < len(told):
            start = told.index(b"\n", place) + 1
            if told[place:start].endswith(b" missing\n"):
                raise GitFailed(f"object {told[place:start].split()[0].decode()} is missing; fetch it")
            size = int(told[place:start].split()[2])
            yield told[start : start + size]
            place = start + size + 1

    def says(self, *arguments: str) -> bool:
        """Whether git's answer is yes: exit status 0."""
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
                env={**without_leads(os.environ), **QUIET, **EXACT, **self.environment},
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
                silent = f"exit status {process.returncode}, and no word: is {tempfile.gettempdir()} full?"
                raise GitFailed(reason(_text(words)) or silent, _text(words))
            answers.seek(0)
            return answers.read()

    def _wait(self, process: subprocess.Popen, outputs: tuple[IO[bytes], ...]) -> None:
        heard, last = 0, time.monotonic()
        while not _ends(process):
            now = sum(os.fstat(each.fileno()).st_size for each in outputs)
            if now != heard:
                heard, last = now, time.monotonic()
            if self.ended_early.is_set():
                raise GitFailed("interrupted")
            if time.monotonic() - last > self.patience:
                raise GitFailed(f"no answer in {self.patience:g} s")


def _ends(process: subprocess.Popen) -> bool:
    """Whether it ends within a step. Where Linux can, the end is noticed at once, not at a next look."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STEP)
    else:
        look = select.poll()
        look.register(descriptor, select.POLLIN)
        look.poll(STEP * 1000)
        os.close(descriptor)
    return process.poll() is not None


@contextlib.contextmanager
def _files(number: int) -> Iterator[list[IO[bytes]]]:
    """Files rather than pipes: a connection that ssh keeps open for later would hold a pipe open."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(tempfile.TemporaryFile()) for _ in range(number)]


def _end(process: subprocess.Popen) -> None:
    """The process and all it started, if it has not ended by itself."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _text(words: IO[bytes]) -> str:
    words.seek(0)
    return words.read().decode(errors="replace")


def without_leads(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not LEADING_ELSEWHERE.fullmatch(name)}


def reason(words: str) -> str:
    """The line of git's words that says why: a rejected ref, or the first that is no progress nor advice."""
    lines = [each.strip() for each in re.split(r"[\r\n]+", TRACEBACK.sub("", words))]
    telling = [each for each in lines if each and not PROGRESS.match(each) and not NOISE.match(each)]
    rejected = next((each.removeprefix("! ") for each in telling if each.startswith("! [")), "")
    said = next((each for each in telling if not each.startswith("! [")), "")
    told = f"{rejected}: {said}" if rejected and said.startswith("remote:") else rejected or said
    return CREDENTIALS.sub("", re.sub(r"\s+", " ", told)).removeprefix("fatal: ").removeprefix("error: ")
