"""Changes sources and has the site read them: all changes stay, or none if a build would refuse one."""

import io
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pelican import Pelican
from pelican.contents import Content

import vouch.sources.problem_log  # noqa: F401 (first, so that it captures warnings of later imports)
from vouch.build.pelican_process import collected_problems
from vouch.build.settings_file import settings_of
from vouch.sources.problem_log import take_problems

SETTINGS = "pelicanconf.py"
CONFLICT = re.compile(r"(?P<path>[^:]+):\d+: (?P<what>the address \S+ belongs to) (?P<owner>.+);")

Files = Mapping[Path, bytes | None]  # what each is to contain; None removes it


class NotEdited(Exception):
    """All files are as they were. The message has one line per reason."""


@dataclass(frozen=True)
class ReadSite:
    """The site as the next build would read it, with its problems, one line each."""

    settings: dict
    problems: list[str]

    @cached_property
    def contents(self) -> dict[str, Content]:
        """Articles and pages by their paths below content/."""
        return {each.relative_source_path: each for each in self.settings["SITE"].all_contents}


def read_site(root: Path) -> ReadSite:
    """Raises NotEdited if the settings cannot be read."""
    settings = None
    with tempfile.TemporaryDirectory() as output, chdir(root), redirect_stdout(io.StringIO()):
        with collected_problems(SETTINGS, Path(output)) as problems:
            settings = settings_of(Path(SETTINGS), {"OUTPUT_PATH": output}, asked_for=())
            Pelican(settings).run()
        problems += take_problems()
    if settings is None or not hasattr(settings["SITE"], "context"):
        raise NotEdited("\n".join(problems))
    return ReadSite(settings, problems)


@contextmanager
def edited(root: Path, before: ReadSite, files: Files) -> Iterator[ReadSite]:
    """Exchange files and yield the site as it is then.

    Everything is put back if the site has a new problem, or if what follows fails. Raises NotEdited.
    """
    earlier = {path: path.read_bytes() if path.exists() else None for path in files}
    try:
        _exchange(files)
    except OSError as error:
        raise NotEdited(f"{error.filename}: {error.strerror}; make room, and the folder writable") from error
    try:
        after = read_site(root)
        if new := [each for each in after.problems if each not in before.problems]:
            raise NotEdited("\n".join(_as_conflict(each, root, files) for each in new))
        yield after
    except BaseException:
        _exchange(earlier)
        raise


def _exchange(files: Files) -> None:
    """Write and remove files, after it is certain that there is room for all."""
    with ExitStack() as stack:
        written = []
        for path, data in files.items():
            if data is not None:
                temporary = path.with_name(f".{path.name}.tmp")
                stack.callback(temporary.unlink, missing_ok=True)
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary.write_bytes(data)
                if path.exists():
                    shutil.copymode(path, temporary)
                written.append((temporary, path))
        for temporary, path in written:
            temporary.replace(path)
        for path, data in files.items():
            if data is None:
                path.unlink(missing_ok=True)


def _as_conflict(problem: str, root: Path, files: Files) -> str:
    """Names the other source that has an address: the build may report it at either of them."""
    if not (found := CONFLICT.match(problem)):
        return problem
    is_ours = root / found["path"] in files
    return f"{found['what']} {found['owner'] if is_ours else found['path']}; choose another"
