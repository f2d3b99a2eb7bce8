"""What one build does, from top to bottom. The only module that connects to Pelican's signals.

A stage is a function of what Pelican sends with its signal, or, once the generators are there, of the site.
The stages of a signal run in this order, and all of them before or after those of other people's plugins.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from blinker import Signal
from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator

from vouch import foreign, settings
from vouch.build import contents, outputs, reader_cache
from vouch.build.writer import TableWriter
from vouch.markup import diagrams, front_matter, links, readers
from vouch.media import assets, fonts, pictures, statics
from vouch.pages import (
    age,
    cards,
    drafts,
    feeds,
    github_pages,
    languages,
    members,
    menu,
    next_steps,
    page_head,
    permalinks,
    search,
    structured_data,
    template_filters,
    templates,
)
from vouch.pages.redirects import RedirectGenerator
from vouch.pages.related import Related
from vouch.resume import forms, page, proof
from vouch.site import Site
from vouch.sources import content_folder, owner_settings, problem_log
from vouch.sources.cache import cache_in


def begin(site: Site) -> None:
    """Pelican sends `get_generators` first in each run; `pelican -r` runs many with the same settings."""
    values, folder = site.settings, Path(site.settings["CACHE_PATH"])
    if not hasattr(site, "cache"):
        site.cache = cache_in(folder)
        site.readings = reader_cache.Readings(values, site.cache)
        site.related, site.contents = Related(), contents.Contents()
    site.assets, site.outputs = (
        assets.Assets(Path(values["THEME"])),
        outputs.Outputs(Path(values["OUTPUT_PATH"])),
    )
    site.owners = {}
    site.typogrify, values["TYPOGRIFY"] = bool(values["TYPOGRIFY"] or site.typogrify), False
    foreign.forget_rendered_texts()


def note_context(generator: ArticlesGenerator) -> None:
    site = generator.settings["SITE"]
    site.articles, site.context = generator, generator.context
    site.context["SITE"] = site


def take_static_files(site: Site) -> None:
    """Static files are outputs like any other, so Pelican has none left to copy."""
    site.static_files, site.context["staticfiles"] = site.context["staticfiles"], []


# Beside the pages, feeds and redirects that Pelican's generators make.
OUTPUTS = (
    assets.outputs,  # scripts and the icon of the theme
    fonts.outputs,  # the fonts of the pages
    diagrams.outputs,  # the drawings of sources
    pictures.outputs,  # the pictures in the sizes and formats of screens
    forms.outputs,  # the résumé as PDF, JSON and text
    cards.outputs,  # a picture for each article, for chats and other sites
    search.outputs,  # the index of the search page
    github_pages.outputs,  # what GitHub Pages looks for
    statics.outputs,  # pictures and files that pages show and link to, where the site has nothing of its own
)


def make_output_folder(pelican: Pelican) -> None:
    """Other people's plugins may write into it before the site does."""
    pelican.settings["SITE"].outputs.root.mkdir(parents=True, exist_ok=True)


def enter_outputs(site: Site) -> None:
    for outputs_of in OUTPUTS:
        for address, make in outputs_of(site):
            site.outputs.add(address, make)


def write_outputs(site: Site) -> None:
    site.outputs.write(site.asked_for)
    site.cache.trim()


STAGES: dict[Signal, tuple[Callable[..., object], ...]] = {
    signals.initialized: (problem_log.plugins_are_loaded, owner_settings.check, settings.complete),
    # of the site
    signals.get_generators: (begin, content_folder.check),
    # of each generator, before it reads
    signals.generator_init: (
        readers.complete_other_readers,
        templates.use_theme_alone,
        template_filters.add_filters,
        links.offer,
        assets.offer,
        pictures.offer,
        cards.offer,
        structured_data.offer,
        page_head.offer,
    ),
    signals.readers_init: (content_folder.read_within_limits, readers.use_site_readers),
    signals.article_generator_init: (
        note_context,
        content_folder.read_in_order,
        reader_cache.read_ahead,
        contents.keep_contents,
    ),
    signals.page_generator_init: (
        content_folder.read_in_order,
        reader_cache.read_ahead,
        contents.keep_contents,
    ),
    # of each content, when it has been read
    signals.content_object_init: (
        front_matter.check,
        links.localise,
        permalinks.settle,
        permalinks.claim,
        age.check,
    ),
    # of a generator that has read all its contents
    signals.article_generator_pretaxonomy: (languages.split_articles, drafts.drop_draft_articles),
    signals.article_generator_finalized: (
        permalinks.keep_root_addresses,
        languages.offer_translations,
        members.index_members,
        next_steps.add_next_steps,
        age.mark_old,
    ),
    signals.page_generator_finalized: (languages.split_pages, drafts.drop_draft_pages, page.attach_resume),
    signals.static_generator_finalized: (links.check_summaries,),  # Pelican resolves their links after this
    # of the site, when all contents are known
    signals.all_generators_finalized: (
        take_static_files,
        menu.leave_out_empty_lists,
        templates.give_empty_values,
        templates.check,
        links.check_all_targets,
        permalinks.check_labels,
        permalinks.claim_old_addresses,
        pictures.open_gallery,
        forms.name_files,
        proof.connect_articles,
    ),
    signals.get_writer: (problem_log.stop_if_problems, make_output_folder),
    signals.feed_generated: (pictures.add_sizes, feeds.make_absolute),
    # of the site, when pages and feeds are entered in the table of outputs
    signals.finalized: (
        enter_outputs,
        menu.check,
        proof.check_links,
        problem_log.stop_if_problems,
        write_outputs,
        problem_log.stop_if_problems,
        problem_log.end_build,
    ),
}
OF_THE_SITE = (signals.get_generators, signals.all_generators_finalized, signals.finalized)
ANSWERS = {signals.get_generators: RedirectGenerator, signals.get_writer: TableWriter}


def _run(signal: Signal, stages: tuple[Callable[..., object], ...], sender: object, **sent: object) -> object:
    subject = _site_of(sender) if signal in OF_THE_SITE else sender
    for stage in stages:
        stage(subject, **sent)
    return ANSWERS.get(signal)


def _site_of(sender: object) -> Site:
    """Pelican sends itself, or a list of its generators."""
    one = sender if isinstance(sender, Pelican) else next(iter(sender))
    return one.settings["SITE"]


# Made once, so that a process that builds again connects no stage twice.
RECEIVERS = {signal: partial(_run, signal, stages) for signal, stages in STAGES.items()}


def connect() -> None:
    problem_log.begin()
    for signal, receiver in RECEIVERS.items():
        signal.connect(receiver, weak=False)
