"""Reads a built public site and tells what must not go out.

Each check takes the site and yields problems; a site in order yields none. What it is checked against, the
sources, is read here anew, without the code that built the site.
"""

from pathlib import Path

from plugins.problems import SourceError
from publishing.checks import (
    drafts,
    feed_format,
    links,
    named_files,
    names,
    pages,
    policy,
    published,
    secrets,
)
from publishing.checks.site import Site

CHECKS = (
    pages.required_files,
    pages.pages_are_whole,
    pages.canonical_is_own,
    pages.sitemap_is_whole,
    pages.sitemap_is_dated,
    pages.data_is_readable,
    pages.structured_data_is_readable,
    links.links_lead_somewhere,
    links.ids_are_unique,
    links.anchors_stay,
    feed_format.atom_is_strict,
    feed_format.json_feed_is_strict,
    feed_format.ids_are_given_once,
    feed_format.addresses_are_whole,
    published.sources_have_pages,
    published.sources_have_entries,
    published.labels_are_published,
    drafts.no_draft_is_told,
    drafts.no_page_is_a_draft,
    drafts.no_file_is_of_a_draft,
    drafts.no_source_of_a_draft_is_named,
    named_files.only_named_files,
    policy.policy_is_first,
    policy.policy_is_closed,
    policy.policy_fits_the_page,
    policy.nothing_runs_inline,
    secrets.no_secrets,
    secrets.no_local_paths,
    secrets.no_tracebacks,
    secrets.no_local_addresses,
    names.names_work_everywhere,
    names.names_differ_everywhere,
    names.only_plain_files,
    names.only_meant_files,
)


def check(folder: Path, root: Path) -> list[SourceError]:
    """All problems of the site in `folder`, built from the project in folder `root`."""
    return problems_of(Site(folder, root))


def problems_of(site: Site) -> list[SourceError]:
    """All problems of a site, each once, in the order of the checks."""
    found = (problem for each in CHECKS for problem in each(site))
    return list({str(each): each for each in found}.values())
