"""A temporary bare repository for one publish.

It borrows the objects and the remote configuration of the author's repository, which is never written.
"""

import os
from dataclasses import replace
from pathlib import Path

from vouch.publish.git import Git
from vouch.publish.repository import Repository

REMOTE = "there"  # its name in the bare repository


def bare_repository(repository: Repository, remote: str, folder: Path) -> Git:
    """Create it in `folder`, which must not exist; returns a Git that works in it, with the remote as REMOTE.

    Raises Refused if there is no such remote.
    """
    settings = [*repository.remote_settings(remote, REMOTE), ("fetch.fsckObjects", "true")]
    options = ("--quiet", "--bare", "--template=", f"--object-format={repository.algorithm}")
    repository.git.read("init", *options, folder)
    if repository.is_complete:
        borrowed = folder / "objects/info/alternates"
        borrowed.parent.mkdir(parents=True, exist_ok=True)
        borrowed.write_bytes(os.fsencode(repository.common / "objects") + b"\n")
    return replace(repository.git, environment={**repository.identity, **_environment(folder, settings)})


def _environment(folder: Path, settings: list[tuple[str, str]]) -> dict[str, str]:
    """Variables that give git these settings and no others.

    Programs that serve a remote on this machine read safe.directory only from the global file.
    """
    trusted = folder / "trusted"
    lines = (f'\tdirectory = "{_escaped(value)}"\n' for key, value in settings if key == "safe.directory")
    trusted.write_bytes(os.fsencode(f"[safe]\n{''.join(lines)}"))
    variables = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings):
        variables |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    only_these = {"GIT_CONFIG_PARAMETERS": "", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": str(trusted)}
    return {**variables, **only_these, "GIT_DIR": str(folder)}


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
