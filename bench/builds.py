"""Runs builds of each kind, the tools in turn, and notes what they took."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from bench.corpus import Post, post
from bench.limits import COLD, FULL, MEMORY, NOTHING, PEER, PROCESSOR, STOCK, TEXT, TITLE, US, WHOLE, Figures
from bench.projects import Project
from bench.timing import Command, peak_memory, time_of
from bench.unmeasured import NotMeasured

BUILD = ("./invoke", "build")
PELICAN = (".venv/bin/python", "-m", "pelican", "content")


@dataclass(frozen=True)
class Tool:
    name: str
    project: Project
    command: Command
    output: Path

    def build(self) -> None:
        time_of(self.command)

    def edit(self, post: Post) -> None:
        self.project.write(post)

    def refuse_without(self, word: str, post: Post) -> None:
        """A build that does not show what was edited measures nothing. Raises NotMeasured."""
        if word not in (self.output / f"{post.slug}.html").read_text("utf-8"):
            raise NotMeasured(f"{self.name}: an edit of {post.slug} is not in what was built")


@dataclass(frozen=True)
class Tools:
    ours: Project
    peers: Project
    hugo: Path

    @cached_property
    def us(self) -> Tool:
        return self._tool(US, self.ours, BUILD, "output")

    @cached_property
    def full(self) -> Tool:
        return self._tool(US, self.ours, (*BUILD, "--full"), "output")

    @cached_property
    def stock(self) -> Tool:
        words = (*PELICAN, "--settings", "stockconf.py", "--output", "stock")
        return self._tool(STOCK, self.ours, words, "stock")

    @cached_property
    def peer(self) -> Tool:
        return self._tool(PEER, self.peers, (str(self.hugo),), "public")

    @staticmethod
    def _tool(name: str, project: Project, words: tuple[str, ...], output: str) -> Tool:
        return Tool(name, project, Command(words, project.root, project.cache), project.root / output)


class Builds:
    """The builds of one corpus."""

    def __init__(self, tools: Tools, figures: Figures, runs: int, stock_runs: int) -> None:
        self.tools, self.figures, self.runs, self.stock_runs = tools, figures, runs, stock_runs
        self.number = tools.ours.number
        self.both = (tools.us, tools.peer)

    def measure(self, kind: str) -> None:
        """One of KINDS. Raises NotMeasured."""
        KINDS[kind](self)

    def measure_whole(self, project: Project) -> None:
        """Once, of a project with cards and the search index."""
        tool = Tools(project, project, self.tools.hugo).us
        self.figures.add(self.number, WHOLE, US, time_of(tool.command).seconds)

    def built(self) -> tuple[Path, Path]:
        """Where this site and the peer's are, built if they are not."""
        for tool in self.both:
            if not tool.output.is_dir():
                tool.build()
        return self.tools.us.output, self.tools.peer.output

    def cold(self) -> None:
        for tool in self.both:
            tool.build()  # Python and templates are compiled once
        for run in range(self.runs):
            for tool in (*self.both, *([self.tools.stock] if run < self.stock_runs else [])):
                tool.project.make_cold()
                took = time_of(tool.command)
                self.figures.add(self.number, COLD, tool.name, took.seconds)
                self.figures.add(self.number, PROCESSOR, tool.name, took.processor)

    def nothing(self) -> None:
        self._build_all()
        for _ in range(self.runs):
            for tool in self.both:
                self.figures.add(self.number, NOTHING, tool.name, time_of(tool.command).seconds)

    def edited(self, row: str, edit: Callable[[Post, str], Post]) -> None:
        self._build_all()
        first = post(self.number // 2, self.number)
        for run in range(self.runs):
            word = f"edited{run}{row.split()[0]}"
            for tool in self.both:
                tool.edit(edit(first, word))
                self.figures.add(self.number, row, tool.name, time_of(tool.command).seconds)
                tool.refuse_without(word, first)

    def full(self) -> None:
        for _ in range(self.runs):
            self.figures.add(self.number, FULL, US, time_of(self.tools.full.command).seconds)

    def memory(self) -> None:
        for tool in self.both:
            tool.project.make_cold()
            self.figures.add(self.number, MEMORY, tool.name, peak_memory(tool.command))

    def _build_all(self) -> None:
        for tool in self.both:
            tool.build()


KINDS: dict[str, Callable[[Builds], None]] = {
    "cold": Builds.cold,
    "nothing": Builds.nothing,
    "text": partial(Builds.edited, row=TEXT, edit=Post.with_word),
    "title": partial(Builds.edited, row=TITLE, edit=Post.with_title),
    "full": Builds.full,
    "memory": Builds.memory,
}
