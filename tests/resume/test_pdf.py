"""The PDF as readers and their tools take it: pages, tags, language, text, the same bytes each time."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from tests.conftest import OWNER, ROOT, not_tested
from tests.resume import EXAMPLE, HEAD, JOB, TARGET, WORK, resume_of, without_markup
from vouch.resume.machine_view import machine_view, view_of_text
from vouch.resume.pdf import resume_pdf
from vouch.sources.problem_log import BrokenSite
from vouch.sources.problems import SourceError

RESUME = resume_of(EXAMPLE)
SIZES = {"us-letter": (612, 792), "a4": (595, 842)}


def pdf_of(text: str, folder: Path, paper: str = "a4") -> Path:
    return _written(resume_of(text), folder, paper)


def _written(resume, folder: Path, paper: str = "a4", language: str = "en") -> Path:
    file = folder / "resume.pdf"
    file.write_bytes(resume_pdf(ROOT / "theme", folder / "kept", paper, resume, language, str))
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


def pages_and_size(jobs: int, folder: Path) -> tuple[int, float]:
    """How many pages these jobs take, and the size in which their highlights are set."""
    listed = (f"**Developer** at Acme\n{2000 - n} — {2001 - n}\n\n- built it\n\n" for n in range(jobs))
    pages = PdfReader(pdf_of(HEAD + WORK + "".join(listed), folder)).pages
    sizes = {}
    pages[0].extract_text(
        visitor_text=lambda text, _, at, __, size: sizes.update({text.strip(): size * at[0]})
    )
    return len(pages), round(sizes["built it"], 1)


def test_a_resume_takes_one_page_in_the_largest_size_in_which_it_fits_or_several(tmp_path):
    found = dict.fromkeys(pages_and_size(jobs, tmp_path) for jobs in (1, *range(18, 28), 40))
    assert list(found) == [(1, 10.5), (1, 9.9), (1, 9.3), (2, 10.5)]


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
        assert re.sub("[•–]", "", text).replace("’", "'").split() == source


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
def test_the_highlights_of_a_job_end_at_the_next_heading(tmp_path, heading):
    skills = f"{heading}\n{'-' * 200}\n\nI speak:\n\n- Go\n- Python\n\n"
    (job,) = machine_view(
        pdf_of(HEAD + WORK + JOB + "Then I ran it.\n\n- for a year\n\n" + skills + TARGET, tmp_path)
    ).entries
    assert job.highlights == ("built it", "for a year")


@pytest.mark.parametrize(
    "language", ["de", "de-AT", "pt-BR", "ru", "uk", "zh-Hant-TW", "ja", "ko", "hu", "vi"]
)
def test_dates_in_any_language_are_read_back(tmp_path, language):
    jobs = "**A** at X_\nJan 2021 — Present\n**B**\nOct 2014 — Sep 2020\n**C**\nMay 2012\n"
    resume = resume_of(HEAD + WORK + jobs + "\n- built it\n\n.. _X: https://x.example\n")
    seen = machine_view(_written(resume, tmp_path, language=language))
    dates = [role.period.in_words(language).replace(" — ", " – ") for role in resume.employers[0].roles]
    assert [each.dates for each in seen.entries] == dates
    assert [each.highlights for each in seen.entries] == [(), (), ("built it",)]


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
