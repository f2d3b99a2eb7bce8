"""`./invoke new "Title"`: a file for a new article, which the site shows as a draft at once."""

import re
from collections import Counter
from pathlib import Path, PurePosixPath

from docutils.utils import column_width
from pelican.contents import Article

from vouch.editing.edits import NotEdited, ReadSite, edited, read_site
from vouch.markup.dates import today
from vouch.markup.readers import as_title
from vouch.sources.addresses import problem_of_slug
from vouch.sources.labels import slug_of

FOLDER = "articles"
# In a title of reStructuredText: markup, and what would begin a list, a directive or a field.
MARKUP = re.compile(r"[*`|_\\<>]|^\w{1,5}(?=[.)] )|^(?![*`|_\\<>])\W")


def new_article(root: Path, title: str, slug: str = "", rst: bool = False) -> str:
    """Write the file and return its path below `root`. Raises NotEdited."""
    title = " ".join(title.split())
    if not title:
        raise NotEdited('there is no title; write ./invoke new "Title"')
    if title != title.encode(errors="ignore").decode():
        raise NotEdited(f"the title {title!r} is not UTF-8; write it again")
    site = read_site(root)
    settings = site.settings
    of_title = slug_of(as_title(title), settings)
    if not (slug or of_title):
        raise NotEdited(f"{title!r} gives no address; add --slug with letters and digits")
    values = {
        **({"slug": slug} if slug not in ("", of_title) else {}),
        "date": str(today(settings["TIMEZONE"])),
        "category": settings["DEFAULT_CATEGORY"],
        "tags": "",
        "summary": "",
        "status": "draft",
    }
    slug = slug or of_title
    refuse_unfit(slug, site)
    file = Path(settings["PATH"], _folder(site), f"{slug}{'.rst' if rst else '.md'}")
    if file.exists():
        raise NotEdited(f"{file.relative_to(root)} exists; choose another title, or add --slug")
    text = _rst(title, values) if rst else _markdown(title, values)
    with edited(root, site, {file: text.encode()}):
        return file.relative_to(root).as_posix()


def refuse_unfit(slug: str, site: ReadSite) -> None:
    """Raises NotEdited for what cannot name a file, and for the slug of another source, in any language.

    Whatever else a slug must not be, the site reports when it reads it.
    """
    if problem := problem_of_slug(slug):
        raise NotEdited("; ".join(problem))
    if taken := [path for path, each in site.contents.items() if each.slug == slug]:
        raise NotEdited(f"the slug {slug!r} belongs to content/{taken[0]}; choose another")


def _folder(site: ReadSite) -> PurePosixPath:
    """`articles`, unless the owner's articles are elsewhere."""
    paths, content = site.settings["ARTICLE_PATHS"], Path(site.settings["PATH"])
    if not {"", ".", FOLDER}.intersection(paths):
        return PurePosixPath(paths[0])
    folders = Counter(each.relative_dir for each in site.contents.values() if isinstance(each, Article))
    is_elsewhere = folders and not (content / FOLDER).is_dir()
    return PurePosixPath(folders.most_common(1)[0][0] if is_elsewhere else FOLDER)


def _markdown(title: str, fields: dict[str, str]) -> str:
    lines = (f"{name.capitalize()}: {value}".rstrip() for name, value in {"title": title, **fields}.items())
    return "\n".join((*lines, "", ""))


def _rst(title: str, fields: dict[str, str]) -> str:
    heading = MARKUP.sub(lambda found: f"\\{found[0]}", title)
    lines = (f":{name}: {value}".rstrip() for name, value in fields.items())
    return "\n".join((heading, "=" * column_width(heading), "", *lines, "", ""))
