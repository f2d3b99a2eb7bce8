"""A résumé says the same in whatever shape its jobs are written, and loses neither a word nor a date."""

import re
from collections import Counter

import pytest
from hypothesis import Phase, given, settings, strategies as st

from tests.resume import resume_of, words_of
from tests.resume.shapes import SHAPES, WITH_PLACES, Done, Job, Writer
from vouch.resume.assignment import groups_by_role
from vouch.resume.claims import lines
from vouch.resume.date_words import PRESENT
from vouch.resume.model import plain
from vouch.resume.periods import Period, YearMonth

READING = settings(max_examples=60, phases=set(Phase) - {Phase.explain}, report_multiple_bugs=False)
SECTIONS = {
    "en": "Work Experience",
    "de": "Berufserfahrung",
    "fr": "Expérience professionnelle",
    "es": "Experiencia laboral",
    "ru": "Опыт работы",
}
TITLES = {
    "en": ("Developer", "Senior Site Reliability Engineer", "VP of Engineering", "CTO"),
    "de": ("Softwareentwickler", "Leiter der Entwicklung"),
    "fr": ("Ingénieur logiciel", "Directeur technique"),
    "es": ("Desarrollador web", "Jefa de proyecto"),
    "ru": ("Разработчик", "Ведущий инженер"),
}
NAMES = st.sampled_from(
    [
        "Acme",
        "Harbour Inc.",
        "ООО Ромашка",
        "Fjord GmbH",
        "University of Riga",
        "IBM",
        "Café & Co.",
        "3M",
        "eBay",
        "Acme, Inc.",
    ]
)
PLACES = st.sampled_from(["", "Berlin, Germany", "Montreal, QC, Canada"])
ITEMS = st.sampled_from(
    ["built it", "Go, Python and *C*", "grew from 5 to 50 people in 2016", "moved it to AWS, 2014 — 2015;"]
)
PARAGRAPHS = st.sampled_from(["", "We made a shop that sold 100 books a day in 2017."])
DASHES = st.sampled_from([" — ", " – ", " - "])


@st.composite
def periods(draw):
    points = st.builds(YearMonth, st.integers(1960, 2030), st.none() | st.integers(1, 12))
    start, end = draw(points), draw(st.none() | points)
    if end and end.latest < start.earliest:
        start, end = end, start
    return Period(start, None if start == end else end)


@st.composite
def jobs(draw, language, shares):
    titles = st.sampled_from([*TITLES[language], *TITLES["en"]])
    roles = st.builds(Done, titles, periods(), PARAGRAPHS, st.lists(ITEMS, max_size=2).map(tuple))
    found = draw(st.lists(roles, min_size=1, max_size=3))
    if shares:
        found = [Done(each.title, each.period, found[0].paragraph, found[0].items) for each in found]
    address = draw(st.sampled_from(["", "https://a.example"]))
    return Job(draw(NAMES), address, draw(PLACES), tuple(found))


@st.composite
def sections(draw, shape):
    """Jobs, a writer of them, the language, and the text in this shape."""
    language = draw(st.sampled_from([*SECTIONS]))
    dash = draw(DASHES)

    def as_text(period):
        ends = (
            period.start.in_words(language),
            period.end.in_words(language) if period.end else PRESENT.get(language)[0],
        )
        return dash.join(ends)

    writer = Writer(as_text, language)
    found = draw(st.lists(jobs(language, shape is Writer.bold), min_size=1, max_size=3))
    heading = SECTIONS[language]
    blocks = ["Ann Lee\n=======\n\nI build things.", f"{heading}\n{'-' * len(heading)}"]
    for job in found:
        blocks += shape(writer, job)
    return found, as_text, language, "\n\n".join(blocks) + "\n"


def said(job):
    for each in job.roles:
        texts = [each.paragraph, *each.items] if each.paragraph else [*each.items]
        yield job.name, job.address, each.title, each.period, [one.replace("*", "") for one in texts]


def read(resume):
    for employer in resume.employers:
        for role, groups in groups_by_role(employer).items():
            texts = [plain(text) for _, text in lines(groups)]
            yield employer.name, employer.address, role.title, role.period, texts


def words(text):
    return re.findall(r"\w+", text)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@READING
@given(st.data())
def test_a_job_is_the_same_in_any_shape(shape, data):
    found, as_text, language, source = data.draw(sections(shape))
    resume = resume_of(source, language)
    assert [*read(resume)] == [each for job in found for each in said(job)]
    if shape in WITH_PLACES:
        assert [each.location for each in resume.employers] == [job.place for job in found for _ in job.roles]
    periods = [each.period for job in found for each in job.roles]
    source = re.sub(r"`([^<`]+) <[^>]+>`__|^:?(?:- )?Duration:", r"\1", source, flags=re.MULTILINE)
    expected = Counter(words(source)) - Counter(one for each in periods for one in words(as_text(each)))
    kept = Counter(words_of(resume)) - Counter(one for each in periods for one in words(str(each)))
    assert kept == expected
