"""The PDF as readers and their tools take it: pages, tags, language, text, the same bytes each time."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from tests.conftest import ROOT, not_tested
from tests.resume import HEAD, JOB, TARGET, WORK, resume_of
from vouch.resume.machine_view import seen
from vouch.resume.pdf import resume_pdf
from vouch.sources.problem_log import BrokenSite
from vouch.sources.problems import SourceError

RESUME = resume_of((ROOT / "content/pages/resume.rst").read_text("utf-8"))
SIZES = {"us-letter": (612, 792), "a4": (595, 842)}


def pdf_of(text: str, folder: Path, paper: str = "a4") -> Path:
    return _written(resume_of(text), folder, paper)


def _written(resume, folder: Path, paper: str = "a4") -> Path:
    file = folder / "resume.pdf"
    file.write_bytes(resume_pdf(ROOT / "theme", folder / "kept", paper, resume, "en", str))
    return file


def text_of(file: Path, *options: str) -> str:
    if not shutil.which("pdftotext"):
        not_tested("no pdftotext: the PDF was NOT read by it (Debian: apt install poppler-utils)")
    command = ["pdftotext", *options, file, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("paper", SIZES)
def test_the_resume_takes_one_page_of_either_paper(tmp_path, paper):
    reader = PdfReader(_written(RESUME, tmp_path, paper))
    assert len(reader.pages) == 1
    assert tuple(round(float(each)) for each in reader.pages[0].mediabox[2:]) == SIZES[paper]


@pytest.mark.slow
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


def test_it_says_that_it_is_tagged_and_for_everybody(tmp_path):
    reader = PdfReader(_written(RESUME, tmp_path))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (an object of PDF)
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Marsel Mavletkulov"
    assert reader.metadata.author == "Marsel Mavletkulov"
    assert re.search(rb"pdfuaid:part\D*1", root["/Metadata"].get_object().get_data())


def test_the_same_resume_gives_the_same_bytes(tmp_path):
    first = _written(RESUME, tmp_path).read_bytes()
    assert _written(RESUME, tmp_path).read_bytes() == first


@pytest.mark.slow
def test_pdftotext_reads_every_word_in_the_order_of_the_source(tmp_path):
    source = (ROOT / "content/pages/resume.rst").read_text("utf-8")
    body = re.sub(r"^(:orphan:|\.\. .*|   :alt:.*|[=-]+)$", "", source, flags=re.MULTILINE)
    body = re.sub(r"^- |\*\*|`([^<`]+) <[^>]+>`_|(?<=\w)_(?=\W)", r"\1", body, flags=re.MULTILINE)
    text = re.sub("[•–]", "", text_of(_written(RESUME, tmp_path)))
    assert text.replace("’", "'").split() == body.replace("—", "").split()


@pytest.mark.slow
def test_what_pdftotext_gives_is_enough_to_recover_jobs_and_highlights(tmp_path):
    found = seen(text_of(_written(RESUME, tmp_path), "-layout"))
    assert [(each.title.split(" at ")[0], each.dates) for each in found.entries] == [
        ("Site Reliability Engineer", "February 2021 – December 2022"),
        ("Software Architect", "August 2017 – September 2020"),
        ("Senior Software Engineer", "July 2014 – August 2017"),
        ("Python Developer contractor", "January 2014 – July 2014"),
        ("Python Developer", "November 2012 – August 2013"),
        ("Python Developer", "July 2012 – October 2012"),
    ]
    assert [len(each.highlights) for each in found.entries] == [0, 0, 16, 3, 3, 2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["Ян Čapek-Łęcki", "Ελένη", "山田太郎", "김철수", "דוד כהן", "Ann 🛠️ 👩‍💻 👍🏽 🇨🇦", "Ngô Đức"]
)
def test_names_of_the_world_and_emoji_are_read_back(tmp_path, name):
    rest = f"Work\n----\n\n**Developer** at {name}\n2012 — 2013\n\n- *{name}* **{name}** ``{name}``\n"
    text = text_of(pdf_of(f"{name}\n{'=' * 60}\n\n{rest}", tmp_path))
    text = re.sub("[\u202a-\u202e]", "", text)  # poppler marks the direction of writing
    assert text.splitlines()[0] == name
    assert text.count(name) == 5


def test_a_long_resume_takes_pages_in_a_size_that_can_be_read(tmp_path):
    jobs = "".join(
        f"**Developer** at Acme{n}\n{2000 - n} — {2001 - n}\n\n{'- built it;' * 1}\n\n" for n in range(40)
    )
    reader = PdfReader(pdf_of(HEAD + WORK + jobs, tmp_path))
    sizes = set()
    reader.pages[0].extract_text(visitor_text=lambda text, _, at, __, size: sizes.add(round(size * at[0], 1)))
    assert len(reader.pages) == 2
    assert 10.5 in sizes


def test_a_letter_without_a_glyph_stops_the_build_with_its_line(build_site, tmp_path):
    text = (HEAD + WORK + JOB + TARGET).replace("built it", "built ก")
    with pytest.raises(BrokenSite) as stopped:
        build_site({"pages/resume.rst": text})
    what = "no font of the PDF has 'ก'; put a .ttf or .otf file of one that has it into theme/typst/fonts"
    assert stopped.value.problems == (f"{tmp_path / 'content/pages/resume.rst'}:12: {what}",)


def test_a_paper_that_nobody_makes_stops_the_build(build_site):
    with pytest.raises(BrokenSite) as stopped:
        build_site({"pages/resume.rst": HEAD + WORK + JOB + TARGET}, RESUME_PAPER="foolscap")
    line = (ROOT / "pelicanconf.py").read_text("utf-8").partition("RESUME_PAPER")[0].count("\n") + 1
    instead = "write one of us-letter, a4, us-legal, a5, jis-b5"
    assert stopped.value.problems == (f"pelicanconf.py:{line}: RESUME_PAPER is 'foolscap'; {instead}",)


def test_an_unknown_font_is_no_warning_but_an_end(tmp_path):
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    template = tmp_path / "theme/typst/resume.typ"
    template.write_text(template.read_text("utf-8").replace('"XCharter"', '"Nowhere"'), "utf-8")
    with pytest.raises(SourceError, match=r"resume\.typ:1: unknown font family: nowhere"):
        resume_pdf(tmp_path / "theme", tmp_path / "kept", "a4", RESUME, "en", str)


@pytest.mark.slow
def test_every_reader_of_pdf_finds_the_same_words_in_the_same_order(tmp_path):
    file = _written(RESUME, tmp_path)
    pages = [each.extract_text() for each in PdfReader(file).pages]
    readings = [
        extract_text(file),
        "\n".join(pages),
        text_of(file),
        text_of(file, "-layout"),
        text_of(file, "-raw"),
    ]
    first, *others = [reading.split() for reading in readings]
    assert len(first) > 500
    assert all(other == first for other in others)


def test_a_word_longer_than_a_line_stays_on_the_paper(tmp_path):
    word = "x" * 160 + "END"
    text = HEAD + WORK + JOB.replace("built it", f"built {word}") + TARGET
    read = PdfReader(pdf_of(text, tmp_path)).pages[0].extract_text()
    assert word in "".join(read.replace("\u200b", "").split())
