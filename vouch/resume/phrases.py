"""What a job's heading says beside the role's title and the employer's name, in the author's words."""

import re

from vouch.resume.model import Employer, Line, Role, emoji_name
from vouch.resume.segments import EDGE
from vouch.resume.words import AT, label_of

LABEL = re.compile(r"(?P<label>[^\W\d_]+)(?:\(s\))?\s*:\s*")
EMPTY_BRACKETS = re.compile(r"\(\W*\)|\[\W*\]")


def description_of(employer: Employer, role: Role) -> str:
    """What the author wrote of the employer; of words that no other field has, the role's own alone."""
    heading = employer.heading or employer.roles[0].heading
    if not employer.heading and role != employer.roles[0]:
        return employer.description
    partner = employer.partner.text if employer.partner else ""
    held = (employer.kind, partner, employer.mark, employer.location)
    return ", ".join(filter(None, (_left(each, held) for each in _pieces(heading))))


def kind_of_job(employer: Employer, role: Role) -> str:
    """`contractor`; of roles whose heading does not name the employer, all that it says beside the title."""
    if not employer.heading and role == employer.roles[0]:
        return employer.kind
    shared = employer.kind if employer.heading else ""
    held = (employer.location,)
    beside = ", ".join(filter(None, (_left(each, held) for each in _pieces(role.heading))))
    return ", ".join(filter(None, (shared, beside)))


def _pieces(heading: Line) -> list[str]:
    """The text between the parts."""
    pieces = [""]
    for run in heading:
        if run.part:
            pieces.append("")
        else:
            pieces[-1] += run.text
    return pieces


def _without_label(label: re.Match) -> str:
    """A label of a part that has a field of its own says nothing more: `Position:`."""
    return "" if label_of(label["label"]) else label[0]


def _left(piece: str, held: tuple[str, ...]) -> str:
    """A piece without what other fields hold, the punctuation around that, and brackets around it all."""
    for part in filter(None, held):
        piece = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "", piece, count=1)
    piece = EMPTY_BRACKETS.sub("", LABEL.sub(_without_label, piece)).strip(EDGE)
    if at := AT.match(piece):
        piece = piece[at.end() :].strip(EDGE)
    if not (re.search(r"\w", piece) or emoji_name(piece)):
        return ""
    inner = piece[1:-1]
    whole = piece[:1] + piece[-1:] in ("()", "[]") and not re.search(r"[()\[\]]", inner)
    return " ".join((inner if whole else piece).split())
