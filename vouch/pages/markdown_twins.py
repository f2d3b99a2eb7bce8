"""Articles and pages for programs that read Markdown: a twin of each, `/slug.md`, and a list, `/llms.txt`.

The twin is made from the page's HTML, so it holds what the page publishes and nothing else.
The list follows https://llmstxt.org.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import Markup
from pelican.contents import Article, Content

from vouch.pages.feeds import absolute
from vouch.site import MakeFile, Site

LINK_TO_ITSELF = re.compile(r'(<h[2-6]\b[^>]*>)<a href="#[^"]*">(.*?)</a>(</h[2-6]>)')
FORMULA = re.compile(r'<math alttext="(?P<tex>[^"]*)"(?P<block> display)?.*?</math>', re.DOTALL)
CODE = re.compile(r'(<figure class="code" data-language="([^"]+)">(?:(?!</figure>).)*?<code)>', re.DOTALL)


def twin_address(content: Content) -> str:
    """`slug.md` for `slug.html`, and `slug.htm.md` for `slug.htm`, which is another page. A Jinja filter."""
    return f"{content.save_as.removesuffix('.html')}.md"


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    if site.settings["MARKDOWN_TWINS"]:
        contents = [
            each for each in site.all_contents if not hasattr(each, "resume")
        ]  # which has a resume.txt
        for content in contents:
            yield twin_address(content), partial(_twin, content)
        yield "llms.txt", partial(_list, site, contents)


def _twin(content: Content) -> bytes:
    from html_to_markdown import convert  # takes a while, and only a build needs it

    address = _address(content, content.url)
    html = absolute(LINK_TO_ITSELF.sub(r"\1\2\3", content.content), address)
    html = FORMULA.sub(_as_on_github, CODE.sub(r'\1 class="language-\2">', html))
    about = [f"# {_text(content.title)}", address]
    if isinstance(content, Article):
        about[1] = f"{content.date:%Y-%m-%d}, {', '.join(map(str, content.authors))}, {address}"
    return _document(*about, convert(html).content.strip())


def _as_on_github(formula: re.Match) -> str:
    if formula["block"]:
        return f'<pre><code class="language-math">{formula["tex"]}</code></pre>'
    return f"$<code>{formula['tex']}</code>$"


def _list(site: Site, contents: Iterable[Content]) -> bytes:
    settings, public = site.settings, [each for each in contents if each.status == "published"]
    articles = sorted((each for each in public if isinstance(each, Article)), key=lambda each: each.date)
    pages = [_entry(each) for each in public if not isinstance(each, Article)]
    if resume := site.context.get("RESUME_PAGE"):
        pages.append(f"- [{_text(resume.title)}]({_address(resume, 'resume.txt')})")
    parts = [f"# {settings['SITENAME']}", f"> {settings['SITESUBTITLE']}"]
    for heading, entries in (("Articles", map(_entry, reversed(articles))), ("Pages", pages)):
        if lines := "\n".join(entries):
            parts += [f"## {heading}", lines]
    return _document(*parts)


def _document(*blocks: str) -> bytes:
    return ("\n\n".join(blocks) + "\n").encode()


def _entry(content: Content) -> str:
    summary = _text(content.summary) if "summary" in content.metadata else ""
    link = f"- [{_text(content.title)}]({_address(content, twin_address(content))})"
    return f"{link}: {summary}" if summary else link


def _address(content: Content, address: str) -> str:
    return f"{content.settings['SITE_ADDRESS']}/{address}"


def _text(html: str) -> str:
    """HTML as plain text on one line."""
    return " ".join(Markup(html).striptags().split())
