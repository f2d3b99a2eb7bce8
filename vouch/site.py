"""The objects of one build, which its stages share as `settings["SITE"]`."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pelican.contents import Content, Static
    from pelican.generators import ArticlesGenerator

    from vouch.build.contents import Contents
    from vouch.build.outputs import Outputs
    from vouch.build.reader_cache import Readings
    from vouch.media.assets import Assets
    from vouch.media.gallery import Gallery
    from vouch.pages.related import Related
    from vouch.pages.theme_words import ThemeWords
    from vouch.sources.cache import Cache

MakeFile: TypeAlias = Callable[[], bytes]  # what makes the bytes of an output
MakeFolder: TypeAlias = Callable[[], dict[str, bytes]]  # those of several, by their names in the folder


@dataclass
class Site:
    """Created with the settings. Stages of vouch/pipeline.py set the fields without a default."""

    asked_for: Collection[str] | None = None  # addresses of the outputs to write; None for all
    settings_file: Path | None = None  # of the owner, if it is known
    has_checked_settings: bool = False  # once; `./invoke build` checks them before it starts Pelican

    # These stay from build to build in a process that builds again.
    settings: dict = field(init=False)
    cache: "Cache" = field(init=False)
    readings: "Readings" = field(init=False)
    related: "Related" = field(init=False)
    contents: "Contents" = field(init=False)
    typogrify: bool = False  # the owner's TYPOGRIFY; Pelican's is off, because the site's readers do it

    # These belong to one build.
    assets: "Assets" = field(init=False)
    outputs: "Outputs" = field(init=False)
    words: "ThemeWords" = field(init=False)
    articles: "ArticlesGenerator" = field(init=False)
    context: dict = field(init=False)
    gallery: "Gallery" = field(init=False)
    static_files: "list[Static]" = field(default_factory=list)
    source: Path | None = None  # the file that is being read
    owners: dict[str, str] = field(default_factory=dict)  # of each address its source, see permalinks.py
    counts: Counter[str] = field(default_factory=Counter)  # see vouch/build/tally.py
    left_out: set[str] = field(default_factory=set)  # addresses of pages and feeds that would be empty
    files: list[PurePosixPath] = field(default_factory=list)  # of content/, but for what the owner excludes
    listed: set[str] = field(default_factory=set)  # sources that Pelican's generators have listed
    closed: set[str] = field(default_factory=set)  # unreadable files, see vouch/sources/content_folder.py

    @property
    def all_contents(self) -> "list[Content]":
        """Articles and pages, also hidden ones and drafts, without those that could not be read."""
        return [each for each in self.context["generated_content"].values() if each]
