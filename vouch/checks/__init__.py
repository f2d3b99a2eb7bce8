"""Finds what an author can get wrong in a built public site. What only the engine can get wrong is a test.

Each check takes the site and yields problems; a good site yields none. The sources that it is checked against
are read without the code that built the site.
"""

from pathlib import Path

from vouch.checks import draft_traces, file_names, links, named_files, pages, policy, secrets
from vouch.checks.built_site import BuiltSite
from vouch.sources.problems import SourceError

CHECKS = (
    pages.required_files,
    pages.pages_are_whole,
    pages.data_is_readable,
    links.links_lead_somewhere,
    links.ids_are_unique,
    links.anchors_stay,
    draft_traces.no_page_is_a_draft,
    draft_traces.no_file_has_the_name_of_a_draft,
    draft_traces.no_source_of_a_draft_is_linked,
    draft_traces.labels_are_published,
    draft_traces.no_words_of_a_draft,
    named_files.only_named_files,
    policy.pages_begin_with_a_policy,
    policy.drawings_run_nothing,
    secrets.no_secrets,
    secrets.no_local_paths,
    secrets.no_tracebacks,
    secrets.no_local_addresses,
    file_names.names_work_everywhere,
    file_names.names_differ_everywhere,
    file_names.only_plain_files,
    file_names.only_meant_files,
)


def check(folder: Path, root: Path) -> list[SourceError]:
    """All problems of the site in `folder`, built from the project in folder `root`."""
    return problems_of(BuiltSite(folder, root))


def problems_of(site: BuiltSite) -> list[SourceError]:
    """All problems of a site, each once, in the order of the checks."""
    found = (problem for each in CHECKS for problem in each(site))
    return list({str(each): each for each in found}.values())
