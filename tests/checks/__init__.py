"""A small site that is OK and the sources it is made of, for tests that break one thing in it."""

import contextlib
import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Files, write
from vouch import checks
from vouch.checks import check
from vouch.checks.built_site import BuiltSite

ADDRESS = "https://example.org"
POLICY = "default-src 'none'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"


def csp(policy: str = POLICY) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def page(path: str, body: str = "<p>Text.</p>", head: str = "") -> str:
    """The policy is on line 2, `head` begins on line 3 and `body` on line 5."""
    canonical = f'<link rel="canonical" href="{ADDRESS}/{path}">'
    return f'<head><meta charset="utf-8">\n{csp()}\n{head}\n{canonical}</head>\n{body}\n'


def entry(name: str = "a", content: str = "&lt;p&gt;Text.&lt;/p&gt;", more: str = "") -> str:
    return (
        f"\n<entry><title>A</title><id>tag:example.org,2024:/{name}</id><updated>2024-01-02T00:00:00Z</updated>"
        f'<link href="{ADDRESS}/{name}.html"/><category '
        f'term="go"/>\n<content type="html">{content}</content>{more}</entry>'
    )


def feed(entries: str, name: str = "all", more: str = "<author><name>Ann</name></author>") -> str:
    own = f"{ADDRESS}/feeds/{name}.atom.xml"
    about = (
        f"<title>Blog</title><id>{own}</id><updated>2024-01-02T00:00:00Z</updated><link "
        f'rel="self" href="{own}"/>'
    )
    return f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{about}{more}{entries}</feed>'


def json_feed(**changes: object) -> str:
    item = {
        "id": "tag:example.org,2024:/a",
        "url": f"{ADDRESS}/a.html",
        "content_html": "<p>Text.</p>",
        "date_published": "2024-01-02T00:00:00+00:00",
        "tags": ["go"],
    }
    about = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Blog",
        "feed_url": f"{ADDRESS}/feeds/all.json",
    }
    return json.dumps({**about, "items": [{**item, **changes}]}, indent=1)


def sitemap(*paths: str) -> str:
    urls = "".join(f"\n<url><loc>{ADDRESS}/{each}</loc></url>" for each in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def fragment(**data: object) -> bytes:
    return gzip.compress(
        b"pagefind_dcd" + json.dumps({"url": "/a.html", "content": "Text.", **data}).encode()
    )


GOOD: Files = {
    "index.html": page("", '<a href="/a.html">A</a> <a href="/tag/go.html">go</a>'),
    "a.html": page("a.html", '<p>Text.</p> <img src="/images/pic.png" alt="A picture">'),
    "h.html": page("h.html"),
    "about.html": page("about.html", "<h1>About me</h1>"),
    "tag/go.html": page("tag/go.html", "<h1>#go</h1>"),
    "404.html": f'<head><meta charset="utf-8">\n{csp()}\n\n</head>\n<p>Nothing here.</p>\n',
    "images/pic.png": "a picture",
    "sitemap.xml": sitemap("", "a.html", "about.html", "tag/go.html"),
    "feeds/all.atom.xml": feed(entry()),
    "feeds/all.json": json_feed(),
    "robots.txt": f"User-agent: *\nSitemap: {ADDRESS}/sitemap.xml\n",
    "pagefind/fragment/en_1.pf_fragment": fragment(),
    ".nojekyll": "",
    "CNAME": "example.org\n",
}
DRAFT = "Title: A secret plan\nDate: 2024-01-02\nStatus: draft\nTags: go, plans\n\n"
SOURCES: Files = {
    "content/articles/a.md": "Title: A\nDate: 2024-01-02\nTags: go\n\nText. ![A picture](/images/pic.png)\n",
    "content/articles/h.rst": "Hidden\n======\n\n:date: 2024-01-02\n:status: hidden\n\nText.\n",
    "content/pages/about.md": "Title: About me\n\nText.\n",
    "content/articles/plan.md": (
        f"{DRAFT}# Why\n\nNobody *must ever* know of this before we tell anybody. ![](map.png)\n"
    ),
    "content/articles/map.png": "a map of the plan",
    "content/images/pic.png": "a picture",
}

# Changes of the site, perhaps changes of the sources, and the problems that they make.
Case = tuple[Files, list[str]] | tuple[Files, Files, list[str]]
Table = dict[str, dict[str, Case]]


def problems(folder: Path, files: Files, sources: Files | None = None) -> list[str]:
    """What is wrong with the good site after these changes; a file that is None is taken away."""
    changed = {name: data for name, data in {**GOOD, **files}.items() if data is not None}
    site = write(folder / "site", changed)
    return list(map(str, check(site, write(folder / "root", {**SOURCES, **(sources or {})}))))


def missed(folder: Path, check: str, cases: dict[str, Case]) -> dict[str, tuple]:
    """The cases that all checks together, or this one alone, report otherwise than they should: all three."""
    only = next(each for each in checks.CHECKS if each.__name__ == check)
    results = {}
    for number, (what, (files, *sources, expected)) in enumerate(cases.items()):
        at = folder / str(number)
        (at / "root").mkdir(parents=True, exist_ok=True)
        with contextlib.chdir(at / "root"):  # sources are named from there
            together = problems(at, files, *sources)
            alone = list(map(str, only(BuiltSite(at / "site", at / "root"))))
        if not together == alone == expected:
            results[what] = together, alone, expected
    return results


def reported(folder: Path, cases: dict[str, Files | tuple[Files, Files]]) -> dict[str, list[str]]:
    """What is reported of cases: changed files of the site, or those and changed sources."""
    numbered = enumerate(cases.items())
    found = {
        what: problems(folder / str(number), *(files if isinstance(files, tuple) else (files,)))
        for number, (what, files) in numbered
    }
    return {what: each for what, each in found.items() if each}


def each_check(table: Table) -> pytest.MarkDecorator:
    """`(check, cases)`: the name of a check, and what it has to find."""
    return pytest.mark.parametrize(("check", "cases"), table.items(), ids=table)
