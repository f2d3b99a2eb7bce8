"""Puts an edited article in the place of the one that was read, and does again what has read that.

Only where nothing else can follow from the edit: its fields but title and summary are the same, and so are
the files that it shows or links to. Its neighbours, its series and the résumé's claims stay what they were.
"""

import filecmp
from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator

from plugins import watching
from plugins.addresses import check_summary, check_targets
from plugins.assets import MANIFEST
from plugins.pictures.sizes import OWN_IMAGE, SIZE, sized
from plugins.renders.steps import Step
from plugins.renders.values import said
from plugins.structured_data import blog_posting
from plugins.ways_on import put, put_in_words, relate

FREE = ("title", "summary", "contents", "reading")
ELSEWHERE = ("{attach}", " data-dot=")  # what an article with these needs is made for the whole site


class Rewriting:
    """The edit of one article of a site that was built."""

    def __init__(self, pelican: Pelican, article: Article) -> None:
        self.steps, self.old = pelican.settings["STEPS"], article
        self.source = article.relative_source_path
        self.generator = next(each for each in self.steps.generators if isinstance(each, ArticlesGenerator))
        self.root = Path(pelican.settings["PATH"])

    def read(self) -> None:
        """Read the article as it is now. Raises or logs what is wrong with it."""
        self.generator.settings["READINGS"].forget(self.source)
        self.new = self.generator.readers.read_file(
            base_path=self.generator.path,
            path=self.source,
            content_class=Article,
            context=self.generator.context,
            preread_signal=signals.article_generator_preread,
            preread_sender=self.generator,
            context_signal=signals.article_generator_context,
            context_sender=self.generator,
        )
        if isinstance(self.new, Article) and self.new.is_valid():
            check_targets(self.new)
            check_summary(self.new)

    def keeps_address(self) -> bool:
        """Whether the page of the edited article can be shown before all else is known."""
        new, same = self.new, ("slug", "status", "lang", "template")
        return isinstance(new, Article) and all(
            getattr(new, each) == getattr(self.old, each) for each in same
        )

    def is_in_place(self) -> bool:
        """Whether only what reads the article can have changed."""
        new = self.new
        if not self.keeps_address() or _fields(new) != _fields(self.old):
            return False
        texts = new._content, self.old._content
        return (
            not any(each in text for each in ELSEWHERE for text in texts)
            and new.get_static_links() == self.old.get_static_links()
            and _pictures(sized(new._content, self.root)) == _pictures(self.old._content)
        )

    def replace(self) -> set[watching.Read]:
        """Make the old article the new one; returns the reads that have another value now."""
        reads = [(kind, self.source) for kind in ("face", "whole")]
        before = [self.steps.values.of([each], {}) for each in reads]
        own, fresh = vars(self.old), vars(self.new)
        gone = {*self.old.metadata, "_summary"} - fresh.keys()
        added = {name: own[name] for name in own.keys() - fresh.keys() - gone}
        added["translations"] = self.old.translations
        own.clear()
        own.update(fresh, **added)
        own["_content"] = sized(own["_content"], self.root)
        own["structured_data"] = blog_posting(self.old)
        forget_what_was_rendered()
        for each in self.steps.context.values():
            if isinstance(each, watching.Cached):
                each.forget()
        self.old.refresh_metadata_intersite_links()
        others = self._related()
        self.steps.values.forget(self.source)
        now = [self.steps.values.of([each], {}) for each in reads]
        return others | {each for each, old, new in zip(reads, before, now, strict=True) if old != new}

    def _related(self) -> set[watching.Read]:
        """Compare the article with others; returns the reads of those that are related to others now."""
        put_in_words(self.old)
        if self.old not in self.generator.articles:
            return set()
        likeness, contents = self.generator.settings["LIKENESS"], self.generator.context["generated_content"]
        put(likeness, self.old)
        changed = likeness.changed() | {self.source}
        for source in changed:
            relate(contents[source], likeness)
            self.steps.values.forget(source)
        return {("whole", source) for source in changed - {self.source}}


class Repainting:
    """Does steps again, and puts what has changed into the output folder, each file at once."""

    def __init__(self, pelican: Pelican, output: Path, private: Path) -> None:
        self.steps, self.assets = pelican.settings["STEPS"], pelican.settings["ASSETS"]
        self.output, self.private = output, private
        self.steps.write_to(private)

    def steps_of(self, changed: set[watching.Read], first: list[str]) -> list[Step]:
        """What has read something that changed: some pages first, what takes long last."""
        names = {name for read in changed for name in self.steps.readers[read]}
        ordered = sorted(names, key=lambda name: (self.steps.all[name].alone, name not in first, name))
        return self.steps_named(ordered)

    def steps_named(self, names: list[str]) -> list[Step]:
        return [self.steps.all[each] for each in names]

    def do(self, step: Step) -> set[str]:
        """The names of the files that changed, came or went. Raises what making the page raises."""
        before = self.steps.records[step.name]
        record = self.steps.do_again(step)
        changed = {name for name in record.files if self._put(name)}
        gone = set(before.files) - set(record.files)
        if before.assets != record.assets:
            gone |= self._settle_assets(changed)
        for name in gone:
            (self.output / name).unlink(missing_ok=True)
        return changed | gone

    def _settle_assets(self, changed: set[str]) -> set[str]:
        """Write the assets that pages ask for since, into `changed` too; returns those that none asks for."""
        gone = self.steps.drop_assets()
        self.assets.write(self.private)
        changed |= {name for name in (*self.assets.files, MANIFEST) if self._put(name)}
        return gone

    def _put(self, name: str) -> bool:
        made, shown = self.private / name, self.output / name
        if shown.is_file() and filecmp.cmp(made, shown, shallow=False):
            return False
        shown.parent.mkdir(parents=True, exist_ok=True)
        made.replace(shown)
        return True


def forget_what_was_rendered() -> None:
    """Pelican keeps the text of every content that it has ever put into a page."""
    for name in ("get_content", "get_summary"):
        getattr(Content, name).cache.clear()


def _fields(content: Content) -> str:
    return said({name: value for name, value in content.metadata.items() if name not in FREE})


def _pictures(html: str) -> list[tuple[str, str]]:
    return [(each["path"], *SIZE.findall(each[0])) for each in OWN_IMAGE.finditer(html)]
