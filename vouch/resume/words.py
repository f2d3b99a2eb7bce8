"""The words by which a résumé shows what something is: roles, degrees, organisations, sections, labels.

They decide only where the form does not. words.toml has them.
"""

import re
import tomllib
from pathlib import Path

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
BEGINS = r"(?<![^\W_])"  # of a word


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split()).replace('_', ' ')})"


def _pattern(*parts: str, flags: int = re.IGNORECASE) -> re.Pattern:
    return re.compile("|".join(parts), flags)


LEGAL = _any(WORDS["legal"]) + r"\b"
_SCHOOLS = (BEGINS + _any(WORDS["school"]), _any(WORDS["school_anywhere"]))
_NAME_WORD = r"[^\W\d_a-zа-я][\w.'’-]*"
_PARTICLES = r"(?:(?:de|da|di|van|von|der|den|la|le|el|bin|al)\s+)*"

ROLE = _pattern(BEGINS + _any(WORDS["role"]), _any(WORDS["role_anywhere"]))
DEGREE = _pattern(BEGINS + _any(WORDS["degree"]), flags=re.NOFLAG)
SCHOOL = _pattern(*_SCHOOLS, rf"(?-i:\b{_any(WORDS['school_name'])}\b)")
ORGANISATION = _pattern(
    rf"\b{LEGAL}",
    *_SCHOOLS,
    BEGINS + _any(WORDS["organisation"]),
    _any(WORDS["organisation_anywhere"]),
)
JOB_IN = _pattern(rf"^{_any(WORDS['job_in'])}(?=\s)", flags=re.NOFLAG)
AT = _pattern(rf"(?:^|\s)(?:{_any(WORDS['at'])}(?:\s|$)|@)", JOB_IN.pattern, flags=re.NOFLAG)
ALONE = _pattern(_any(WORDS["alone"]))
DURATION = _pattern(rf"\W*\d[\d.,½+]*\+?\s*{_any(WORDS['duration'])}(?![^\W\d_])")
GROUPING = _pattern(rf"\W*{_any(WORDS['grouping'])}")
DOCUMENT = _pattern(rf"(?:my )?{_any(WORDS['document'])}")
OTHER_HEADING = _pattern(_any(WORDS["other_heading"]))
LABELS = {part: _pattern(_any(words)) for part, words in WORDS["labels"].items()}
KINDS = [(each["kind"], _pattern(_any(each["words"]))) for each in WORDS["kinds"]]
NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_PARTICLES}{_NAME_WORD}){{1,4}}")


def kind_of(heading: str) -> str:
    """`work`, `volunteer`, `education`, `summary`, `contact` or `aside`; empty where a heading shows none."""
    return next((kind for kind, words in KINDS if words.search(heading)), "")


def label_of(text: str) -> str:
    """Which part of a job a label names: a key of LABELS, or empty."""
    name = text.strip(" :*")
    return next((part for part, words in LABELS.items() if words.fullmatch(name)), "")


def looks_like_name(text: str) -> bool:
    """Whether a heading may be a person's name: some words with capitals, and none of a section's."""
    known = kind_of(text) or any(each.search(text) for each in (ROLE, ORGANISATION, OTHER_HEADING))
    return bool(NAME.fullmatch(text.strip())) and not known
