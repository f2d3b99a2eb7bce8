"""Pages that a plugin or a template has written need a policy, and drawings run nothing.

The pages of the theme get their policy from vouch/pages/page_head.py, which tests cover. A page of content/
that a source links to is the author's own, and may run what it likes.
"""

from collections.abc import Iterator
from itertools import takewhile

from vouch.checks.built_site import BuiltSite, problem
from vouch.checks.document import Element
from vouch.sources.problems import SourceError

ALLOWED_BEFORE_POLICY = ("html", "head", "meta")  # none of these runs or loads anything


def pages_begin_with_a_policy(site: BuiltSite) -> Iterator[SourceError]:
    for name, document in site.pages.items():
        before = [*takewhile(lambda each: not _is_policy(each), document.elements)]
        is_late = any(each.tag not in ALLOWED_BEFORE_POLICY for each in before)
        if (is_late or len(before) == len(document.elements)) and not site.is_of_author(name):
            what = "it does not begin with a Content-Security-Policy from default-src 'none'"
            yield problem(name, 1, what, "write it as an article, or correct the template")


def _is_policy(element: Element) -> bool:
    """Whether it is a policy under which no inline script runs without a hash."""
    policy = element.get("content").lower()
    is_policy = element.tag == "meta" and element.get("http-equiv").lower() == "content-security-policy"
    return is_policy and policy.startswith("default-src 'none'") and "unsafe-inline" not in policy


def drawings_run_nothing(site: BuiltSite) -> Iterator[SourceError]:
    """Within a page a drawing is a picture; opened at its own address it is a page without a policy."""
    for name, document in site.drawings.items():
        for element in document.elements:
            if element.tag == "script":
                yield problem(name, element.line, "a drawing that runs a script", "remove the script")
            for each in (each for each in element.attributes if each.startswith("on")):
                yield problem(name, element.line, f"the attribute {each} runs a script", "remove it")
