"""Every use of another library's undocumented internals. The rest of the engine uses public interfaces only.

`requirements.in` limits the versions of these libraries, and tests/test_foreign.py fails if one has changed.
"""

from collections.abc import Callable, Iterable
from functools import partial

from markdown import Markdown
from pelican.contents import Content
from pelican.generators import CachingGenerator, Generator
from pelican.readers import Readers

# Pelican 4.12 ---------------------------------------------------------------------------------


def html_of(content: Content) -> str:
    """The HTML that the reader returned. `content.content` also resolves links, which needs all contents."""
    return content._content or ""


def set_html(content: Content, html: str) -> None:
    content._content = html


def summary_of(content: Content) -> str:
    """The field Summary as the reader returned it."""
    return str(getattr(content, "_summary", ""))


def set_summary(content: Content, html: str) -> None:
    content._summary = html


def set_context(content: Content, context: dict) -> None:
    """Let a content from an earlier build belong to the context of this one."""
    content._context = context


def set_resolved(content: Content, each: Callable[[str, Callable[[str], str]], str]) -> None:
    """Have Pelican resolve addresses one by one: it finds one in each tag, and none in a list of them.

    `each(html, resolve)` replaces the addresses of a text.
    """
    of_text, begin, end = type(content)._update_content, '<a href="', '">'

    def resolved_one(address: str, siteurl: str) -> str:
        return of_text(content, f"{begin}{address}{end}", siteurl).removeprefix(begin).removesuffix(end)

    content._update_content = lambda html, siteurl: each(html, partial(resolved_one, siteurl=siteurl))


def resolved(content: Content, html: str) -> str:
    """HTML that belongs to a content, such as its notes, with its links resolved."""
    return content._update_content(html, content.get_siteurl())


def set_static_links(content: Content, links: Callable[[], set[str]]) -> None:
    """Set the files that a text links to, of whose names Pelican decodes no percent-encoding but `%20`."""
    content.get_static_links = links


def forget_rendered_texts() -> None:
    """Clear Pelican's caches of rendered texts, which keep every content and the links of earlier builds."""
    for method in (Content.get_content, Content.get_summary):
        method.cache.clear()


def change_listing(generator: Generator, change: Callable[[list[str]], list[str]]) -> None:
    """Let `change` filter or reorder the sources that a generator lists, before it reads them.

    Pelican sends no signal between the two.
    """
    listed = generator.get_files

    def changed(paths: Iterable[str], exclude: Iterable[str] = (), extensions: object = None) -> list[str]:
        found = listed(paths, exclude, extensions)
        return change(found) if extensions is None else found

    generator.get_files = changed


def wrap_reading(readers: Readers, around: Callable[..., object]) -> None:
    """Call `around(read_file, base_path, path, …)` in place of `read_file`, so that it can catch errors."""
    readers.read_file = partial(around, readers.read_file)


def keep_contents(generator: CachingGenerator, get: Callable, put: Callable) -> None:
    """Use `get(generator, path, default)` and `put(generator, path, content)` in place of Pelican's cache."""
    generator.get_cached_data = partial(get, generator)
    generator.cache_data = partial(put, generator)


# pymdown-extensions 13 ------------------------------------------------------------------------


def record_snippets(md: Markdown, record: Callable[[str], object]) -> None:
    """Call `record(path)` for each file that pymdownx.snippets includes."""
    if "snippet" not in md.preprocessors:
        return
    snippets = md.preprocessors["snippet"]
    path_of = snippets.get_snippet_path

    def recorded(name: str) -> str | None:
        path = path_of(name)
        if path:
            record(path)
        return path

    snippets.get_snippet_path = recorded
