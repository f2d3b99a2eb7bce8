"""Decides to which roles at an employer each group of highlights belongs, by place or by its sentence."""

import re
from collections.abc import Iterator

from vouch.resume.model import Employer, Group, Role, plain

AS_A = re.compile(r"\bas (?:an?|the) $", re.IGNORECASE)
SKIPPED_IN_INITIALS = ("a", "an", "and", "at", "for", "in", "of", "on", "the", "to")


def roles_by_group(employer: Employer) -> dict[Group, tuple[Role, ...]]:
    """Every group with the roles in which this was done, in the author's order of both.

    A group below a role's own heading is that role's. One below them all goes to the role that its
    introducing sentence names, by title or by initials ("as an SRE"); the rest belong to all the roles
    that are left, or to all of them if none is.
    """
    own = {group: (role,) for role in employer.roles for group in role.groups}
    named = {group: _role_named_in(plain(group.introduction), employer.roles) for group in employer.groups}
    taken = {*named.values(), *(role for (role,) in own.values())}
    left = tuple(role for role in employer.roles if role not in taken) or employer.roles
    return own | {group: (role,) if role else left for group, role in named.items()}


def groups_by_role(employer: Employer) -> dict[Role, tuple[Group, ...]]:
    """Every role with its groups; what several roles share is in each of them."""
    found = roles_by_group(employer)
    return {role: tuple(each for each, roles in found.items() if role in roles) for role in employer.roles}


def spans(employer: Employer) -> dict[tuple[Role, ...], tuple[Group, ...]]:
    """Roles that share all of their groups and follow each other in time, together; the others alone."""
    found: dict[tuple[Role, ...], tuple[Group, ...]] = {}
    above: tuple[Role, ...] = ()
    for role, groups in groups_by_role(employer).items():
        shares = above and groups and groups == found[above] and _are_adjacent(above[-1], role)
        if shares:
            del found[above]
        above = (*above, role) if shares else (role,)
        found[above] = groups
    return found


def _are_adjacent(one: Role, other: Role) -> bool:
    return one.period.continues(other.period) or other.period.continues(one.period)


def initials(title: str) -> str:
    """`SRE` for "Site Reliability Engineer", `VPE` for "VP of Engineering"; empty for a single word."""
    words = [word for word in re.findall(r"\w+", title) if word.lower() not in SKIPPED_IN_INITIALS]
    letters = (word if word.isupper() else word[0].upper() for word in words)
    return "".join(letters) if len(words) > 1 else ""


def mentions(sentence: str, name: str) -> bool:
    """Whether a name occurs in a sentence as whole words."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) is not None


def _role_named_in(sentence: str, roles: tuple[Role, ...]) -> Role | None:
    """The role that the author had, by the sentence: one after "as a" wins over other mentions.

    Of two at one place the longer title wins. Initials that two roles share name neither.
    """
    found = [(*place, role) for role in roles for place in _mentions(sentence, role, roles)]
    return min(found, key=lambda each: each[:3])[-1] if found else None


def _mentions(sentence: str, role: Role, roles: tuple[Role, ...]) -> Iterator[tuple[bool, int, int]]:
    """For each mention: whether it lacks an "as a", where it begins, and its length, negative."""
    short = initials(role.title)
    doubtful = [initials(each.title) for each in roles].count(short) > 1
    for name in {role.title, "" if doubtful else short} - {""}:
        words = rf"(?<!\w){re.escape(name)}(?!\w)"
        for mention in re.finditer(words, sentence):
            yield not AS_A.search(sentence[: mention.start()]), mention.start(), -len(name)
        if name == role.title:  # without "as", "an engineer" is anybody
            for mention in re.finditer(rf"\bas (?:an?|the) (?P<title>{words})", sentence, re.IGNORECASE):
                yield False, mention.start("title"), -len(name)
