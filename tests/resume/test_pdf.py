"""The PDF as readers and their tools take it: pages, tags, language, text, the same bytes each time."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from tests.conftest import OWNER, ROOT, not_tested
from tests.resume import EXAMPLE, HEAD, JOB, TARGET, WORK, resume_of, without_markup
from vouch.resume.json_sections import Absolute
from vouch.resume.machine_view import machine_view, view_of_text
from vouch.resume.model import Group, Highlight, Run
from vouch.resume.pdf import resume_pdf
from vouch.resume.periods import Period, YearMonth
from vouch.resume.plain_text import plain_text
from vouch.sources.problem_log import BrokenSite
from vouch.sources.problems import SourceError

RESUME = resume_of(EXAMPLE)
SIZES = {"us-letter": (612, 792), "a4": (595, 842)}


def pdf_of(text: str, folder: Path, paper: str = "a4") -> Path:
    return _written(resume_of(text), folder, paper)


def _written(resume, folder: Path, paper: str = "a4", absolute: Absolute = str, language: str = "en") -> Path:
    file = folder / "resume.pdf"
    file.write_bytes(resume_pdf(ROOT / "theme", folder / "kept", paper, resume, language, absolute))
    return file


def text_of(file: Path, *options: str) -> str:
    if not shutil.which("pdftotext"):
        not_tested("no pdftotext: the PDF was NOT read by it (Debian: apt install poppler-utils)")
    command = ["pdftotext", *options, file, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("paper", SIZES)
def test_the_resume_has_the_size_of_either_paper(tmp_path, paper):
    (page,) = PdfReader(_written(RESUME, tmp_path, paper)).pages
    assert tuple(round(float(each)) for each in page.mediabox[2:]) == SIZES[paper]


def _jobs(number: int) -> str:
    years = range(2000, 2000 - number, -1)
    return "".join(f"**Developer** at Acme\n{year} — {year + 1}\n\n- built it\n\n" for year in years)


def pages_and_size(jobs: int, folder: Path) -> tuple[int, float]:
    """How many pages these jobs take, and the size in which their highlights are set."""
    pages = PdfReader(pdf_of(HEAD + WORK + _jobs(jobs), folder)).pages
    sizes = {}
    pages[0].extract_text(
        visitor_text=lambda text, _, at, __, size: sizes.update({text.strip(): size * at[0]})
    )
    return len(pages), round(sizes["built it"], 1)


def test_a_resume_takes_one_page_in_the_largest_size_in_which_it_fits_or_several(tmp_path):
    found = [pages_and_size(jobs, tmp_path) for jobs in (1, *range(18, 24), 40)]
    sizes = [size for pages, size in found if pages == 1]
    assert found == [*((1, size) for size in sizes), *[(2, 10.5)] * (len(found) - len(sizes))]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], min(sizes) >= 9.3, len(set(sizes)) > 4) == (11.0, True, True)


def test_what_is_printed_on_one_paper_fits_the_other(tmp_path):
    across, down = 612 - 595, 842 - 792
    for paper, (width, height) in SIZES.items():
        _written(RESUME, tmp_path, paper)
        boxes = re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">',
            text_of(tmp_path / "resume.pdf", "-bbox"),
        )
        left, top, right, bottom = (list(map(float, each)) for each in zip(*boxes, strict=True))
        assert min(left) > across / 2
        assert max(right) < width - across / 2
        assert min(top) > down / 2
        assert max(bottom) < height - down / 2


def test_the_pdf_is_tagged_for_screen_readers(tmp_path):
    reader = PdfReader(_written(RESUME, tmp_path))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (an object of PDF)
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Nadia Okonkwo"
    assert reader.metadata.author == "Nadia Okonkwo"
    assert re.search(rb"pdfuaid:part\D*1", root["/Metadata"].get_object().get_data())


def test_the_same_resume_gives_the_same_bytes(tmp_path):
    first = _written(RESUME, tmp_path).read_bytes()
    assert _written(RESUME, tmp_path).read_bytes() == first


def test_every_reader_of_pdf_finds_the_words_of_the_source_in_its_order(tmp_path):
    file = _written(RESUME, tmp_path)
    by_pypdf = "\n".join(each.extract_text() for each in PdfReader(file).pages)
    by_pdftotext = (text_of(file, *options) for options in ((), ("-layout",), ("-raw",)))
    source = without_markup(EXAMPLE).replace("—", "").split()
    for text in (extract_text(file), by_pypdf, *by_pdftotext):
        words, _, addresses = re.sub("[•–]", "", text).replace("’", "'").rpartition("Links")
        assert words.split() == source
        assert (
            addresses.split()
            == (
                "consensus: talks.example/consensus · write-ahead logs: talks.example/wal"
                " · documentation: docs.shelfmark.example"
            ).split()
        )


LINKS = (
    "`talk <https://t.example/a>`_, `code <https://ann.example/code>`_, `mail <mailto:ann@b.example>`_,"
    " https://bare.example, `page </a.html>`_ and `+1 55 <tel:+155>`_."
)


@pytest.mark.parametrize(
    ("contacts", "listed"),
    [
        ("", "talk: t.example/a · code: ann.example/code · mail: ann@b.example · page: ann.example/a.html"),
        ("- https://ann.example\n\n", "talk: t.example/a · mail: ann@b.example"),
        ("- `Me <https://ann.example>`_\n\n", "Me: ann.example · talk: t.example/a · mail: ann@b.example"),
    ],
)
def test_paper_has_the_addresses_that_no_contact_leads_to(tmp_path, contacts, listed):
    resume = resume_of(f"{HEAD}{contacts}{WORK}{JOB}{LINKS}\n\n{TARGET}")
    file = _written(resume, tmp_path, absolute=partial(urljoin, "https://ann.example"))
    text = PdfReader(file).pages[0].extract_text()
    assert " ".join(text.rpartition("Links")[2].split()) == listed
    assert machine_view(file).highlights == ("built it",)


def test_the_addresses_do_not_cost_a_page(tmp_path):
    head = HEAD.replace("things", f"`things <https://a.example/{'long/' * 150}>`_")
    full = max(jobs for jobs in range(16, 30) if pages_and_size(jobs, tmp_path)[0] == 1)
    for jobs, listed in (10, True), (full, False):
        (page,) = PdfReader(pdf_of(head + WORK + _jobs(jobs), tmp_path)).pages
        assert ("Links" in page.extract_text()) == listed


def test_what_pdftotext_gives_is_enough_to_recover_jobs_and_highlights(tmp_path):
    found = view_of_text(text_of(_written(RESUME, tmp_path), "-layout"))
    assert [(each.title.split(" at ")[0], each.dates, len(each.highlights)) for each in found.entries] == [
        ("Staff Engineer", "March 2020 – November 2023", 0),
        ("Senior Engineer", "May 2017 – March 2020", 0),
        ("Engineer", "June 2015 – May 2017", 7),
        ("Python Developer contractor", "January 2015 – June 2015", 2),
        ("Junior Developer", "September 2013 – December 2014", 2),
    ]


@pytest.mark.parametrize("heading", ["Skills", "🛠️", f"My {'many and various ' * 8}skills"])
@pytest.mark.parametrize("below", ["I speak:\n\n", "**Guide** at a museum\n2003 — 2004\n\n", ""])
def test_the_highlights_of_a_job_end_at_the_next_heading(tmp_path, heading, below):
    skills = f"{heading}\n{'-' * 200}\n\n{below}- Go\n- Python\n\n"
    job = HEAD + WORK + JOB + "Then I ran it.\n\n- for a year\n\n"
    found = machine_view(pdf_of(job + skills + TARGET, tmp_path))
    assert found.entries[0].highlights == ("built it", "for a year")
    assert [each.title for each in found.entries[1:]] == ["Guide at a museum"] * ("museum" in below)
    assert found.sections == ("Work", f"{heading} Hammer and wrench" if heading == "🛠️" else heading)


def test_the_highlights_of_an_employer_are_no_role_s(tmp_path):
    (job,) = resume_of(HEAD + WORK + JOB + TARGET).employers
    heading, about = (Run("Foundry", part="name"),), Group((), (Highlight((Run("two ships"),), 0),), 0)
    roles = tuple(
        replace(job.roles[0], title=title, heading=(Run(title, part="title"),), groups=job.groups)
        for title in ("Lead", "Developer")
    )
    foundry = replace(job, heading=heading, about=(about,), roles=roles, groups=())
    resume = resume_of(HEAD + WORK + JOB + TARGET)
    section = replace(resume.sections[0], employers=(job, foundry))
    found = machine_view(_written(replace(resume, sections=(section,)), tmp_path))
    assert [(each.title, each.highlights) for each in found.entries] == [
        ("Developer at Acme", ("built it",)),
        ("Lead", ("built it",)),
        ("Developer", ("built it",)),
    ]


def test_a_heading_of_several_lines_is_the_title_of_its_entry(tmp_path):
    long = f"Developer at {'the very long ' * 10}Company"
    (job,) = machine_view(pdf_of(f"{HEAD}{WORK}**{long[:9]}** {long[10:]}\n2012 — 2013\n", tmp_path)).entries
    assert job.title == long


def test_an_emoji_as_a_heading_has_a_name_for_machines(tmp_path):
    file = _written(RESUME, tmp_path)
    assert machine_view(file).sections[1:] == ("🎓 Education", "Links")
    objects = (PdfReader(file).get_object(n) for n in range(1, len(PdfReader(file).xref[0])))
    assert [each["/Alt"] for each in objects if isinstance(each, dict) and "/Alt" in each] == ["Education"]


@pytest.mark.parametrize(
    "name", ["Ян Čapek-Łęcki", "Ελένη", "山田太郎", "김철수", "דוד כהן", "Ann 🛠️ 👩‍💻 👍🏽 🇨🇦", "Ngô Đức"]
)
def test_names_of_the_world_and_emoji_are_read_back(tmp_path, name):
    rest = f"Work\n----\n\n**Developer** at {name}\n2012 — 2013\n\n- *{name}* **{name}** ``{name}``\n"
    text = text_of(pdf_of(f"{name}\n{'=' * 60}\n\n{rest}", tmp_path))
    text = re.sub("[\u202a-\u202e]", "", text)  # poppler marks the direction of writing
    assert text.splitlines()[0] == name
    assert text.count(name) == 5


def test_a_letter_without_a_glyph_stops_the_build_with_its_line(build_site, tmp_path):
    text = (HEAD + WORK + JOB + TARGET).replace("built it", "built ก")
    with pytest.raises(BrokenSite) as stopped:
        build_site({"pages/resume.rst": text})
    what = "no font of the PDF has 'ก'; put a .ttf or .otf file of one that has it into theme/typst/fonts"
    assert stopped.value.problems == (f"{tmp_path / 'content/pages/resume.rst'}:12: {what}",)


def test_an_unknown_paper_stops_the_build(build_site):
    with pytest.raises(BrokenSite) as stopped:
        build_site({"pages/resume.rst": HEAD + WORK + JOB + TARGET}, RESUME_PAPER="foolscap")
    line = (OWNER / "pelicanconf.py").read_text("utf-8").partition("RESUME_PAPER")[0].count("\n") + 1
    instead = "write one of us-letter, a4, us-legal, a5, jis-b5"
    assert stopped.value.problems == (
        f"tests/owner/pelicanconf.py:{line}: RESUME_PAPER is 'foolscap'; {instead}",
    )


def test_an_unknown_font_is_an_error_of_the_template(tmp_path):
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    template = tmp_path / "theme/typst/resume.typ"
    template.write_text(template.read_text("utf-8").replace('"XCharter"', '"Nowhere"'), "utf-8")
    with pytest.raises(SourceError, match=r"resume\.typ:1: unknown font family: nowhere"):
        resume_pdf(tmp_path / "theme", tmp_path / "kept", "a4", RESUME, "en", str)


def test_a_word_longer_than_a_line_stays_on_the_paper(tmp_path):
    word = "x" * 160 + "END"
    text = HEAD + WORK + JOB.replace("built it", f"built {word}") + TARGET
    read = PdfReader(pdf_of(text, tmp_path)).pages[0].extract_text()
    assert word in "".join(read.replace("\u200b", "").split())


def test_a_resume_may_be_in_a_language_of_a_region(tmp_path):
    written = resume_pdf(ROOT / "theme", tmp_path / "kept", "a4", RESUME, "pt-BR", str)
    assert PdfReader(io.BytesIO(written)).trailer["/Root"]["/Lang"] == "pt-BR"


@pytest.mark.parametrize("language", ["en", "de", "de-AT", "fr", "ru", "pt-BR", "ja", "zh-CN"])
def test_jobs_are_recovered_by_dates_in_the_language_of_the_resume(tmp_path, language):
    (job,) = resume_of(HEAD + WORK + JOB + TARGET).employers
    starts = [YearMonth(2012, month) for month in range(1, 13)]
    periods = [*(Period(start, YearMonth(2013, 3)) for start in starts), Period(YearMonth(2012), None)]
    roles = tuple(replace(job.roles[0], period=each, groups=job.groups) for each in periods)
    resume = resume_of(HEAD + WORK + JOB + TARGET)
    section = replace(resume.sections[0], employers=(replace(job, roles=roles, groups=()),))
    resume = replace(resume, sections=(section,))
    entries = machine_view(_written(resume, tmp_path, language=language)).entries
    dates = ["".join(each.in_words(language).replace("—", "–").split()) for each in periods]
    assert ["".join(each.dates.split()) for each in entries] == dates
    assert {(each.title, each.highlights) for each in entries} == {("Developer at Acme", ("built it",))}
    text = plain_text(resume, str, language)
    assert [each for each in periods if each.in_words(language).replace("—", "-") not in text] == []


def test_jobs_without_a_section_are_headings_of_the_first_level(tmp_path):
    jobs = "".join(
        f"{each} *2012 - 2013*\n------------------\n\n**Developer**\n\n- built it\n\n"
        for each in ("Acme", "Nord")
    )
    file = pdf_of(f"Ann Lee\n=======\n\n{jobs}", tmp_path)
    assert [each.title for each in machine_view(file).entries] == ["Developer"] * 2


def test_no_letters_of_a_bold_word_are_apart(tmp_path):
    words = "Confluence fluent flow office fine afford fjord Wolf's half-life"
    file = pdf_of(f"{HEAD}{WORK}{JOB}Talks\n-----\n\n**{words}** *{words}*\n\n{TARGET}", tmp_path)
    assert " ".join(text_of(file).split()).count(words.replace("'", "’")) == 2
