"""Roles at one employer whose periods overlap."""

from collections.abc import Iterator

from plugins.resume.model import Resume


def overlapping_roles(resume: Resume) -> Iterator[tuple[int, str, str]]:
    yield from ()
