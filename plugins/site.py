"""The objects of one build, and the list of what a site consists of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Static
from pelican.generators import Generator

from plugins import assets, cards, diagrams, github_pages, pictures, resume_files, search, statics
from plugins.assets import Assets
from plugins.cache import Cache, cache_in
from plugins.outputs import MakeFile, MakeFolder, Outputs
from plugins.readings import Readings
from plugins.related import Related
from plugins.strict import stop_if_problems

# Pages, feeds, `robots.txt`, `sitemap.xml` and redirects are entered first, by Pelican's generators and the
# writer of plugins/writer.py. What follows, in this order, are the outputs of these plugins.
PLUGINS_WITH_OUTPUTS = (
    assets,  # scripts, fonts and the icon of the theme
    statics,  # pictures and files that pages show and link to
    diagrams,  # the drawings of sources
    pictures,  # the pictures in the sizes and formats of screens
    resume_files,  # the résumé as PDF, JSON and text
    cards,  # a picture for each article, for chats and other sites
    search,  # the index of the search page
    github_pages,  # what GitHub Pages looks for
)


@dataclass
class Build:
    """`cache`, `readings` and `related` outlive a build in a process that builds again."""

    settings: dict
    cache: Cache
    readings: Readings
    assets: Assets
    outputs: Outputs = field(default_factory=Outputs)
    related: Related = field(default_factory=Related)
    context: dict = field(default_factory=dict)
    static_files: list[Static] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)  # files that cannot be read, see plugins/sources
    gallery: object = None
    typogrify: bool = False
    on_request: bool = False  # somebody asks for outputs: none is written

    def other_outputs(self) -> Iterator[tuple[str, MakeFile | MakeFolder]]:
        """All outputs but those of Pelican's generators."""
        for each in PLUGINS_WITH_OUTPUTS:
            if each.__name__ in self.settings["PLUGINS"]:
                yield from each.outputs(self)


def _begin(pelican: Pelican) -> None:
    settings, earlier = pelican.settings, pelican.settings.get("BUILD")
    kept = cache_in(Path(settings["CACHE_PATH"]))
    own = Assets(Path(settings["THEME"]))
    settings["BUILD"] = Build(settings, kept, Readings(settings, kept), own)
    if earlier:
        settings["BUILD"].readings, settings["BUILD"].related = earlier.readings, earlier.related
        settings["BUILD"].typogrify = earlier.typogrify
    elif settings["TYPOGRIFY"]:  # the site's readers do it, so that it is kept with what they read
        settings["BUILD"].typogrify, settings["TYPOGRIFY"] = True, False


def _take_over(generators: Iterable[Generator]) -> None:
    """Static files are outputs like any other, so Pelican has none left to copy."""
    context = next(iter(generators)).context
    build = context["BUILD"]
    build.context, build.static_files, context["staticfiles"] = context, context["staticfiles"], []


def _finish(pelican: Pelican) -> None:
    build = pelican.settings["BUILD"]
    for address, make in build.other_outputs():
        build.outputs.add(address, make)
    if not build.on_request:
        build.outputs.write(Path(pelican.output_path))
    stop_if_problems()


def register() -> None:
    signals.initialized.connect(_begin)
    signals.all_generators_finalized.connect(_take_over)
    signals.finalized.connect(_finish)
