"""Pelican's writer, which enters pages and feeds in the table of outputs instead of writing them."""

from functools import partial

from jinja2 import Template
from pelican.contents import Content
from pelican.plugins import signals
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from vouch.build.outputs import Outputs
from vouch.foreign import html_of
from vouch.pages import feeds


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
        own = {"article": None, "page": None, **given, "output_file": name}
        make = partial(self._page, name, template, context, relative_urls, own)
        listener = None
        if signals.content_written.receivers:
            listener = partial(signals.content_written.send, context={**context, **own})
        self.outputs.add(name, make, override=override_output, when_written=listener)

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
        for name, make in feeds.outputs(path, feed_title, feed_of_pelican, elements, self.settings):
            self.outputs.add(name, make, override=override_output)
