"""Redirects from the old addresses of an article or page: `Aliases: old-name.html, /2012/05/old/`.

GitHub Pages serves only files, so at each old address is a page that sends the reader on.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import Writer

from vouch.pages.page_head import digest
from vouch.sources.addresses import HOME, SiteAddress, file_at, is_page
from vouch.sources.problems import problem_of_field

# Unlike the page's `refresh`, which works without JavaScript, it keeps the section: `#usage`.
SCRIPT = "location.replace(document.querySelector('a').href + location.hash)"


def aliases(content: Content) -> list[str]:
    """The files at the old addresses of an article or page, `cv/index.html`. Raises SourceError."""
    return list(dict.fromkeys(file_of_alias(each, content) for each in listed_aliases(content)))


def listed_aliases(content: Content) -> list[str]:
    """The same as their author wrote them."""
    value = getattr(content, "aliases", [])
    return re.split(r"[,\s]+", value) if isinstance(value, str) else value  # of another plugin's reader


def file_of_alias(address: str, content: Content) -> str:
    """The file at an address: `old/index.html` for `/old/`, and `old.html` for `/old`, as Pages serves it."""
    own = SiteAddress.of(content.settings).own_path(address)
    path = unquote((address if own is None else own).lstrip("/"))
    if not path or not is_page(path):
        what = f"the alias {address!r} is not an address of a page here"
        raise problem_of_field(content.source_path, "aliases", what, "write old-name.html, or old/name/")
    return file_at(path)


class RedirectGenerator(Generator):
    """Writes a page at each old address."""

    def generate_output(self, writer: Writer) -> None:
        template = self.get_template("redirect")
        for old, new in self._moves():
            writer.write_file(
                old, template, self.context, target=new, script=SCRIPT, script_digest=digest(SCRIPT)
            )

    def _moves(self) -> Iterator[tuple[str, str]]:
        site = self.settings["SITE"]
        if HOME in site.left_out:
            yield HOME, self.context["RESUME_PAGE"].url
        for content in site.all_contents:
            yield from ((old, content.url) for old in aliases(content))
