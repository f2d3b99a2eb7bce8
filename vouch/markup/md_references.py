"""Reports Markdown references without a definition, and definitions that are unused or duplicate."""

import re
from collections.abc import Iterator

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from vouch.sources.fields import MAY_WAIT, Problem
from vouch.sources.problems import line_of

# Not `a[i][j]`, also where `a` is code, which Markdown stashes between two control characters.
REFERENCE = r"(?<![\w\x03\])\\])!?\[(?P<text>(?!\^)[^\[\]]+)\]\[(?P<label>(?!\^)[^\[\]]*)\]"
FOOTNOTE = r"\[\^(?P<label>[^\]\s]+)\]"
NOTE_DEFINED = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\n]+)\]:", re.MULTILINE)
NOTE_REFERRED_TO = re.compile(r"\[\^(?:(?P<label>[^\]\n]+)\](?!:)|(?<=\S\[\^)(?P<inner>[^\]\n]+)\]:)")
LINK_DEFINED = re.compile(r"^ {0,3}\[(?!\^)(?P<label>[^\[\]\n]+)\]:[ \t]*\S", re.MULTILINE)


# Not the address of `[text](<…>)` or `[label]: <…>`.
MARKED_AUTOLINK = re.compile(
    r"(?<!\()(?<!\]:)(?<!\]: )<(?P<address>[{|](?:filename|static|attach)[|}][^<>\s]+)>"
)


class UnresolvedReferences(InlineProcessor):
    """Records what the other patterns leave as text: a reference without a definition."""

    def __init__(self, pattern: str, md: Markdown, kind: str) -> None:
        super().__init__(pattern, md)
        self.kind = kind

    def handleMatch(self, match: re.Match, data: str) -> tuple[None, None, None]:  # noqa: N802 (Markdown's name)
        label = match["label"] or match["text"]
        self.md.unresolved[self.kind, label, match[0]] = None
        return None, None, None


def register(md: Markdown) -> None:
    md.inlinePatterns.register(
        UnresolvedReferences(FOOTNOTE, md, "footnote"), "site_footnotes", 174
    )  # after footnotes (175)
    md.inlinePatterns.register(
        UnresolvedReferences(REFERENCE, md, "link"), "site_references", 124
    )  # after short ones (125)


def problems_of_unresolved(md: Markdown, prose: str) -> Iterator[Problem]:
    for kind, label, written in md.unresolved:
        if kind == "footnote":
            wanted, what = f"[^{label}]", f"there is no footnote [^{label}]"
            yield line_of(prose, wanted), what, f"add `[^{label}]: …`, or write it as code", MAY_WAIT
        else:
            ending = written[written.index("][") :]
            line = line_of(prose, written if written in prose else ending)
            instead = f"add `[{label}]: https://…`, or write it as code"
            yield line, f"no link is defined as [{label}]", instead, MAY_WAIT


def problems_of_autolinks(prose: str) -> Iterator[Problem]:
    """Markdown takes only whole addresses in `<…>` for links; Pelican's markers would be text of the page."""
    for each in MARKED_AUTOLINK.finditer(prose):
        line = prose.count("\n", 0, each.start()) + 1
        yield line, f"{each[0]} is not a link", f"write [what it is]({each['address']})"


def problems_of_definitions(prose: str) -> Iterator[Problem]:
    """Footnotes without a reference and labels defined twice, in a text without code."""
    referred_to = {each["label"] or each["inner"] for each in NOTE_REFERRED_TO.finditer(prose)}
    for kind, found in (("footnote", NOTE_DEFINED), ("link", LINK_DEFINED)):
        lines: dict[str, int] = {}
        for each in found.finditer(prose):
            label, line = each["label"], prose.count("\n", 0, each.start()) + 1
            sign = f"[^{label}]" if kind == "footnote" else f"[{label}]"
            first = lines.setdefault(" ".join(label.lower().split()), line)
            if first != line:
                yield (
                    line,
                    f"the {kind} {sign} is defined twice, first on line {first}",
                    "give this one another name",
                    MAY_WAIT,
                )
            elif kind == "footnote" and label not in referred_to:
                yield (
                    line,
                    f"nothing in the text refers to the footnote {sign}",
                    f"write {sign} there, or leave it out",
                    MAY_WAIT,
                )
