"""Writes the résumé beside its page for other readers: resume.pdf, resume.json and resume.txt."""

import json
import logging
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Page
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.addresses import public_address
from plugins.press import NoGlyph, NotSet
from plugins.problems import SourceError, line_of, read_source
from plugins.resume import resume_page
from plugins.resume_files.json_resume import json_resume
from plugins.resume_files.pdf import resume_pdf
from plugins.resume_files.plain_text import plain_text

# How a file is called on the page, and its media type.
KINDS = {
    ".pdf": ("PDF", "application/pdf"),
    ".txt": ("Text", "text/plain"),
    ".json": ("JSON Resume", "application/json"),
}

logger = logging.getLogger(__name__)


class ResumeFilesGenerator(Generator):
    """Makes the files while problems can still stop the build, and writes them with the pages."""

    def make(self) -> None:
        page = resume_page(self.context)
        self.files = _files(page, Path(self.theme)) if page else {}
        if page:
            page.files = [(*KINDS[Path(name).suffix], name) for name in self.files]

    def generate_output(self, _writer: Writer) -> None:
        for name, data in self.files.items():
            path = Path(self.output_path, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _files(page: Page, theme: Path) -> dict[str, bytes]:
    """The files by their names below the output folder."""
    resume, site = page.resume, page.settings["SITE_ADDRESS"]
    absolute = partial(public_address, content=page)
    names = {kind: str(Path(page.save_as).with_suffix(f".{kind}")) for kind in ("pdf", "txt", "json")}
    document = json_resume(resume, site, f"{site}/{names['json']}", absolute)
    return {
        names["pdf"]: _pdf(page, theme, absolute),
        names["txt"]: plain_text(resume, absolute).encode(),
        names["json"]: (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(),
    }


def _pdf(page: Page, theme: Path, absolute: partial) -> bytes:
    paper, kept = page.settings["RESUME_PAPER"].lower(), Path(page.settings["CACHE_PATH"])
    try:
        return resume_pdf(theme, kept, paper, page.resume, page.lang, absolute)
    except NotSet as refusal:
        problem = _problem(page, theme, refusal)
    except SourceError as missing_colour:
        problem = missing_colour
    logger.error("%s", problem)  # outside, where the log has no exception in hand that it would add
    return b""


def _problem(page: Page, theme: Path, refusal: NotSet) -> SourceError:
    if isinstance(refusal, NoGlyph):
        what = f"no font of the PDF has {refusal.text!r}"
        instead = "put a .ttf or .otf file of one that has it into theme/typst/fonts"
        line = line_of(read_source(page.source_path), refusal.text)
        return SourceError(page.source_path, line, what, instead)
    instead = "correct the template, or see that theme/typst/fonts is whole"
    return SourceError(theme / "typst/resume.typ", 1, str(refusal), instead)


def _make(generators: Iterable[Generator]) -> None:
    """Not before it is known which files are published, and where."""
    for each in generators:
        if isinstance(each, ResumeFilesGenerator):
            each.make()


def _generators(_pelican: Pelican) -> type[Generator]:
    return ResumeFilesGenerator


def register() -> None:
    signals.get_generators.connect(_generators)
    signals.all_generators_finalized.connect(_make)
