"""`./invoke rename old new`: gives an article or page another slug, with all that follows from it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath

from pelican.contents import Content

from vouch.editing.edits import NotEdited, ReadSite, edited, read_site
from vouch.editing.new_article import refuse_unfit
from vouch.editing.source_text import Move, with_field, with_links
from vouch.pages.redirects import file_of_alias, listed_aliases
from vouch.sources import files, near_articles
from vouch.sources.addresses import file_at

BOM = "\ufeff"


def rename(root: Path, old: str, new: str) -> str:
    """Change the slug, the file's name if it has the slug, and links; redirect from what was public.

    Translations are renamed together. Returns one line per changed file. Raises NotEdited.
    """
    site = read_site(root)
    if site.problems:  # a source that cannot be read may be the one, or a translation
        raise NotEdited("\n".join(site.problems))
    renamed = {path: each for path, each in site.contents.items() if each.slug == old}
    _refuse(old, new, renamed, site)
    renaming = Renaming(new, renamed, site.settings)
    edits, report = {}, []
    for path in _sources(site.settings):
        (before, data), (after, changed) = renaming.file(path)
        if after != before and after.exists():
            raise NotEdited(f"{after.relative_to(root)} exists; move it away")
        if (after, changed) != (before, data):
            edits |= {before: None} | {after: changed}
            names = (each.relative_to(root).as_posix() for each in (before, after))
            report.append(" → ".join(dict.fromkeys(names)))
    with edited(root, site, edits) as now:
        for each in renaming.moves.values():
            content = now.contents[each.new_source]
            if (content.slug, file_at(content.url_when_published)) != (new, each.new):
                raise NotEdited(f"content/{each.old_source}: the address does not follow from the slug alone")
    return "\n".join(report)


def _refuse(old: str, new: str, renamed: Collection[str], site: ReadSite) -> None:
    if not renamed:
        near = get_close_matches(old, {each.slug for each in site.contents.values()}, 1)
        instead = f"did you mean {near[0]}?" if near else "write that of an article or page"
        raise NotEdited(f"there is no slug {old!r}; {instead}")
    if site.settings["RESUME"] in renamed:
        raise NotEdited("the address of the résumé is fixed; rename an article or another page")
    refuse_unfit(new, site)


def _sources(settings: dict) -> Iterator[str]:
    """The paths of all articles and pages below content/, also of those with problems."""
    excluded = set(settings["ARTICLE_EXCLUDES"]) - set(settings["PAGE_PATHS"])
    for each in files.tree_of(Path(settings["PATH"])).files:
        if near_articles.is_source(each) and not excluded.intersection((each.parts[0], str(each))):
            yield str(each)


@dataclass(frozen=True)
class Renaming:
    """The new slug of contents, which are named by their paths below content/."""

    slug: str
    contents: dict[str, Content]
    settings: dict

    @cached_property
    def moves(self) -> dict[str, Move]:
        return {path: _move(each, self.slug) for path, each in self.contents.items()}

    def file(self, path: str) -> tuple[tuple[Path, bytes], tuple[Path, bytes]]:
        """A source and its bytes, as they are and as they will be."""
        move, content = self.moves.get(path), Path(self.settings["PATH"])
        file, data = content / path, (content / path).read_bytes()
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return (file, data), (file, data)  # the build reports it
        bom = BOM if text.startswith(BOM) else ""
        text = with_links(
            text.removeprefix(BOM), path, list(self.moves.values()), self.settings["SITE_ADDRESS"]
        )
        changed = (bom + (self._with_fields(text, path) if move else text)).encode()
        return (file, data), (content / (move.new_source if move else path), changed)

    def _with_fields(self, text: str, path: str) -> str:
        content, move, is_rst = self.contents[path], self.moves[path], path.endswith(".rst")
        before = listed_aliases(content)
        after = [each for each in before if file_of_alias(each, content) != move.new]
        if content.status != "draft" and move.old != move.new:
            after.append("/" + re.sub(r"/index\.html$", "/", move.old))
        text = with_field(text, "aliases", ", ".join(after), is_rst) if after != before else text
        return with_field(text, "slug", self.slug, is_rst)


def _move(content: Content, new: str) -> Move:
    old, file = content.slug, file_at(content.url_when_published)
    source = PurePosixPath(content.relative_source_path)
    own_name = rf"(\d{{4}}-\d\d-\d\d[-_. ])?{re.escape(old)}([-_.]{re.escape(content.lang)})?"
    is_named = re.fullmatch(own_name, source.stem)
    target = source.with_name(_with_slug(source.name, old, new)) if is_named else source
    return Move(file, _with_slug(file, old, new), str(source), str(target))


def _with_slug(name: str, old: str, new: str) -> str:
    """The name with another slug in the place of the last words that are the old one."""
    stem, _, suffix = name.rpartition(".")
    last = rf"^(.*(?<![^\W_])|){re.escape(old)}(?![^\W_])"
    return re.sub(last, rf"\g<1>{new}", stem) + f".{suffix}"
