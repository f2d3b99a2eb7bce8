"""Résumés of a few lines, for the tests in this folder."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from lxml import html

from tests.conftest import OWNER
from vouch.markup.rst_directives import register_directives
from vouch.markup.rst_document import document_of
from vouch.resume.model import Resume, Run
from vouch.resume.parse import parse_resume
from vouch.resume.periods import Period

register_directives()

SITE = "https://nadia.example"
EXAMPLE = (OWNER / "content/pages/resume.rst").read_text("utf-8")  # the résumé of the invented owner
HEAD = "Ann Lee\n=======\n\nI build things.\n\n"
WORK = "Work\n----\n\n"
JOB = "**Developer** at Acme_\n2012 — 2013\n\n- built it\n\n"
TARGET = ".. _Acme: https://acme.example\n"


def resume_of(text: str, language: str = "en", author: str = "") -> Resume:
    document, problems = document_of(text, "resume.rst", ".")
    if problems:
        raise ExceptionGroup("reStructuredText", problems)
    return parse_resume(document.tree, "resume.rst", language, author)


def employer_of(job: str):
    (employer,) = resume_of(HEAD + WORK + job + "\n" + TARGET).employers
    return employer


def section_of(text: str):
    return resume_of(HEAD + WORK + JOB + "Talks\n-----\n\n" + text + "\n\n" + TARGET).sections[1]


def problems_of(text: str) -> list[str]:
    with pytest.raises(ExceptionGroup) as raised:
        resume_of(text)
    return [str(each) for each in raised.value.exceptions]


# Parts of a text that the model holds whole in another field, and an address, which is not text.
DERIVED = {"location", "name", "address", "kind", "description", "partner", "mark", "title", "studies"}


def runs_of(value: object) -> Iterator[Run]:
    """What the model says, each word once, in the order of its fields."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, str | Period):
        yield Run(str(value))
    elif isinstance(value, Resume):
        yield Run(value.name)
    if isinstance(value, tuple):
        yield from (run for each in value for run in runs_of(each))
    elif is_dataclass(value) and not isinstance(value, Run | Period):
        names = [each.name for each in fields(value) if each.name not in DERIVED]
        yield from (run for name in names for run in runs_of(getattr(value, name)))


def words_of(value: object) -> list[str]:
    return re.findall(r"\w+", " ".join(run.text for run in runs_of(value)))


def text(line: tuple[Run, ...]) -> str:
    return "".join(run.text for run in line)


def without_markup(source: str) -> str:
    """The words of a source like EXAMPLE, in its order."""
    body = re.sub(r"^(:orphan:|\.\. .*|   :alt:.*|[=-]+)$", "", source, flags=re.MULTILINE)
    marks = r"^- |\*\*|`([^<`]+) <[^>]+>`_|(?<=\w)_(?=\W)"
    return re.sub(marks, r"\1", body, flags=re.MULTILINE)


def words_of_page(page: html.HtmlElement) -> list[str]:
    """What the author wrote on a built page: no trace, proofs and list of files."""
    main = html.fromstring(html.tostring(page)).get_element_by_id("content")
    for each in main.xpath(".//figure | .//small | .//ul[@class='files']"):
        each.drop_tree()
    return main.text_content().replace("’", "'").split()
