"""Anchors of the résumé's roles and lines, `acme-sre`: readable, and the same after the next edit.

A role is named after its employer and its title, or its initials where the author's text uses them. Any
other line is named after its employer or section and its first significant words. Of two equal names the
older one, which comes further down, has no number.
"""

import re
from collections.abc import Iterator
from itertools import chain, count
from typing import TypeAlias

from vouch.resume.assignment import initials, mentions
from vouch.resume.model import Employer, Group, Highlight, Resume, Role, Section, emoji_name, plain

Anchored: TypeAlias = Section | Employer | Role | Group | Highlight

RESERVED_IDS = ("content", "me", "career-trace")  # ids that the templates use
MAX_GIST_WORDS = 3
MAX_SLUG_LETTERS = 48
STOP_WORDS = set(
    "a an and as at been by for from had has have i in into is it its my of on or our that the their "
    "then these this those to was we were which who with".split()
)


def anchors_of(resume: Resume) -> dict[Anchored, str]:
    """The anchor, an id of HTML, of each section, employer, role and line."""
    named = list(chain.from_iterable(map(_of_section, resume.sections)))
    taken, anchors = set(RESERVED_IDS), {}
    for each, name in reversed(named):
        anchors[each] = _free(name, taken)
        taken.add(anchors[each])
    return dict(reversed(anchors.items()))


def slug(text: str) -> str:
    """Lower-case letters and digits of any alphabet, joined by hyphens; whole words as far as they fit."""
    joined = _joined(text)
    if len(joined) <= MAX_SLUG_LETTERS:
        return joined
    cut = joined[:MAX_SLUG_LETTERS]
    return cut.rpartition("-")[0] or cut


def is_anchor(name: str) -> bool:
    """Whether `anchors_of` may give this one, which may be two slugs and a number."""
    return name == _joined(name) != "" and name not in RESERVED_IDS


def _joined(text: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.lower())))


def _free(name: str, taken: set[str]) -> str:
    return next(each for each in chain([name], (f"{name}-{n}" for n in count(2))) if each not in taken)


def _of_section(section: Section) -> Iterator[tuple[Anchored, str]]:
    name = slug(section.heading) or slug(emoji_name(section.heading)) or "section"
    yield section, name
    for employer in section.employers:
        yield from _of_employer(employer)
    yield from _of_groups(section.groups, name)


def _of_employer(employer: Employer) -> Iterator[tuple[Anchored, str]]:
    name = slug(employer.name) or slug(employer.roles[0].title) or "employer"
    yield employer, name
    yield from _of_groups(employer.about, name)
    sentences = " ".join(plain(group.introduction) for group in employer.groups)
    for role in employer.roles:
        short = initials(role.title)
        yield role, f"{name}-{slug(short if mentions(sentences, short) else role.title)}"
        yield from _of_groups(role.groups, name)
    yield from _of_groups(employer.groups, name)


def _of_groups(groups: tuple[Group, ...], name: str) -> Iterator[tuple[Anchored, str]]:
    for group in groups:
        if group.introduction:
            yield group, f"{name}-{_gist(plain(group.introduction))}"
        yield from _of_highlights(group.highlights, name)


def _of_highlights(highlights: tuple[Highlight, ...], name: str) -> Iterator[tuple[Anchored, str]]:
    for each in highlights:
        yield each, f"{name}-{_gist(plain(each.text))}"
        yield from _of_highlights(each.highlights, name)


def _gist(text: str) -> str:
    words = [word for word in text.split() if slug(word) and slug(word) not in STOP_WORDS]
    return slug(" ".join(words[:MAX_GIST_WORDS])) or "line"
