"""Publishes the résumé beside its page in three other forms: resume.pdf, resume.json and resume.txt."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pelican.contents import Page

from vouch.markup.links import public_address
from vouch.media.typesetting import MissingGlyph
from vouch.resume.contacts import email_of
from vouch.resume.json_resume import as_uri, json_resume
from vouch.resume.json_schema import schema_errors
from vouch.resume.page import resume_page
from vouch.resume.pdf import resume_pdf
from vouch.resume.plain_text import plain_text
from vouch.site import MakeFile, Site
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError, line_of, line_of_address, read_source

# The name of each form on the page, and its media type.
KINDS = {
    ".pdf": ("PDF", "application/pdf"),
    ".txt": ("Text", "text/plain"),
    ".json": ("JSON Resume", "application/json"),
}


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    if page := resume_page(site.context):
        makers = {".pdf": _pdf, ".txt": _text, ".json": _json}
        for *_, name in page.files:
            yield name, partial(makers[Path(name).suffix], page)


def _name(page: Page, suffix: str) -> str:
    return str(Path(page.save_as).with_suffix(suffix))


def _absolute(page: Page) -> partial:
    return partial(public_address, content=page)


def _text(page: Page) -> bytes:
    return plain_text(page.resume, _absolute(page), page.lang).encode()


def _json(page: Page) -> bytes:
    site = page.settings["SITE_ADDRESS"]
    canonical = f"{site}/{_name(page, '.json')}"
    document = json_resume(page.resume, site, canonical, _absolute(page), page.lang)
    for value, what in schema_errors(document):
        report(_invalid(page, str(value), what))
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def _invalid(page: Page, value: str, what: str) -> SourceError:
    """A problem at the link that the value was made of."""
    written = next((each.href for each in page.resume.all_links if value in _made_of(page, each.href)), value)
    line = line_of_address(read_source(page.source_path), written)
    return SourceError(page.source_path, line, f"{written} is not {what}", "correct it, or write it as text")


def _made_of(page: Page, address: str) -> tuple[str, str]:
    return as_uri(_absolute(page)(address)), email_of(address)


def _pdf(page: Page) -> bytes:
    settings, theme = page.settings, Path(page.settings["THEME"])
    paper, cache = settings["RESUME_PAPER"].lower(), Path(settings["CACHE_PATH"])
    try:
        return resume_pdf(theme, cache, paper, page.resume, page.lang, _absolute(page))
    except MissingGlyph as missing:
        problem = _missing_glyph(page, missing)
    except SourceError as refusal:
        problem = refusal
    report(problem)  # after the `except`, or the log would add its traceback
    return b""


def _missing_glyph(page: Page, missing: MissingGlyph) -> SourceError:
    what = f"no font of the PDF has {missing.text!r}"
    instead = "put a .ttf or .otf file of one that has it into theme/typst/fonts"
    line = line_of(read_source(page.source_path), missing.text)
    return SourceError(page.source_path, line, what, instead)


def name_files(site: Site) -> None:
    """Let the page link to the files; their contents are made when they are asked for."""
    if page := resume_page(site.context):
        page.files = [(*kind, _name(page, suffix)) for suffix, kind in KINDS.items()]
