"""The objects of one build, and the list of what a site consists of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Static
from pelican.generators import ArticlesGenerator, Generator

from plugins import (
    assets,
    cards,
    diagrams,
    fonts,
    github_pages,
    pictures,
    resume_files,
    search,
    statics,
)
from plugins.assets import Assets
from plugins.cache import Cache, cache_in
from plugins.contents import Contents, forget_rendered_texts
from plugins.outputs import MakeFile, MakeFolder, Outputs
from plugins.readings import Readings
from plugins.related import Related
from plugins.strict import stop_if_problems

# Pages, feeds, `robots.txt`, `sitemap.xml` and redirects are entered first, by Pelican's generators and the
# writer of plugins/writer.py. What follows, in this order, are the outputs of these plugins.
PLUGINS_WITH_OUTPUTS = (
    assets,  # scripts and the icon of the theme
    fonts,  # the fonts of the pages
    diagrams,  # the drawings of sources
    pictures,  # the pictures in the sizes and formats of screens
    resume_files,  # the résumé as PDF, JSON and text
    cards,  # a picture for each article, for chats and other sites
    search,  # the index of the search page
    github_pages,  # what GitHub Pages looks for
    statics,  # pictures and files that pages show and link to, where the site has nothing of its own
)


ASKED_FOR = "ASKED_FOR"  # the setting that names the outputs to be written, where it is not all of them


@dataclass
class Build:
    """`cache`, `readings`, `related` and `contents` outlive a build in a process that builds again."""

    settings: dict
    cache: Cache
    readings: Readings
    assets: Assets
    outputs: Outputs
    related: Related = field(default_factory=Related)
    contents: Contents = field(default_factory=Contents)
    context: dict = field(default_factory=dict)
    articles: ArticlesGenerator | None = None
    static_files: list[Static] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)  # of addresses, see plugins/permalinks.py
    closed: set[str] = field(default_factory=set)  # files that cannot be read, see plugins/sources
    gallery: pictures.Gallery = field(init=False)  # of plugins.pictures, when the static files are known
    typogrify: bool = False

    def other_outputs(self) -> Iterator[tuple[str, MakeFile | MakeFolder]]:
        """All outputs but those of Pelican's generators."""
        for each in PLUGINS_WITH_OUTPUTS:
            if each.__name__ in self.settings["PLUGINS"]:
                yield from each.outputs(self)


def _begin(pelican: Pelican) -> None:
    settings, earlier = pelican.settings, pelican.settings.get("BUILD")
    kept = cache_in(Path(settings["CACHE_PATH"]))
    own, outputs = Assets(Path(settings["THEME"])), Outputs(Path(settings["OUTPUT_PATH"]))
    if earlier:
        settings["BUILD"] = replace(earlier, assets=own, outputs=outputs, owners={})
    else:
        settings["BUILD"] = Build(settings, kept, Readings(settings, kept), own, outputs)
    # The site's readers do it, so that it is kept with what they read.
    typogrify = bool(settings["TYPOGRIFY"] or (earlier and earlier.typogrify))
    settings["BUILD"].typogrify, settings["TYPOGRIFY"] = typogrify, False
    forget_rendered_texts()


def _take_over(generators: Iterable[Generator]) -> None:
    """Static files are outputs like any other, so Pelican has none left to copy."""
    first = next(iter(generators))
    context, build = first.context, first.settings["BUILD"]
    context["BUILD"] = build
    build.articles = next(each for each in generators if isinstance(each, ArticlesGenerator))
    build.context, build.static_files, context["staticfiles"] = context, context["staticfiles"], []


def _finish(pelican: Pelican) -> None:
    build = pelican.settings["BUILD"]
    for address, make in build.other_outputs():
        build.outputs.add(address, make)
    build.outputs.write(pelican.settings.get(ASKED_FOR))
    stop_if_problems()


def register() -> None:
    signals.get_generators.connect(_begin)  # the first that each run sends: `pelican -r` runs many
    signals.all_generators_finalized.connect(_take_over)
    signals.finalized.connect(_finish)
