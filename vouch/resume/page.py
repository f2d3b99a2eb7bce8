"""Gives the résumé's page its data: the template `resume` shows `page.resume`, not HTML."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pelican.contents import Page
from pelican.generators import PagesGenerator

from vouch.markup.rst_document import language_of, tree_of
from vouch.media.drawings import drawing_alt
from vouch.resume.anchor_list import ANCHORS, anchor_problems, listed_anchors, successors
from vouch.resume.anchors import anchors_of
from vouch.resume.education import unclear_studies
from vouch.resume.model import Photo, Resume
from vouch.resume.overlap import overlapping_roles
from vouch.resume.parse import parse_resume
from vouch.sources.addresses import SiteAddress, localised
from vouch.sources.content_folder import DEFAULT_RESUME
from vouch.sources.encoding import problems_of, repaired
from vouch.sources.problem_log import notify, report
from vouch.sources.problems import SourceError, read_source
from vouch.sources.settings_places import SettingsFiles

NOT_A_FILE = ("which is not a file below content/", "write a file below content/, or None")
NO_RESUME = ("so the site has no résumé", f'write RESUME = "{DEFAULT_RESUME}", and that file')


def resume_page(context: dict) -> Page | None:
    """The page of a résumé that could be read, in the context of a build that has read its pages."""
    pages = (*context["pages"], *context["hidden_pages"], *context["draft_pages"])
    return next((page for page in pages if getattr(page, "resume", None)), None)


def attach_resume(generator: PagesGenerator) -> None:
    """Read the source separately, because Pelican has no page where the markup has errors."""
    name, site = generator.settings["RESUME"], generator.settings["SITE"]
    source = Path(generator.settings["PATH"], name or "")
    if not name or not source.is_file():
        if site.asked_for or name not in (None, DEFAULT_RESUME):
            files, (why, instead) = SettingsFiles.of(site.settings_file), NOT_A_FILE if name else NO_RESUME
            report(files.error("RESUME", f"RESUME is {name!r}, {why}", instead))
        return
    resume = _resume_of(source, generator.settings)
    for page in (*generator.pages, *generator.hidden_pages, *generator.draft_pages):
        if resume and page.relative_source_path == name:
            page.resume, page.anchors = resume, anchors_of(resume)
            page.moved = _moved(page)
            page.resume = replace(resume, photo=_photo(page))
            if page in generator.pages:
                generator.context["RESUME_PAGE"] = page


def _resume_of(source: Path, settings: dict) -> Resume | None:
    """Log every problem of the encoding, and of the text as it would be repaired. None if there are any."""
    try:
        text = read_source(source)
    except SourceError:
        return None  # which the page's reader has reported
    damaged = problems_of(text, source)
    tree, problems = tree_of(repaired(text), source, Path(settings["PATH"]) / "code")
    resume = None
    try:
        resume = parse_resume(tree, source, language_of(text, settings["DEFAULT_LANG"]), settings["AUTHOR"])
    except ExceptionGroup as found:
        problems = [*problems, *found.exceptions]
    for each in (*damaged, *problems):
        report(each)
    for line, what, instead in (*overlapping_roles(resume), *unclear_studies(resume)) if resume else ():
        notify(SourceError(source, line, f"warning: {what}", instead))
    return None if damaged or problems else resume


def _photo(page: Page) -> Photo | None:
    """The picture, with the text of its own if it is a drawing."""
    photo, site, root = page.resume.photo, SiteAddress.of(page.settings), Path(page.settings["PATH"])
    if not photo:
        return None
    address = localised(photo.address, site, PurePosixPath(page.relative_dir), root)
    if not address.startswith("{static}/"):
        what = f"{photo.address} is not a picture in content/"
        report(SourceError(page.source_path, photo.line, what, "put it there, or remove `.. image::`"))
        return photo
    alt = drawing_alt(root / unquote(address.removeprefix("{static}/")))
    return replace(photo, alt=alt or photo.alt, is_drawing=bool(alt))


def _moved(page: Page) -> dict[str, list[str]]:
    """The old names of each anchor that was renamed."""
    source = Path(page.settings["PATH"], ANCHORS)
    found = listed_anchors(read_source(source)) if source.is_file() else []
    present = set(page.anchors.values())
    for line, what, instead in anchor_problems(found, present):
        report(SourceError(source, line, what, instead))
    moved: dict[str, list[str]] = defaultdict(list)
    for name, successor in successors(found).items():
        if name not in present:
            moved[successor].append(name)
    return moved
