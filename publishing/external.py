"""Looks at the links of a built site that lead to other sites, when asked to: it never stops a publish."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from plugins.problems import SourceError
from publishing.asking import Answer, Asker

AT_ONCE = 8  # hosts
GONE, DOUBTFUL = "correct or remove the link", "look at it in a browser"


@dataclass(frozen=True)
class Place:
    """A page, below the site's folder, and a line of it."""

    page: Path
    line: int


@dataclass(frozen=True)
class Report:
    """`notes` are of links that work and could be shorter: where they lead has moved for good."""

    problems: list[SourceError]
    notes: list[SourceError]


def problems_of_external_links(site: Path, site_address: str) -> list[SourceError]:
    """What is wrong with the links of the site in folder `site`, which is published at `site_address`."""
    return report_on_external_links(site, site_address).problems


def report_on_external_links(site: Path, site_address: str, limit: float = 10) -> Report:
    """Each address is asked once, in `limit` seconds a request, and told at the first place that names it."""
    links = external_links(site, site_address)
    asker = Asker(f"Mozilla/5.0 (compatible; check of links; +{site_address})", limit)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [
            each for host in pool.map(lambda host: _ask_all(asker, host), _by_host(links)) for each in host
        ]
    told = sorted(answers, key=lambda each: (links[each[0]][0].page, links[each[0]][0].line))
    problems = [_problem(links[address], address, answer) for address, answer in told if answer.what]
    notes = [_note(links[address], address, answer) for address, answer in told if answer.moved]
    return Report(problems, notes)


def external_links(site: Path, site_address: str) -> dict[str, list[Place]]:
    """The addresses of other sites, without what follows #, and all places that name each."""
    links: dict[str, list[Place]] = defaultdict(list)
    for page in sorted(site.rglob("*.html")):
        parser = _Parser()
        parser.feed(page.read_text("utf-8", "replace"))
        for address, line in parser.links:
            if not f"{address}/".startswith((f"{site_address}/", f"{site_address}?")):
                links[address].append(Place(page.relative_to(site), line))
    return dict(links)


class _Parser(HTMLParser):
    """What a reader can follow. A page loads nothing from elsewhere: its policy forbids that."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = (dict(attrs).get("href") or "").strip() if tag in ("a", "area") else ""
        if address.startswith("//"):
            address = f"https:{address}"
        if address.lower().startswith(("http://", "https://")):
            self.links.append((address.partition("#")[0], self.getpos()[0]))


def _by_host(links: dict[str, list[Place]]) -> list[list[str]]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in links:
        hosts[address.split("/")[2].lower()].append(address)
    return list(hosts.values())


def _ask_all(asker: Asker, addresses: list[str]) -> list[tuple[str, Answer]]:
    return [(each, asker.ask(each)) for each in addresses]


def _problem(places: list[Place], address: str, answer: Answer) -> SourceError:
    what = f"{address} {answer.what}{_elsewhere(places)}"
    return SourceError(places[0].page, places[0].line, what, GONE if answer.gone else DOUBTFUL)


def _note(places: list[Place], address: str, answer: Answer) -> SourceError:
    what = f"{address} has moved for good{_elsewhere(places)}"
    return SourceError(places[0].page, places[0].line, what, f"write {answer.moved}")


def _elsewhere(places: list[Place]) -> str:
    others = len({each.page for each in places}) - 1
    return f" (also on {others} other page{'s' if others > 1 else ''})" if others else ""
