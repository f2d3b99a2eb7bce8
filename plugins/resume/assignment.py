"""Which role at an employer a group of highlights belongs to: the source says it in words, if at all."""

import re

from plugins.resume.model import Employer, Group, Role, plain

UNIMPORTANT = ("a", "an", "and", "at", "for", "in", "of", "on", "the", "to")


def groups_by_role(employer: Employer) -> dict[Role, tuple[Group, ...]]:
    """Every role with its groups, in the author's order of both.

    A group goes to the role that its introducing sentence names, by title or by initials ("as an
    SRE"); the rest go to the newest role that is left, or to the newest of all if none is.
    """
    named = {group: _named(plain(group.introduction), employer.roles) for group in employer.groups}
    left = [role for role in employer.roles if role not in named.values()]
    newest = (left or employer.roles)[0]
    return {
        role: tuple(group for group in employer.groups if (named[group] or newest) == role)
        for role in employer.roles
    }


def initials(title: str) -> str:
    """`SRE` for "Site Reliability Engineer", `VPE` for "VP of Engineering"; empty for a single word."""
    words = [word for word in re.findall(r"\w+", title) if word.lower() not in UNIMPORTANT]
    letters = (word if word.isupper() else word[0].upper() for word in words)
    return "".join(letters) if len(words) > 1 else ""


def says(sentence: str, name: str) -> bool:
    """Whether a name stands in a sentence as words of their own."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) is not None


def _named(sentence: str, roles: tuple[Role, ...]) -> Role | None:
    """The role with the longest title, or else with the initials, that stands in the sentence."""
    titled = [role for role in roles if says(sentence.lower(), role.title.lower())]
    if titled:
        return max(titled, key=lambda role: len(role.title))
    return next((role for role in roles if says(sentence, initials(role.title))), None)
