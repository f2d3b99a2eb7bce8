"""What GitHub adds to Markdown, where pymdownx differs: bare addresses, tasks, emoji, alerts."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from pymdownx.emoji import gemoji
from pymdownx.magiclink import RE_LINK, MagiclinkPattern

from vouch.sources.addresses import public_host
from vouch.sources.fields import Problem
from vouch.sources.problems import line_at
from vouch.sources.prose import without_code

ALERTS = ("note", "tip", "important", "warning", "caution")
ALERT_ADVICE = f"write one of {', '.join(f'[!{each.upper()}]' for each in ALERTS)}"
# docutils has words for these, too; both are kinds of boxes with `!!!` and in reStructuredText.
BOXES = (*ALERTS, "attention", "danger", "error", "hint")
ALERT = re.compile(
    r"^(?P<quote>[ \t>*+.\d-]*>[ \t]*)\\?(?P<sign>\[!(?P<kind>[\w-]+)\])(?:\\$)?", re.MULTILINE
)
# Not the times and names of `12:30:45` and `std::map:`.
SHORTCODE = r":(?<![\w:/]:)(?P<name>[+-]?[a-z0-9][\w+-]*):(?![\w:/])"
# An element whose first line is followed by an empty one: on GitHub, what it holds is Markdown. Markdown in
# other elements than `details`, and elements in those, are as Python-Markdown has them.
OPENED = re.compile(
    r"^(?P<tag> {0,3}<(?P<name>(?P<details>details)|div|section|aside)\b(?![^<>]*\smarkdown\b)[^<>]*)"
    r"(?P<rest>>(?:\s*<summary\b[^<>]*>(?:(?!\n[ \t]*\n|</summary>).)*</summary>)?[ \t]*\n(?:[ \t]*\n)+)"
    r"(?= {0,3}(?(details)\S|[^\s<]))",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
TAG = re.compile(r"</?(?:details|div|section|aside)\b", re.IGNORECASE)
RAW_LINK = re.compile(r"<(?P<end>/?)a\b", re.IGNORECASE)
CHECKBOX = re.compile(r'<input type="checkbox" disabled(?P<done> checked)?/>')
# Each with the words that describe it; vouch/pages/interface_language.py has them in other languages.
TO_DO, DONE = ("☐", "To do"), ("☑\ufe0e", "Done")  # as text, not as an emoji


class EscapedAlerts(Preprocessor):
    """Reads `> \\[!NOTE]` and `> [!NOTE]\\`, as formatters of Markdown write it, like GitHub does."""

    def run(self, lines: list[str]) -> list[str]:
        return [ALERT.sub(r"\g<quote>\g<sign>", line) for line in lines]


class OpenedElements(Preprocessor):
    """Reads what `<details>` holds as Markdown if an empty line follows the tag, like GitHub does."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        tags = Counter(found[0].lower() for found in TAG.finditer(without_code(text)))

        def opened(found: re.Match) -> str:
            name = found["name"].lower()  # one without an end is reported
            is_closed = tags[f"<{name}"] == tags[f"</{name}"]
            return f'{found["tag"]} markdown="1"{found["rest"]}' if is_closed else found[0]

        return OPENED.sub(opened, text).split("\n")


class BareAddress(MagiclinkPattern):
    """Links an address, unless it is in a link already, or nobody else could follow it."""

    def handleMatch(self, match: re.Match, data: str) -> tuple:  # noqa: N802 (Markdown's name)
        link, start, end = super().handleMatch(match, data)
        if link is None or self._is_in_raw_link(data[:start]) or not public_host(link.get("href")):
            return None, None, None
        return link, start, end

    def _is_in_raw_link(self, before: str) -> bool:
        stashed = (
            str(self.md.htmlStash.rawHtmlBlocks[int(n)])
            for n in HTML_PLACEHOLDER_RE.findall(self.unescape(before))
        )
        tags = [tag for tag in map(RAW_LINK.match, stashed) if tag]
        return bool(tags) and not tags[-1]["end"]


class Emoji(InlineProcessor):
    """`:tada:` as the character."""

    def handleMatch(self, match: re.Match, data: str) -> tuple:  # noqa: N802 (Markdown's name)
        character = emoji(match["name"])
        return (character, match.start(), match.end()) if character else (None, None, None)


def emoji(name: str) -> str:
    """The character that GitHub shows for a name; empty if there is none."""
    index = _emoji_index()
    found = index["emoji"].get(index["aliases"].get(f":{name}:", f":{name}:"), {})
    return "".join(chr(int(each, 16)) for each in found.get("unicode", "").split("-") if each)


@cache
def _emoji_index() -> dict:
    return gemoji({}, None)


def register(md: Markdown) -> None:
    md.preprocessors.register(EscapedAlerts(md), "site_alerts", 19)  # after fences (25) and HTML (20)
    md.preprocessors.register(OpenedElements(md), "site_opened", 21)  # after fences, before HTML
    addresses = BareAddress(RE_LINK, md)
    addresses.config = {"hide_protocol": False}
    md.inlinePatterns.register(addresses, "site_addresses", 85)  # after links (160) and HTML (90)
    md.inlinePatterns.register(Emoji(SHORTCODE, md), "site_emoji", 84)


def with_task_signs(html: str) -> str:
    """The same HTML with signs for the boxes of tasks: nobody can tick them."""
    return CHECKBOX.sub(_sign, html)


def _sign(box: re.Match) -> str:
    sign, words = DONE if box["done"] else TO_DO
    return f'<span class="task" role="img" aria-label="{words}">{sign}</span>'


def problems_of_alerts(prose: str) -> Iterator[Problem]:
    """Quotations that begin with an alert that GitHub does not have."""
    for each in ALERT.finditer(prose):
        if each["kind"].lower() not in BOXES:
            yield line_at(prose, each.start("sign")), f"{each['sign']} is not an alert", ALERT_ADVICE
