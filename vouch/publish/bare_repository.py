"""A bare repository of our own, which is thrown away after a publish.

The author's repository lends it its objects and the way to its remotes, and gets nothing written into it.
"""

import os
from dataclasses import replace
from pathlib import Path

from vouch.publish.git import Git
from vouch.publish.repository import Repository

REMOTE = "there"


def bare_repository(repository: Repository, remote: str, folder: Path) -> Git:
    """Make it in `folder`, which must not be there; returns git to work in it, where the remote is REMOTE.

    Raises Refused where there is no such remote.
    """
    settings = [*repository.way_to(remote, REMOTE), ("fetch.fsckObjects", "true")]
    options = ("--quiet", "--bare", "--template=", f"--object-format={repository.algorithm}")
    repository.git.read("init", *options, folder)
    if repository.may_be_borrowed:
        borrowed = folder / "objects/info/alternates"
        borrowed.parent.mkdir(parents=True, exist_ok=True)
        borrowed.write_bytes(os.fsencode(repository.common / "objects") + b"\n")
    return replace(repository.git, environment={**repository.identity, **_environment(folder, settings)})


def _environment(folder: Path, settings: list[tuple[str, str]]) -> dict[str, str]:
    """Settings as git takes them from its environment, and no others.

    The programs that serve a remote on this machine hear the global file alone: of safe.directory.
    """
    trusted = folder / "trusted"
    lines = (f'\tdirectory = "{_escaped(value)}"\n' for key, value in settings if key == "safe.directory")
    trusted.write_bytes(os.fsencode(f"[safe]\n{''.join(lines)}"))
    variables = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings):
        variables |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    alone = {"GIT_CONFIG_PARAMETERS": "", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": str(trusted)}
    return {**variables, **alone, "GIT_DIR": str(folder)}


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
