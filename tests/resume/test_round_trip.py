"""Whatever a résumé says reads back as itself, its other forms say all of it, and no word is lost."""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from wcwidth import wcswidth

from tests.resume import resume_of
from tests.resume.written import written
from tests.validators import json_resume_errors
from vouch.resume.anchors import anchors_of, is_anchor
from vouch.resume.assignment import groups_by_role, roles_by_group
from vouch.resume.claims import highlights, lines
from vouch.resume.contacts import is_contact
from vouch.resume.json_resume import json_resume
from vouch.resume.model import Employer, Group, Highlight, Photo, Resume, Role, Run, Section, plain
from vouch.resume.periods import Period, YearMonth
from vouch.resume.plain_text import plain_text

# A whole résumé takes long to draw on a busy machine, and to shrink: no last phase, and one fault at a time.
READING = settings(
    max_examples=60,
    phases=set(Phase) - {Phase.explain},
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)
OTHER_FORMS = settings(READING, max_examples=20)

JOINED = st.sampled_from([" ", ", ", " (", ""])
ANY = st.text(st.characters(categories=("L", "M", "N", "S")), min_size=1, max_size=6)
SAID = "Go C++ e.g., don't “quoted” «и» 「の」 # служба δοκιμή サーバー مهندس 5\u00a0kg 🚀 🛠️ longer-than-most"
SIGNS = r"- + .. 1. (a) [1]_ snake_case __init__ 2*3 ** ` |x| a:b :: C:\n \ <b> & me@home 50% — …"
WORDS = st.sampled_from([*SAID.split(" "), *SIGNS.split(" ")])
TEXT = st.lists(WORDS, min_size=1, max_size=4).map(" ".join) | ANY
ADDRESSES = st.sampled_from(
    [
        "https://a.example",
        "http://b.example/c_d_",
        "/local.html",
        "https://c.example/?a=b&c=*#d",
        "mailto:a@b.c",
    ]
)
NAMES = st.sampled_from(["Ann Lee", "José O'Neill", "Иван Петров", "Νίκος Παππάς", "山田太郎", "Ann_Lee*"])
COMPANIES = st.sampled_from(
    ["Acme", "Harbour.io", "ООО Ромашка", "メルカリ", "Σίγμα & Co.", "snake_case", "A: B"]
)
TITLES = st.sampled_from(
    ["Developer", "Site Reliability Engineer", "VP of R&D", "開発者", "*Star* of C++", "1. Chef"]
)
LOCATIONS = st.sampled_from(["", "Montreal, QC, Canada", "St. John's, NL", "東京", "Алматы, Казахстан"])
OF_JOBS = st.sampled_from(["Work", "Опыт", "職歴", "Volunteer: *"])
HEADINGS = st.sampled_from(["🎓", "Education", "Open-source projects", "Talks", "Skills: *", "Profile"])
NOTHING = st.just(())
NO_LINE = st.just(0)


def merged(line):
    """Runs of one style side by side look like one, and are read as one."""
    kept = [run for run in line if run.text]
    alike = groupby(kept, lambda run: run.with_text(""))
    return tuple(style.with_text("".join(run.text for run in runs)) for style, runs in alike)


def several(values, least=0, most=2):
    return st.lists(values, min_size=least, max_size=most).map(tuple)


LINKS = st.builds(Run, TEXT, ADDRESSES)
CODE = st.builds(Run, st.sampled_from(["go test", "*args", "a  b", r"C:\dir", "x_"]), literal=st.just(True))
STRONG = st.builds(Run, TEXT, strong=st.just(True))
EMPHASIS = st.builds(Run, TEXT, emphasis=st.just(True))
PIECES = st.lists(st.builds(Run, TEXT) | CODE | STRONG | EMPHASIS | LINKS, min_size=1, max_size=4)
LINES = st.builds(
    lambda pieces, joint: merged((pieces[0], *(run for each in pieces[1:] for run in (Run(joint), each)))),
    PIECES,
    JOINED,
)
# A paragraph that begins in bold is a job, unless it ends with a colon.
INTRODUCTIONS = LINES.map(lambda line: merged((*line, Run(":"))) if line[0].strong else line)
INNER = st.builds(Highlight, LINES, NO_LINE)
HIGHLIGHTS = several(st.builds(Highlight, LINES, NO_LINE, several(INNER)))


@st.composite
def groups(draw, least=0):
    found = []
    for introduction, listed in draw(several(st.tuples(NOTHING | INTRODUCTIONS, HIGHLIGHTS), least, 3)):
        introduced = found and not found[-1].highlights  # the list would be the last paragraph's
        if introduction or (listed and not introduced):
            found.append(Group(introduction, listed, 0))
    return tuple(found)


@st.composite
def periods(draw, one_date=True):
    points = st.builds(YearMonth, st.integers(1900, 2100), st.none() | st.integers(1, 12))
    start, end = draw(points), draw(st.none() | points)
    if end and end.latest < start.earliest:
        start, end = end, start
    return Period(start, None if start == end and not one_date else end)


PHRASES = st.sampled_from(["", " part time", ", remote", " (по совместительству) 🎉"])


def role(title, period, phrase):
    return Role(title, period, 0, merged((Run(title, part="title"), *phrase)))


EARLIER = st.builds(role, TITLES, periods(), PHRASES.map(lambda text: (Run(text),)))
KINDS = [
    ("", " at "),
    ("", " @"),
    ("contractor", " contractor at "),
    ("part-time", ", part-time, at "),
    ("", ", "),
]


@st.composite
def employers(draw):
    name, address, mark = (
        draw(COMPANIES),
        draw(st.just("") | ADDRESSES),
        draw(st.sampled_from(["", "🚀", "🤌 🛠️"])),
    )
    kind, before = draw(st.sampled_from(KINDS if address else KINDS[:-1]))  # a comma alone needs the link
    description = draw(st.sampled_from(["", "icon *fonts* generator", "финтех"])) if address else ""
    partner = draw(st.none() | st.builds(Run, COMPANIES, ADDRESSES)) if address else None
    both = (Run(" ("), partner, Run(")")) if partner else ()
    beside = Run(f"{before}{description} " if description else before), Run(f" {mark}" if mark else "")
    phrase = (beside[0], Run(name, address, part="name"), *both, beside[1])
    # The first role's two dates distinguish a job from a paragraph that begins in bold.
    roles = (role(draw(TITLES), draw(periods(one_date=False)), phrase), *draw(several(EARLIER)))
    return Employer(name, address, kind, description, partner, mark, "", (), (), roles, draw(groups()), 0)


JOBS = st.builds(Section, OF_JOBS, several(employers(), 1), groups(), NO_LINE)
OTHERS = st.builds(Section, HEADINGS, NOTHING, groups(1).filter(bool), NO_LINE)
MAIL, PAGE = Run("a@b.example", "mailto:a@b.example"), Run("https://a.example/b", "https://a.example/b")
CONTACTS = LINES | st.sampled_from([(MAIL,), (Run("Mail: "), MAIL), (PAGE,), (Run("+1 555 0100"),)])
PHOTOS = st.builds(Photo, st.sampled_from(["_static/talk.jpg", "/me.png"]), NAMES, NO_LINE)


SUMMARIES = LINES.filter(lambda line: not is_contact(line))


@st.composite
def resumes(draw):
    place, contacts, summary = draw(LOCATIONS), draw(several(CONTACTS, most=3)), draw(several(SUMMARIES))
    remarks = ((Run(f"Based in {place}. Remote."),),) if place else ()
    sections = draw(st.permutations([draw(JOBS), *draw(several(JOBS | OTHERS))]))
    if not contacts:  # all above the sections is the summary then
        summary, remarks = summary + remarks, ()
    return Resume(draw(NAMES), summary, contacts, place, remarks, tuple(sections), draw(st.none() | PHOTOS))


def without_lines(value):
    if isinstance(value, tuple):
        return merged(value) if value and isinstance(value[0], Run) else tuple(map(without_lines, value))
    if not is_dataclass(value):
        return value
    found = {each.name: without_lines(getattr(value, each.name)) for each in fields(value)}
    return replace(value, **({**found, "line": 0} if "line" in found else found))


@pytest.mark.slow
@READING
@given(resumes(), st.booleans())
def test_a_resume_reads_back_as_itself(resume, named_targets):
    assert without_lines(resume_of(written(resume, named_targets))) == resume


READ = resumes().map(lambda resume: resume_of(written(resume)))
SITE = "https://ann.example/"


def absolute(address):
    return urljoin(SITE, address) if address else ""


def strings(value):
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for each in inner for text in strings(each)]
    return [value]


def words(texts):
    return re.findall(r"\w+", " ".join(texts))


def iso(point):
    return "" if point is None else f"{point.year}-{point.month:02}" if point.month else f"{point.year}"


def done(role, groups):
    period = role.period
    listed = [plain(text) for group in groups for _, text in highlights(group.highlights)]
    return role.title, iso(period.start), iso(period.end), listed


def roles_of(entry):
    """Each role of an entry with its dates, and what was done in all of them."""
    for each in entry.get("roles", [entry]):
        yield each["position"], each["startDate"], each.get("endDate", ""), entry.get("highlights", [])


@pytest.mark.slow
@OTHER_FORMS
@given(READ)
def test_json_has_every_role_with_its_dates_and_all_that_was_done_in_it(resume):
    document = json_resume(resume, SITE, f"{SITE}resume.json", absolute)
    assert json_resume_errors(json.loads(json.dumps(document))) == []
    for kind, field in (("work", "work"), ("volunteer", "volunteer")):
        sections = [each for each in resume.sections if each.kind == kind]
        jobs = [groups_by_role(one) for each in sections for one in each.employers]
        found = [role for entry in document.get(field, []) for role in roles_of(entry)]
        assert found == [done(*each) for job in jobs for each in job.items()]
    groups = [group for each in resume.sections for group in each.groups]
    listed = [plain(text) for group in groups for _, text in highlights(group.highlights)]
    assert Counter(words(listed)) <= Counter(words(strings(document)))


@pytest.mark.slow
@OTHER_FORMS
@given(READ)
def test_an_entry_of_several_roles_has_no_gap_and_says_when_each_of_them_was(resume):
    document = json_resume(resume, SITE, f"{SITE}resume.json", absolute)
    for entry in (each for each in document.get("work", []) if "roles" in each):
        starts = [each["startDate"] for each in entry["roles"]]
        ends = [each.get("endDate", "") for each in entry["roles"]]
        assert entry["startDate"][:4] == min(starts)[:4]
        assert entry.get("endDate", "")[:4] == ("" if "" in ends else max(ends)[:4])
        assert [each for each in entry["roles"] if f"{each['position']}, " not in entry["summary"]] == []
        assert [each for each in (*starts, *ends) if each[:4] not in entry["summary"]] == []


def in_order(resume):
    """All that the source says, in its order."""
    yield from (resume.name, *map(plain, (*resume.summary, *resume.contacts, *resume.remarks)))
    for section in resume.sections:
        yield section.heading
        yield from (plain(text) for _, text in lines(section.groups))
        for employer in section.employers:
            for role in employer.roles:
                yield from (plain(role.heading), str(role.period))
            yield from (plain(text) for _, text in lines(employer.groups))


@pytest.mark.slow
@OTHER_FORMS
@given(READ)
def test_plain_text_has_every_word_in_order_on_narrow_lines_with_the_punctuation_of_ascii(resume):
    text, source = plain_text(resume, absolute), words(in_order(resume))
    assert words([text])[: len(source)] == source
    wide = [line.strip(" -").split() for line in text.splitlines() if wcswidth(line) > 72]
    assert [each for each in wide if len(each) > 1] == []
    assert [each for each in text if unicodedata.category(each)[0] in "PZ" and not each.isascii()] == []


@pytest.mark.slow
@OTHER_FORMS
@given(READ)
def test_every_anchor_is_unique_and_can_be_an_id(resume):
    anchors = Counter(anchors_of(resume).values())
    assert [each for each, times in anchors.items() if times > 1 or not re.fullmatch(r"\S+", each)] == []
    assert [each for each in anchors if not is_anchor(each)] == []


@pytest.mark.slow
@OTHER_FORMS
@given(READ)
def test_every_group_belongs_to_one_role_or_to_all_that_no_other_group_names(resume):
    for employer in (each for section in resume.sections for each in section.employers):
        found, by_group = groups_by_role(employer), roles_by_group(employer)
        assert tuple(found) == employer.roles
        assert {*by_group} == {*employer.groups, *(each for role in employer.roles for each in role.groups)}
        assert all(group in found[role] for group, roles in by_group.items() for role in roles)
        shared = {roles for roles in by_group.values() if len(roles) > 1}
        alone = {role for roles in by_group.values() if len(roles) == 1 for role in roles}
        assert shared <= {tuple(each for each in employer.roles if each not in alone), employer.roles}
