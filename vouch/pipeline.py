"""What one build does, from top to bottom. The only module that connects to Pelican's signals.

A stage is a function that takes what Pelican sends with the signal or, for SITE_SIGNALS, the site. The stages
of a signal run in this order, without receivers of other plugins between them.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from blinker import Signal
from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator

from vouch import foreign, settings
from vouch.build import contents, outputs, reader_cache, tally
from vouch.build.writer import TableWriter
from vouch.markup import code_languages, diagrams, front_matter, links, readers
from vouch.media import assets, fonts, pictures, statics
from vouch.pages import (
    age,
    cards,
    drafts,
    feeds,
    github_pages,
    interface_language,
    languages,
    markdown_twins,
    members,
    menu,
    next_steps,
    page_head,
    permalinks,
    search,
    structured_data,
    template_filters,
    templates,
    touch_icon,
)
from vouch.pages.redirects import RedirectGenerator
from vouch.pages.related import Related
from vouch.pages.theme_words import ThemeWords
from vouch.resume import forms, page, proof
from vouch.site import Site
from vouch.sources import content_folder, owner_settings, problem_log
from vouch.sources.cache import cache_in


def begin_run(site: Site) -> None:
    """Prepare a run. `pelican -r` makes many with the same settings, each with `get_generators` first."""
    values, folder = site.settings, Path(site.settings["CACHE_PATH"])
    if not hasattr(site, "cache"):
        site.cache = cache_in(folder)
        site.readings = reader_cache.Readings(values, site.cache)
        site.related, site.contents = Related(), contents.Contents(values["TIMEZONE"])
    site.assets, site.outputs = (
        assets.Assets(Path(values["THEME"])),
        outputs.Outputs(Path(values["OUTPUT_PATH"])),
    )
    site.owners = {}
    site.words = ThemeWords(Path(values["THEME"]), values["DEFAULT_LANG"])
    site.typogrify, values["TYPOGRIFY"] = bool(values["TYPOGRIFY"] or site.typogrify), False
    foreign.forget_rendered_texts()


def note_context(generator: ArticlesGenerator) -> None:
    site = generator.settings["SITE"]
    site.articles, site.context = generator, generator.context
    site.context["SITE"] = site


def take_static_files(site: Site) -> None:
    """Take over static files, which are outputs like any other, so that Pelican copies none."""
    site.static_files, site.context["staticfiles"] = site.context["staticfiles"], []


# Outputs beside the pages, feeds and redirects that Pelican's generators make.
OUTPUTS = (
    assets.outputs,  # the theme's scripts and icon
    fonts.outputs,  # the fonts of the pages
    diagrams.outputs,  # the diagrams of articles
    pictures.outputs,  # pictures in several sizes and formats
    forms.outputs,  # the résumé as PDF, JSON and text
    cards.outputs,  # social cards: the picture of each page in chats and on other sites
    touch_icon.outputs,  # the icon on the home screen of a phone
    markdown_twins.outputs,  # articles and pages as Markdown, and llms.txt, for programs
    search.outputs,  # the index of the search page
    github_pages.outputs,  # CNAME and .nojekyll
    statics.outputs,  # other pictures and files that pages show or link to
)


def make_output_folder(pelican: Pelican) -> None:
    """Other plugins may write into the folder before the site does."""
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
    # once for the site
    signals.get_generators: (begin_run, problem_log.use_accepted, content_folder.check),
    # for each generator, before it reads
    signals.generator_init: (
        readers.complete_other_readers,
        templates.use_theme_alone,
        template_filters.add_filters,
        interface_language.offer,
        links.offer,
        assets.offer,
        pictures.offer,
        cards.offer,
        structured_data.offer,
        page_head.offer,
        feeds.offer,
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
    # for each content that has been read
    signals.content_object_init: (
        front_matter.check,
        drafts.schedule,
        links.localise,
        languages.settle,
        permalinks.settle,
        permalinks.claim,
        code_languages.report,
    ),
    # for each generator that has read all its contents
    signals.article_generator_pretaxonomy: (
        languages.split_articles,
        tally.count_articles,
        drafts.drop_draft_articles,
    ),
    signals.article_generator_finalized: (
        permalinks.keep_root_addresses,
        languages.offer_translations,
        members.index_members,
        next_steps.add_next_steps,
        age.mark_old,
    ),
    signals.page_generator_finalized: (
        languages.split_pages,
        tally.count_pages,
        drafts.drop_draft_pages,
        page.attach_resume,
    ),
    signals.static_generator_finalized: (links.check_summaries,),  # after this, Pelican resolves their links
    # once for the site, when all contents are known
    signals.all_generators_finalized: (
        take_static_files,
        content_folder.check_unread,
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
    # once for the site, when pages and feeds are in the table of outputs
    signals.finalized: (
        enter_outputs,
        menu.check,
        interface_language.report_missing_words,
        proof.check_links,
        problem_log.stop_if_problems,
        write_outputs,
        problem_log.stop_if_problems,
        problem_log.end_build,
    ),
}
SITE_SIGNALS = (signals.get_generators, signals.all_generators_finalized, signals.finalized)
RETURN_VALUES = {signals.get_generators: RedirectGenerator, signals.get_writer: TableWriter}


def _run(signal: Signal, stages: tuple[Callable[..., object], ...], sender: object, **sent: object) -> object:
    subject = _site_of(sender) if signal in SITE_SIGNALS else sender
    for stage in stages:
        stage(subject, **sent)
    return RETURN_VALUES.get(signal)


def _site_of(sender: object) -> Site:
    """The site of what Pelican sends: itself, or a list of its generators."""
    one = sender if isinstance(sender, Pelican) else next(iter(sender))
    return one.settings["SITE"]


# Created once, so that a process that builds again does not connect a stage twice.
RECEIVERS = {signal: partial(_run, signal, stages) for signal, stages in STAGES.items()}


def connect() -> None:
    problem_log.begin()
    for signal, receiver in RECEIVERS.items():
        signal.connect(receiver, weak=False)
