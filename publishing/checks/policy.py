"""The Content-Security-Policy of each page: first in the head, closed, and exactly as wide as the page."""

import base64
import hashlib
import re
from collections.abc import Iterator

from plugins.problems import SourceError
from publishing.checks.addresses import links_of
from publishing.checks.document import Document, Element
from publishing.checks.site import Site, problem

# No fallback to default-src (CSP level 3, 6.1): what is not said of these is allowed.
WITHOUT_FALLBACK = ("base-uri", "form-action")
HASH = re.compile(r"'(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})'")
SEARCH = ("search.html", "'wasm-unsafe-eval'")  # Pagefind searches in WebAssembly
DATA_BLOCKS = ("application/ld+json", "application/json", "text/plain")
PAGE_HEAD = "correct plugins/page_head.py or the template"

Policy = dict[str, list[str]]


def policy_is_first(site: Site) -> Iterator[SourceError]:
    """Before it a browser runs and loads whatever it meets; the charset alone may precede."""
    for name, document in site.pages.items():
        policies = document.policies
        if not policies:
            yield problem(name, 1, "it has no Content-Security-Policy", PAGE_HEAD)
            continue
        for each in policies[1:]:
            yield problem(name, each.line, "a second Content-Security-Policy", "leave one")
        before = document.elements[: document.elements.index(policies[0])]
        late = [each for each in before if each.tag not in ("html", "head") and not each.get("charset")]
        if late or not policies[0].in_head:
            what = f"<{late[0].tag}> stands before the policy" if late else "the policy is not in the head"
            instead = "put it first in the head, after the charset"
            yield problem(name, policies[0].line, what, instead)


def policy_is_closed(site: Site) -> Iterator[SourceError]:
    for name, document in site.pages.items():
        for element in document.policies[:1]:
            for what in _open(name, *parsed(element.get("content"))):
                yield problem(name, element.line, f"the policy {what}", PAGE_HEAD)


def _open(name: str, policy: Policy, repeated: list[str]) -> Iterator[str]:
    yield from (f"has {each} twice" for each in repeated)
    if next(iter(policy.items()), None) != ("default-src", ["'none'"]):
        yield "does not start from default-src 'none'"
    yield from (f"lacks {each} 'none'" for each in WITHOUT_FALLBACK if policy.get(each) != ["'none'"])
    every = [(directive, each) for directive, sources in policy.items() for each in sources]
    yield from (
        f"allows {directive} {each}" for directive, each in every if not _is_allowed(name, directive, each)
    )


def parsed(content: str) -> tuple[Policy, list[str]]:
    """Directives with their sources, and the names of those that a browser ignores as repeated."""
    policy: Policy = {}
    repeated = []
    for name, *sources in filter(None, (each.split() for each in content.split(";"))):
        if name.lower() in policy:
            repeated.append(name.lower())
        policy.setdefault(name.lower(), sources)
    return policy, repeated


def _is_allowed(page: str, directive: str, source: str) -> bool:
    if source in ("'self'", "'none'") or (page, source) == SEARCH:
        return True
    return HASH.fullmatch(source) is not None and directive in ("script-src", "style-src")


def policy_fits_the_page(site: Site) -> Iterator[SourceError]:
    """Each inline script and style has its hash, no hash is without one, and what the page loads may load."""
    for name, document in site.pages.items():
        for element in document.policies[:1]:
            policy, _ = parsed(element.get("content"))
            yield from _hashes(name, element, policy, "script-src", _scripts(document))
            yield from _hashes(name, element, policy, "style-src", list(document.all("style")))
            for link in (each for each in links_of(document) if each.loads):
                if "'self'" not in policy.get(link.loads, policy.get("default-src", [])):
                    what = f"the policy does not let {link.address} load"
                    yield problem(name, link.line, what, f"add {link.loads} 'self', or leave it out")


def _scripts(document: Document) -> list[Element]:
    """Those that run, or tell the browser what to do."""
    inline = (each for each in document.all("script") if "src" not in each.attributes)
    return [each for each in inline if each.get("type").lower() not in DATA_BLOCKS]


def _hashes(
    name: str, element: Element, policy: Policy, directive: str, inline: list[Element]
) -> Iterator[SourceError]:
    left = [each for each in policy.get(directive, []) if HASH.fullmatch(each)]
    used = set()
    for each in inline:
        if found := next((source for source in left if _digest(source, each.text) == source), None):
            used.add(found)
        else:
            what = f"the policy has no hash of this inline {each.tag}"
            yield problem(name, each.line, what, f"add {_digest('', each.text)} to {directive}")
    for each in sorted({*left} - used):
        what = f"the policy has the hash {each} of nothing on the page"
        yield problem(name, element.line, what, f"take it out of {directive}")


def _digest(like: str, text: str) -> str:
    match = HASH.fullmatch(like)
    algorithm = match[1] if match else "sha256"
    digest = base64.b64encode(hashlib.new(algorithm, text.encode()).digest()).decode()
    return f"'{algorithm}-{digest}'"


def nothing_runs_inline(site: Site) -> Iterator[SourceError]:
    """What no hash can allow, so that a browser leaves it out; in drawings, what runs where one is opened."""
    for name, document in {**site.pages, **site.drawings}.items():
        for element in document.elements:
            for attribute in element.attributes:
                if attribute.startswith("on"):
                    what = f"the attribute {attribute} runs a script"
                    yield problem(name, element.line, what, "listen for the event in theme/js")
                elif attribute == "style" and name in site.pages:
                    yield problem(
                        name, element.line, "a style attribute", "write a class, and its style in theme/css"
                    )
            if element.tag == "base":
                yield problem(name, element.line, "<base> leads every link astray", "remove it")
            if element.tag == "script" and name in site.drawings:
                yield problem(name, element.line, "a drawing that runs a script", "remove the script")
