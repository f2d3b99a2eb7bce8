"""A degree and its subject, in a text such as `B.Sc. in Computer Science` or `Physics (MSc)`."""

import re

from vouch.resume.words import DEGREE, SCHOOL

SUBJECT = re.compile(r"[^\W\d_a-z][\w&-]*(?:\s+(?:(?:and|of)\s+)?[^\W\d_a-z][\w&-]*)*")
OTHER_WORD = r"(?!(?:in|en|em|im|at|bei|from|with|and|by|on|to|for|then|the|an?|was|were)\b)[a-zà-ÿ][\w'’-]*"
OF = (
    r"\s+(?:of|der|des)\s+(?:(?:(?:Applied|Fine|Liberal)\s+)?(?:Science|Arts|Philosophy)s?\b(?!\s+(?:and|&|of)\s)"
    rf"|{SUBJECT.pattern})"
)
HONOURS = r"(?:\s*\((?:[Hh]on[^)]*|[A-Z]\.?[A-Za-z]{1,3}\.?(?:[A-Z]\.?)?)\)|\s+[Hh]ons\b\.?)"
PHRASE = re.compile(
    rf"(?:{DEGREE.pattern})[\w'’.-]*(?:{OF})?(?:\s+Degree\b)?(?:\s+{OTHER_WORD}(?:{OF})?)*{HONOURS}?"
)
AREA = re.compile(r"[\s:(（–—-]*(?:(?P<in>in|en|em|im)\s+(?:the\s+)?)?(?P<area>[^\W\d_].*)")
AREA_END = re.compile(r"[,;:()（）|\[]|\s[–—-]+\s|\s(?:with|at|from|by)\s|\.?$")
# ", Logic, and Law"
MORE_AREAS = re.compile(r"(?:,\s+[^\W\d_a-z]\w+)+,?\s+(?:and|&)\s+[^\W\d_a-z]\w+(?:\s+[^\W\d_a-z]\w+)*")
# A grade, or what a degree is for, but no degree and no subject.
NOT_AREA = re.compile(
    r"laude\b|^hons?\b|hono(?:u?rs?|rary)$|with |distinction|first class|gpa\b|grade|facult|fakult"
    r"|department|\.$|degree|minor|major|(?:part|full).?time|teilzeit|evening|online|заочн|очно|student|candidate|abgebrochen",
    re.IGNORECASE,
)
MAX_AREA_WORDS = 8
WORK = re.compile(r"thesis|arbeit\b|dissertation|mémoire", re.IGNORECASE)


def degree_of(text: str) -> tuple[str, str]:
    """The degree as written and its subject; both empty where there is no degree, and for a thesis."""
    found = PHRASE.search(text)
    if not found or WORK.search(found[0]):
        return "", ""
    before, after = text[: found.start()].strip(), text[found.end() :]
    if area := _area_after(after, found[0]):
        return _degree(found[0]), area
    if is_area(subject := before.rstrip(" (,–—-"), found[0]) and not any(map(str.isalnum, after)):
        is_apart = subject != before or not re.search(r"[a-z]{4}", found[0])  # `Physics BSc`
        return (_degree(found[0]), subject) if is_apart else (_degree(f"{before} {found[0]}"), "")
    return _degree(found[0]), ""


def is_area(text: str, degree: str) -> bool:
    """Whether a text beside a degree may be its subject: words, and none of a grade, a degree or a number."""
    is_lower = text[:1].islower() and text[:1].isascii() and not degree[:1].islower()
    return _is_subject(text) and not (is_lower or DEGREE.search(text))


def _is_subject(text: str) -> bool:
    is_short = len(text.split()) <= MAX_AREA_WORDS and re.search(r"[^\W\d_]{2}", text)
    return bool(is_short) and not (re.search(r"\d|@", text) or NOT_AREA.search(text))


def _area_after(text: str, degree: str) -> str:
    found = AREA.match(text)
    if not found:
        return ""
    end = AREA_END.search(found["area"]).start()
    more = MORE_AREAS.match(found["area"], end)
    is_more = more and not SCHOOL.search(more[0])
    area = found["area"][: more.end() if is_more else end].strip()
    return area if (_is_subject(area) if found["in"] else is_area(area, degree)) else ""


def _degree(text: str) -> str:
    """Without the full stop of a sentence: `MSc.`, but `M.Sc.`"""
    return text.removesuffix(".") if text.count(".") == 1 and len(text) > 3 else text
