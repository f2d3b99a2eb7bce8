"""Gives the résumé's page its data: the template `resume` shows `page.resume`, not HTML."""

import logging
from collections import defaultdict
from pathlib import Path, PurePosixPath

from pelican import signals
from pelican.contents import Page
from pelican.generators import Generator, PagesGenerator

from plugins.addresses import Site, localised
from plugins.encoding import problems_of, repaired
from plugins.markup.restructuredtext import tree_of
from plugins.problems import SourceError, read_source
from plugins.resume.anchors import anchors_of
from plugins.resume.kept_anchors import KEPT, kept_anchors, problems_of_kept, successors
from plugins.resume.model import Resume, emoji_name
from plugins.resume.overlap import overlapping_roles
from plugins.resume.parse import parse_resume
from plugins.resume.typography import typographic
from plugins.strict import NOTICE

logger = logging.getLogger(__name__)


def resume_page(context: dict) -> Page | None:
    """The page of a résumé that could be read, in the context of a build that has read its pages."""
    pages = (*context["pages"], *context["hidden_pages"], *context["draft_pages"])
    return next((page for page in pages if getattr(page, "resume", None)), None)


def _attach_resume(generator: PagesGenerator) -> None:
    """Reads the source by itself: the page is not there when the text has errors of markup."""
    source = Path(generator.settings["PATH"], generator.settings["RESUME"])
    if not source.is_file():
        return
    resume = _resume_of(source, generator.settings)
    for page in (*generator.pages, *generator.hidden_pages, *generator.draft_pages):
        if resume and page.relative_source_path == generator.settings["RESUME"]:
            page.resume, page.anchors = resume, anchors_of(resume)
            page.moved = _moved(page)
            _check_photo(page)
            if page in generator.pages:
                generator.context["RESUME_PAGE"] = page


def _resume_of(source: Path, settings: dict) -> Resume | None:
    """Logs all that is wrong: with the encoding, and with the text as it would be repaired."""
    try:
        text = read_source(source)
    except SourceError:
        return None  # as the page's reader has said
    damaged = problems_of(text, source)
    tree, problems = tree_of(repaired(text), source, Path(settings["PATH"]) / "code")
    resume = None
    try:
        resume = parse_resume(tree, source)
    except ExceptionGroup as found:
        problems = [*problems, *found.exceptions]
    for each in (*damaged, *problems):
        logger.error("%s", each)
    for line, what, instead in overlapping_roles(resume) if resume else ():
        logger.warning("%s", SourceError(source, line, f"warning: {what}", instead), extra=NOTICE)
    return None if damaged or problems else resume


def _check_photo(page: Page) -> None:
    photo = page.resume.photo
    site, root, beside = Site.of(page.settings), Path(page.settings["PATH"]), PurePosixPath(page.relative_dir)
    if photo and not localised(photo.address, site, beside, root).startswith("{static}/"):
        what = f"{photo.address} is no picture below content/"
        problem = SourceError(page.source_path, photo.line, what, "put it there, or remove `.. image::`")
        logger.error("%s", problem)


def _moved(page: Page) -> dict[str, list[str]]:
    """Old anchors by the anchor that stands in their place."""
    source = Path(page.source_path).with_suffix(KEPT)
    found = kept_anchors(read_source(source)) if source.is_file() else []
    here = set(page.anchors.values())
    for line, what, instead in problems_of_kept(found, here):
        logger.error("%s", SourceError(source, line, what, instead))
    moved: dict[str, list[str]] = defaultdict(list)
    for name, successor in successors(found).items():
        if name not in here:
            moved[successor].append(name)
    return moved


def _add_filters(generator: Generator) -> None:
    generator.env.filters.update(typographic=typographic, emoji_name=emoji_name)


def register() -> None:
    signals.generator_init.connect(_add_filters)
    signals.page_generator_finalized.connect(_attach_resume)
