"""Pelican's writer, which enters pages and feeds in the table of outputs instead of writing them."""

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from jinja2 import Template
from pelican import Pelican
from pelican.contents import Content
from pelican.paginator import Paginator
from pelican.plugins import signals
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from plugins import feeds
from plugins.outputs import Outputs


class TableWriter(Writer):
    @property
    def outputs(self) -> Outputs:
        return self.settings["BUILD"].outputs

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
        if not name:
            return
        content = given.get("article") or given.get("page")
        if isinstance(content, Content) and "{attach}" in content._content:
            _ = content.content  # to resolve its links moves files, also those that other pages link to
        # A template that several kinds of pages share asks which of the two there is.
        given = {"article": None, "page": None, **given}
        for page, values in self._pages(name, url, template_name, paginated, given):
            make = partial(self._page, page, template, context, relative_urls, values)
            self.outputs.add(page, self._for_listeners(make, page, context), override=override_output)

    def _pages(
        self, name: str, url: str | None, template_name: str | None, paginated: dict | None, given: dict
    ) -> Iterator[tuple[str, dict]]:
        """The page, or those of a list that is paginated, with what the template is given."""
        lists = paginated or {key: each for key, each in given.items() if key in ("articles", "dates")}
        templates = self.settings["PAGINATED_TEMPLATES"]
        if not lists or template_name not in templates:
            yield name, given
            return
        size = templates[template_name] or self.settings["DEFAULT_PAGINATION"]
        paginators = {key: Paginator(name, url, each, self.settings, size) for key, each in lists.items()}
        count = next(iter(paginators.values())).num_pages
        for number in range(1, count + 1):
            values = dict(given)
            for key, each in paginators.items():
                page = each.page(number)
                values |= {
                    f"{key}_paginator": each,
                    f"{key}_page": page,
                    f"{key}_previous_page": each.page(number - 1) if number > 1 else None,
                    f"{key}_next_page": each.page(number + 1) if number < count else None,
                }
            yield page.save_as, values

    def _page(self, name: str, template: Template, context: dict, relative: bool, given: dict) -> bytes:
        local = {"output_file": name, **given}
        if relative:
            context["localsiteurl"] = path_to_url(get_relative_path(name))  # contents link from there
            local |= {"SITEURL": context["localsiteurl"]}
        return template.render({**context, **local}).encode()

    def _for_listeners(self, make: partial, name: str, context: dict) -> partial:
        """Other people's plugins may change a page when it is written: for these it is written at once."""
        if not signals.content_written.receivers:
            return make
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(make())
            signals.content_written.send(
                os.fspath(file), context={**context, "output_file": name, **make.args[-1]}
            )
            return partial(bytes, file.read_bytes())

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

        def collected() -> object:
            """Pelican's own feed, which is not written where it has no path."""
            return super(TableWriter, self).write_feed(
                elements, public, None, url or path, feed_type, feed_title=feed_title
            )

        for name, make in feeds.outputs(path, feed_title, collected, elements, self.settings):
            self.outputs.add(name, make, override=override_output)


def use(_pelican: Pelican) -> type[Writer]:
    return TableWriter


def register() -> None:
    signals.get_writer.connect(use)
