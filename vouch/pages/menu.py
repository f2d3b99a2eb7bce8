"""Makes sure that each entry of the menu leads to a page, and that no page is an empty list of articles."""

import logging
from typing import TYPE_CHECKING

from vouch.pages.feeds import beside_atom
from vouch.sources.fields import one_letter_off
from vouch.sources.settings_places import SettingsFiles

if TYPE_CHECKING:
    from vouch.site import Site

HOME = "index.html"

logger = logging.getLogger(__name__)


def leave_out_empty_lists(site: "Site") -> None:
    """A site without articles has no lists and feeds of them, and its home page leads to the résumé."""
    context, feed = site.context, site.settings["FEED_ALL_ATOM"]
    articles, resume = context["articles"], context.get("RESUME_PAGE")
    listed = articles or context["drafts"]
    is_searched = site.settings["SEARCH"] and (listed or context["pages"] or context["draft_pages"])
    is_filled = {
        HOME: listed or resume is None,
        "archives.html": listed,
        "categories.html": context["categories"],
        "tags.html": context["tags"],
        "search.html": is_searched,
        "opensearch.xml": is_searched,
        feed: articles,
        beside_atom(feed): articles,
    }
    site.left_out = {address for address, found in is_filled.items() if not found}
    context["is_left_out"] = site.left_out.__contains__
    of_menu = site.left_out | ({HOME} if not listed else set())
    if not resume and "resume.html" not in _addresses(context):
        of_menu.add("resume.html")
    context["MENU"] = [each for each in site.settings["MENU"] if each[0] not in of_menu]


def _addresses(context: dict) -> set[str]:
    return {each.save_as for each in context["generated_content"].values() if each}


def check(site: "Site") -> None:
    """Report entries that lead to no output, once all are known: each would be a dead link on every page."""
    files, others = SettingsFiles.of(site.settings_file), set(site.settings["PLUGINS"]) - {"vouch"}
    for address, _ in site.context["MENU"]:
        meant = one_letter_off(address, site.outputs)
        # Another plugin may write the page itself.
        if ":" not in address and address not in site.outputs and (meant or not others):
            what = f"MENU has {address!r}, which is not a page of this site"
            instead = (
                f"write {meant!r}"
                if meant
                else "write the address of a page below the site's, or take it out"
            )
            logger.error("%s", files.error("MENU", what, instead, address))
