"""Pelican's writer, which enters pages and feeds in the table of outputs instead of writing them."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from jinja2 import Template
from pelican.contents import Content
from pelican.paginator import Paginator
from pelican.plugins import signals
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import FileOverwriteFailedError, Writer

from vouch.build.outputs import Outputs
from vouch.foreign import html_of
from vouch.pages import feeds, permalinks
from vouch.site import MakeFile
from vouch.sources.addresses import file_at, url_of
from vouch.sources.problem_log import report


class TableWriter(Writer):
    @property
    def outputs(self) -> Outputs:
        return self.settings["SITE"].outputs

    def write_file(
        self,
        name: str,
        template: Template,
        context: dict,
        relative_urls: bool = False,
        paginated: dict | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **given: object,
    ) -> None:
        if not name or (template_name and name in self.settings["SITE"].left_out):
            return
        content = given.get("article") or given.get("page")
        if isinstance(content, Content) and "{attach}" in html_of(content):
            _ = content.content  # resolving its links moves files, also those that other pages link to
        # A template that articles and pages share checks which of the two is set.
        own = {"article": None, "page": None, **given}
        own["address"] = url_of(url) if url is not None and file_at(url) == name else url_of(name)
        for file, of_page in _pages(name, template_name, paginated, own, self.settings):
            make = partial(self._page, file, template, context, relative_urls, of_page)
            listener = None
            if signals.content_written.receivers:
                listener = partial(signals.content_written.send, context={**context, **of_page})
            # Every content has its address from permalinks.settle, which for Pelican overrides others.
            overrides = override_output and not isinstance(content, Content)
            setting = f"{(template_name or '').upper()}_SAVE_AS"
            self._enter(file, make, setting, override=overrides, when_written=listener)

    def _enter(self, name: str, make: MakeFile, setting: str, **how: object) -> bool:
        """Enter an output, and return whether its address was free; else report that."""
        with suppress(FileOverwriteFailedError):
            self.outputs.add(name, make, **how)
            return True
        report(permalinks.taken(name, setting, self.settings))
        return False

    def _page(self, name: str, template: Template, context: dict, relative: bool, own: dict) -> bytes:
        if relative:
            context["localsiteurl"] = path_to_url(get_relative_path(name))  # contents link from there
            own = {**own, "SITEURL": context["localsiteurl"]}
        return template.render({**context, **own}).encode()

    def write_feed(
        self,
        elements: list,
        context: dict,
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> None:
        address = self.settings["SITE_ADDRESS"]
        public = {**context, "SITEURL": address, "FEED_DOMAIN": address}

        def feed_of_pelican() -> object:
            """Pelican's own feed, which is not written without a path."""
            return super(TableWriter, self).write_feed(
                elements, public, None, url or path, feed_type, feed_title=feed_title
            )

        if path in self.settings["SITE"].left_out:
            return
        found = feeds.outputs(path, feed_title, feed_type, feed_of_pelican, elements, self.settings)
        all(self._enter(name, make, "FEED_ALL_ATOM", override=override_output) for name, make in found)


def _pages(
    name: str, template_name: str | None, paginated: dict | None, own: dict, settings: dict
) -> Iterator[tuple[str, dict]]:
    """The file of each page of a list, and what its template gets: Pelican's `articles_page` and the like."""
    lists = paginated or {each: own[each] for each in ("articles", "dates") if each in own}
    if not lists:
        yield name, {**own, "output_file": name}
        return
    per_page = 0
    if template_name in settings["PAGINATED_TEMPLATES"]:
        per_page = settings["PAGINATED_TEMPLATES"][template_name] or settings["DEFAULT_PAGINATION"]
    paginators = {
        each: Paginator(name, own["address"], list_, settings, per_page) for each, list_ in lists.items()
    }
    for number in next(iter(paginators.values())).page_range:
        of_page = {}
        for each, paginator in paginators.items():
            page = paginator.page(number)
            of_page |= {f"{each}_paginator": paginator, f"{each}_page": page}
            of_page[f"{each}_previous_page"] = paginator.page(number - 1) if page.has_previous() else None
            of_page[f"{each}_next_page"] = paginator.page(number + 1) if page.has_next() else None
        file = name if number == 1 else page.save_as
        address = own["address"] if number == 1 else url_of(page.url)
        yield file, {**own, **of_page, "output_file": file, "address": address}
